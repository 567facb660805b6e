/** The evidence table: papers down, roles across, in each cell what was highlighted and what was written on it. */
import { HIGHLIGHT_COLORS, type HighlightColor, type Roles } from '../../shared/models.ts';
import { paperAddress } from '../../shared/paperAddress.ts';
import { escapeMarkdown, inlineMarkdown } from './annotations-escape.ts';
import { type Annotated, type Commented, plainLine, yearOf } from './annotations-words.ts';
import { csvRecord } from './csv/cells.ts';

/** The roles across: those asked for, else all. */
const across = (colors: readonly HighlightColor[]): HighlightColor[] =>
  HIGHLIGHT_COLORS.filter((color) => colors.length === 0 || colors.includes(color));

const inColor = ({ highlights }: Annotated, color: HighlightColor): Commented[] =>
  highlights.filter(({ highlight }) => highlight.color === color);

/** As comma-separated values; quotes of one cell stand on lines of their own, their comments in square brackets behind them. */
export function* writeEvidenceCsv(papers: Iterable<Annotated>, roles: Roles, colors: readonly HighlightColor[]): Generator<string> {
  const columns = across(colors);
  yield csvRecord(['paper', 'year', ...columns.map((color) => roles[color]), 'link']);
  for (const one of papers) {
    const cells = columns.map((color) =>
      inColor(one, color)
        .map(({ quote, comments }) => [plainLine(quote), ...comments.map(({ body }) => `[${body.trim()}]`)].join(' '))
        .join('\n'),
    );
    yield csvRecord([plainLine(one.title), yearOf(one.paper) ?? '', ...cells, paperAddress(one.paper.uid)]);
  }
}

/** As a table in Markdown. Comments stand in it as plain words: a table has no room for their markup. */
export function* writeEvidenceMarkdown(papers: Iterable<Annotated>, roles: Roles, colors: readonly HighlightColor[]): Generator<string> {
  const columns = across(colors);
  yield tableRow(['Paper', ...columns.map((color) => escapeMarkdown(roles[color]))]);
  yield tableRow(['Paper', ...columns].map(() => '---'));
  for (const one of papers) {
    const year = yearOf(one.paper);
    const paper = `[${escapeMarkdown(plainLine(one.title))}](${paperAddress(one.paper.uid)})${year === null ? '' : ` (${year})`}`;
    const cells = columns.map((color) =>
      inColor(one, color)
        .map(({ quote, comments }) => [inlineMarkdown(quote, true), ...comments.map(({ body }) => `(${escapeMarkdown(body)})`)].join(' '))
        .join('<br>'),
    );
    yield tableRow([paper, ...cells]);
  }
}

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
