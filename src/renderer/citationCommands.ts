/** Commands that copy papers as citations; part of the table in `commands.ts`. */
import { SHIPPED_STYLES } from '../shared/models.ts';
import type { Command } from './commands.ts';
import { copyBibtex, copyCitations } from './stores/citations.ts';
import { openDialog } from './stores/layout.ts';
import { targetIds } from './stores/papers.ts';

type Row = readonly [id: string, label: string, keys: readonly string[], run: () => unknown];

const ROWS: readonly Row[] = [
  ['cite', 'Copy citation', ['c'], () => copyCitations(targetIds())],
  ['citeAs', 'Copy citation as…', [], () => openDialog('cite')],
  ...SHIPPED_STYLES.map(
    ({ id, title }): Row => [`cite.${id}`, `Copy citation as ${title}`, [], () => copyCitations(targetIds(), { style: id })],
  ),
  ['copyBibtex', 'Copy as BibTeX', ['Shift+C'], () => copyBibtex(targetIds(), 'bibtex')],
  ['copyBiblatex', 'Copy as BibLaTeX', [], () => copyBibtex(targetIds(), 'biblatex')],
  ['citeInText', 'Copy in-text citation', [], () => copyCitations(targetIds(), { as: 'inText' })],
];

/** `when`: whether there are papers to cite. */
export const citationCommands = (when: () => boolean): readonly Command[] =>
  ROWS.map(([id, label, keys, run]) => ({ id: `paper.${id}`, label, group: 'Read and keep', icon: 'cite', keys, when, run }));
