/** Paper digest pages as text: titles and abstracts in turn, with a page's furniture around them. */

import type { ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { readPage } from './digestPage.ts';
import type { Block } from './digestParts.ts';
import type { Format } from './format.ts';

/** A digest page is read as a whole; in UTF-16 units. */
const MAX_PAGE_LENGTH = 64 * 1024 * 1024;

/** Lines of formats whose records are made of tags and fields: RIS and its kin, BibTeX. */
const TAGGED = [/^[A-Z][A-Z0-9]{1,3} {0,2}- ?\S/gm, /^[ \t]*\w+[ \t]*=[ \t]*[{"]/gm, /^%[A-Z0-9] \S/gm];

export const digestText: Format = {
  id: 'digest-text',
  label: 'digest page',

  detect(head) {
    // Data and markup have readers of their own.
    if (/^\s*(?:[{<]|\[(?!\d{1,3}\]\s)|@\w+\s*[{(]|%PDF|TY {1,2}-|PMID ?-|#!)/.test(head)) return 0;
    if (TAGGED.filter((tag) => (head.match(tag)?.length ?? 0) >= 3).length > 0) return 0;
    const papers = readPage(blocksOf(head), new Date(0)).items.filter((item) => item.kind === 'entry').length;
    return papers === 0 ? 0 : papers === 1 ? 0.5 : papers === 2 ? 0.7 : 0.9;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const text = await source.text();
    if (text.length > MAX_PAGE_LENGTH) {
      throw new AppError('too-large', `${source.name} is too long for a digest page. Nothing was imported; cut it into parts.`);
    }
    const page = readPage(blocksOf(text), now);
    if (page.facts.digest !== null) yield { kind: 'facts', facts: page.facts };
    yield* page.items;
  },
};

/** A heading in Markdown, or a line that is bold as a whole. */
const HEADING = /^#{1,6}\s+(\S.*?)\s*#*$|^\*\*([^*]+)\*\*$/;

/** The lines of a text as blocks; hard-wrapped paragraphs are joined. */
export function blocksOf(text: string): readonly Block[] {
  const lines = text.split(/\r\n|\n|\r|\u2028|\u2029/);
  const wrapped = isHardWrapped(lines);
  const blocks: Block[] = [];
  let open: { line: number; parts: string[] } | null = null;
  const close = () => {
    if (open !== null) blocks.push({ line: open.line, text: open.parts.join(' '), links: [], heading: false });
    open = null;
  };
  lines.forEach((raw, at) => {
    const line = raw.trim();
    const found = line.length < 500 ? HEADING.exec(line) : null;
    const heading = found?.[1] ?? found?.[2];
    if (heading !== undefined) {
      close();
      const link = /^\[([^\]]+)\]\(([^()\s]+)\)$/.exec(heading);
      blocks.push({ line: at + 1, text: link?.[1] ?? heading, links: link?.[2] === undefined ? [] : [link[2]], heading: true });
    } else if (line === '') close();
    // Only a line that fills the width goes on in the next.
    else if (wrapped && open !== null && (open.parts.at(-1)?.length ?? 0) >= FULL_LINE) open.parts.push(line);
    else {
      close();
      open = { line: at + 1, parts: [line] };
    }
  });
  close();
  return blocks;
}

/** The least length of a line that was broken at the width of a page. */
const FULL_LINE = 45;

/** Whether the paragraphs are broken at the width of a page: many lines in a row of about one length, none much longer. */
function isHardWrapped(lines: readonly string[]): boolean {
  const lengths = lines.map((line) => line.trim().length);
  if (lengths.some((length) => length > 140)) return false;
  let full = 0;
  let runs = 0;
  for (let at = 0; at + 1 < lengths.length; at += 1) {
    if ((lengths[at] ?? 0) < FULL_LINE || (lengths[at + 1] ?? 0) === 0) continue;
    full += 1;
    if (/[\p{Ll},]$/u.test(lines[at]?.trim() ?? '') && /^[\p{Ll}(]/u.test(lines[at + 1]?.trim() ?? '')) runs += 1;
  }
  return full >= 3 && runs > full * 0.3;
}
