/** Commands about papers that look like one; part of the table in `commands.ts`. */
import type { Command } from './commands.ts';
import * as duplicates from './stores/duplicates.ts';
import { DUPLICATES } from './viewLabels.ts';

const { areDuplicatesShown, useDuplicates } = duplicates;
const hasGroups = () => areDuplicatesShown() && (useDuplicates.getState().groups?.length ?? 0) > 0;
const hasCompared = () => hasGroups() && useDuplicates.getState().compared !== null;

export const duplicateCommands: readonly Command[] = [
  { id: 'go.duplicates', label: 'Find duplicates', group: 'Go to', icon: 'merge', keys: ['g d'], run: duplicates.openDuplicates },
  ...(
    [
      ['next', 'Next duplicates', 'down', ['j', 'ArrowDown'], 1],
      ['previous', 'Previous duplicates', 'up', ['k', 'ArrowUp'], -1],
      ['first', 'First duplicates', 'up', ['Home'], Number.NEGATIVE_INFINITY],
      ['last', 'Last duplicates', 'down', ['End'], Number.POSITIVE_INFINITY],
    ] as const
  ).map(
    ([id, label, icon, keys, by]): Command => ({
      id: `duplicates.${id}`,
      label,
      group: 'Move',
      icon,
      keys,
      when: hasGroups,
      run: () => duplicates.moveGroup(by),
      hidden: true,
    }),
  ),
  {
    id: 'duplicates.compare',
    label: 'Go to the papers side by side',
    group: 'Move',
    icon: 'book',
    keys: ['Enter'],
    when: hasCompared,
    run: () => duplicates.goToSide('compare'),
    hidden: true,
  },
  {
    id: 'duplicates.merge',
    label: 'Merge these papers',
    group: 'Decide',
    icon: 'merge',
    keys: ['m'],
    when: hasCompared,
    run: duplicates.mergeActive,
  },
  {
    id: 'duplicates.apart',
    label: 'These are not the same paper',
    group: 'Decide',
    icon: 'x',
    keys: ['n'],
    when: hasCompared,
    run: duplicates.keepActiveApart,
  },
  {
    id: 'duplicates.open',
    label: 'Open the paper that is kept',
    group: 'Move',
    icon: 'book',
    keys: ['o'],
    when: hasCompared,
    run: duplicates.openKept,
  },
  {
    id: 'duplicates.again',
    label: `${DUPLICATES}: look again`,
    group: 'Window',
    icon: 'search',
    keys: [],
    when: areDuplicatesShown,
    run: duplicates.look,
  },
];
