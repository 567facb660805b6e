import type { ComponentProps } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { bridge } from '../../bridge.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { focusPane, useLayout } from '../../stores/layout.ts';
import { positionOf, usePapers } from '../../stores/papers.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { useRepair } from './repair.ts';
import { WORDS } from './words.ts';

/** A button of a command, which tells its key. */
function CommandButton({
  command,
  label,
  ...rest
}: Pick<ComponentProps<typeof IconButton>, 'icon' | 'label' | 'aria-disabled'> & { readonly command: string }) {
  const key = commandOf(command).keys[0];
  return (
    <IconButton
      {...rest}
      label={label}
      {...(key === undefined || key.startsWith('$') ? {} : { hint: key })}
      onClick={() => runCommand(command)}
    />
  );
}

const entry = (id: string, label?: string): MenuEntry => {
  const { label: own, icon, keys } = commandOf(id);
  return { id, label: label ?? own, icon, ...(keys[0] === undefined ? {} : { keys: keys[0] }) };
};

/** What the menu of the bar offers for a paper. */
function entriesFor(paper: Paper, repair: boolean): readonly MenuEntry[] {
  return [
    entry('paper.read', paper.status === 'read' ? WORDS.markUnread : WORDS.markRead),
    entry('paper.skip'),
    entry('paper.tags'),
    entry('paper.citeAs'),
    entry('paper.citeInText'),
    entry('paper.copyBibtex'),
    entry('reader.original', repair ? WORDS.showAsItCame : WORDS.showRepaired),
    paper.trashedAt === null ? entry('paper.trash') : entry('paper.restore'),
  ];
}

/** The top of the reader: where this paper stands in the list, and what can be done with it. Without a paper only the way back. */
export function ReaderBar({ paper }: { readonly paper: Paper | null }) {
  const at = usePapers((s) => positionOf(s.activeId)) + 1;
  const count = usePapers((s) => s.ids.length);
  const repair = useRepair();
  const readerOnly = useLayout((s) => s.readerOnly);
  return (
    <header className="Reader-bar">
      <IconButton icon="left" label={WORDS.back} data-one-pane="" onClick={() => focusPane('list')} />
      {paper !== null && (
        <>
          {at > 0 && <span className="Reader-position">{WORDS.position(at, count)}</span>}
          <span className="Reader-steps">
            <CommandButton command="paper.previous" icon="up" label={WORDS.previous} aria-disabled={at <= 1} />
            <CommandButton command="paper.next" icon="down" label={WORDS.next} aria-disabled={at === count} />
          </span>
          <span className="Reader-actions">
            {paper.links.length > 0 && <CommandButton command="paper.open" icon="link" label={WORDS.open} />}
            <CommandButton command="paper.cite" icon="cite" label={WORDS.cite} />
            <CommandButton command="paper.annotate" icon="note" label={WORDS.annotate} />
            <CommandButton command="window.readerOnly" icon="wide" label={readerOnly ? WORDS.allPanes : WORDS.readerOnly} />
            <Menu
              label={WORDS.more}
              items={entriesFor(paper, repair)}
              onAction={runCommand}
              platform={bridge.platform}
              placement="bottom end"
            >
              <IconButton icon="more" label={WORDS.more} />
            </Menu>
          </span>
        </>
      )}
    </header>
  );
}
