/** Digests and reading lists in Markdown: tables with titles, headings that link to papers, numbered headings, lists of links. */
import type { ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { pageDateIn, pageNameIn } from './digestHeader.ts';
import { metaOf } from './digestLines.ts';
import type { Line } from './digestParts.ts';
import type { Format } from './format.ts';
import { entryFrom } from './markdown-digest/entry.ts';
import { plain } from './markdown-digest/inline.ts';
import { type MarkdownLine, partsIn } from './markdown-digest/parts.ts';

/** A digest is read as a whole; in UTF-16 units. */
const MAX_LENGTH = 64 * 1024 * 1024;

export const markdownDigest: Format = {
  id: 'markdown-digest',
  label: 'Markdown digest',

  detect(head, name) {
    if (/^\s*(?:[{<](?!!--|a |p |div |h\d|br|img|center|details)|@\w+\s*[{(]|%PDF|TY {1,2}-|PMID ?-)/i.test(head)) return 0;
    // Every one of them has a heading, a table or a list, with a link.
    if (!/^ {0,3}(?:#{1,6}[ \t]|\||[ \t]*[-*+][ \t]|\d{1,3}[.)][ \t])|\|[ \t]*:?-/m.test(head)) return 0;
    const { parts } = partsIn(head);
    const papers = parts.filter((part) => entryFrom(part, new Date(0)) !== null).length;
    const sure = papers === 0 ? 0 : papers === 1 ? 0.55 : papers === 2 ? 0.8 : 0.93;
    return papers === 1 && /\.(?:md|markdown)(?:\.gz)?$/i.test(name) ? 0.65 : sure;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const text = await source.text();
    if (text.length > MAX_LENGTH) {
      throw new AppError('too-large', `${source.name} is too long for a Markdown digest. Nothing was imported; cut it into parts.`);
    }
    const { parts, leading } = partsIn(text);
    const lines = leading.map((line) => lineOf(line, now));
    const date = pageDateIn(lines, now);
    const name = pageNameIn(lines, now);
    if (date !== null || name !== null) yield { kind: 'facts', facts: { digest: { name: name ?? 'Daily papers', date } } };
    for (const part of parts) {
      const entry = entryFrom(part, now);
      if (entry !== null) yield { kind: 'entry', entry };
      else yield { kind: 'problem', problem: { line: part.line, message: 'This row has no title, so it was left out.', severity: 'lost' } };
    }
  },
};

function lineOf({ line, text }: MarkdownLine, now: Date): Line {
  const words = plain(text.replace(/^[\s#>-]+|^(?:date|title):\s*/gi, '')).replace(/^["']|["']$/g, '');
  return { line, text: words, links: [], heading: text.startsWith('#'), meta: metaOf(words, now), strength: 0, names: 0 };
}
