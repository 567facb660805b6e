/** Commands about all annotations in one place; part of the table in `commands.ts`. */
import type { Command } from './commands.ts';
import * as annotations from './stores/annotations.ts';
import * as evidence from './stores/evidence.ts';
import { openExport } from './stores/exports.ts';
import { usePapers } from './stores/papers.ts';
import { ANNOTATIONS } from './viewLabels.ts';

const { areAnnotationsShown } = annotations;
const isList = () => areAnnotationsShown() && annotations.useAnnotations.getState().tab === 'list';
const isTable = () => areAnnotationsShown() && !isList();
const hasList = () => isList() && annotations.useAnnotations.getState().keys.length > 0;
const hasTable = () => isTable() && evidence.useEvidence.getState().ids.length > 0;

export const annotationCommands: readonly Command[] = [
  {
    id: 'go.annotations',
    label: `Go to ${ANNOTATIONS}`,
    group: 'Go to',
    icon: 'marker',
    keys: ['g h'],
    run: annotations.openAnnotations,
  },
  {
    id: 'annotations.ofList',
    label: 'Show the annotations of these papers',
    group: 'Go to',
    icon: 'marker',
    keys: [],
    when: () => !areAnnotationsShown() && usePapers.getState().ids.length > 0,
    run: annotations.openAnnotationsOfList,
  },
  ...(
    [
      ['next', 'Next annotation', 'down', ['j', 'ArrowDown'], 1],
      ['previous', 'Previous annotation', 'up', ['k', 'ArrowUp'], -1],
      ['first', 'First annotation', 'up', ['Home'], Number.NEGATIVE_INFINITY],
      ['last', 'Last annotation', 'down', ['End'], Number.POSITIVE_INFINITY],
    ] as const
  ).map(
    ([id, label, icon, keys, by]): Command => ({
      id: `annotation.${id}`,
      label,
      group: 'Move',
      icon,
      keys,
      when: areAnnotationsShown,
      run: () => (isList() ? annotations.moveActiveKey(by) : evidence.moveEvidence(by)),
      hidden: true,
    }),
  ),
  {
    id: 'annotation.open',
    label: 'Open the paper of the annotation',
    group: 'Move',
    icon: 'book',
    keys: ['Enter'],
    when: areAnnotationsShown,
    run: () => (isList() ? annotations.openAnnotation() : evidence.openEvidence()),
    hidden: true,
  },
  {
    id: 'annotations.list',
    label: 'Show annotations as a list',
    group: 'Window',
    icon: 'queue',
    keys: [],
    when: isTable,
    run: () => annotations.showTab('list'),
  },
  {
    id: 'annotations.evidence',
    label: 'Show annotations as an evidence table',
    group: 'Window',
    icon: 'stack',
    keys: [],
    when: isList,
    run: () => annotations.showTab('evidence'),
  },
  ...(
    [
      ['annotations-markdown', 'Export annotations as Markdown…', hasList],
      ['annotations-jsonld', 'Export annotations as JSON-LD…', hasList],
      ['annotations-csv', 'Export annotations as CSV…', hasList],
      ['evidence-csv', 'Export the evidence table as CSV…', hasTable],
      ['evidence-markdown', 'Export the evidence table as Markdown…', hasTable],
    ] as const
  ).map(
    ([format, label, when]): Command => ({
      id: `export.${format}`,
      label,
      group: 'Library',
      icon: 'export',
      keys: [],
      when,
      run: () => openExport(format),
    }),
  ),
];
