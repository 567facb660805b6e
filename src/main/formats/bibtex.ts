/** BibTeX and BibLaTeX: read by one reader, written in either dialect. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import { type BibEntry, EntryScanner } from './bibtex/entries.ts';
import { Parents } from './bibtex/inherit.ts';
import { paperOf } from './bibtex/record.ts';
import type { Format } from './format.ts';

export { writeBiblatex, writeBibtex } from './bibtex/write.ts';

const KNOWN =
  'article|book|booklet|collection|conference|dataset|electronic|inbook|incollection|inproceedings|inreference|manual|mastersthesis|misc|online|patent|periodical|phdthesis|proceedings|report|software|techreport|thesis|unpublished|web_page|generic';
/** An entry with a key and a field, one of a known type without a key, or a macro. */
const ENTRY = new RegExp(
  [
    String.raw`^[ \t]{0,20}@[ \t]{0,9}[A-Za-z][\w+-]{1,40}\s{0,9}\{\s{0,9}[^\s=,{}()"@]{0,200}\s{0,9},\s{0,200}[A-Za-z][\w+:.-]{0,60}\s{0,9}=`,
    String.raw`^[ \t]{0,20}@[ \t]{0,9}(?:${KNOWN})\s{0,9}[{(]\s{0,9}[^\s=,{}()"@]{0,200}\s{0,9}(?:[,})]|=\s{0,9}[{"\d])`,
    String.raw`^[ \t]{0,20}@string\s{0,9}[{(]\s{0,9}[^\s=,{}()"@]{1,200}\s{0,9}=`,
  ].join('|'),
  'im',
);

export const bibtex: Format = {
  id: 'bibtex',
  label: 'BibTeX',

  detect(head) {
    // JSON, XML and the like may hold entries in their texts; they are not of them.
    if (/^\s{0,999}[[<]|^\s{0,999}\{\s{0,99}"/.test(head)) return 0;
    const at = head.search(ENTRY);
    if (at === -1) return 0;
    const before = head.slice(0, at).replace(/^[ \t]{0,99}%[^\n]*$|@(?:comment|preamble)[^\n]*$/gim, '');
    if (before.trim() === '') return 0.95;
    return before.length < 2_000 || before.length < head.length / 4 ? 0.8 : 0.4;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const scanner = new EntryScanner();
    const reader = new EntryReader(now);
    for await (const piece of source.pieces())
      for (const item of scanner.push(piece)) yield* item.kind === 'entry' ? reader.take(item.entry) : [item];
    for (const item of scanner.end()) yield* item.kind === 'entry' ? reader.take(item.entry) : [item];
    yield* reader.end();
  },
};

/** Entries as papers, each as soon as those it refers to were seen. */
class EntryReader {
  readonly #now: Date;
  readonly #parents = new Parents();
  readonly #waiting: BibEntry[] = [];
  /** The line of each key. */
  readonly #keys = new Map<string, number>();

  constructor(now: Date) {
    this.#now = now;
  }

  *take(entry: BibEntry): Generator<ReadItem> {
    if (isParent(entry)) this.#parents.add(entry);
    if (this.#parents.missing(entry) !== null) this.#waiting.push(entry);
    else yield* this.#paper(entry);
  }

  *end(): Generator<ReadItem> {
    for (const entry of this.#waiting) {
      const missing = this.#parents.missing(entry);
      const why = missing !== null && this.#keys.has(missing) ? 'is of a kind that others take nothing from' : 'is not in this file';
      yield* this.#paper(missing === null ? entry : withNote(entry, `The entry “${missing}”, which it refers to, ${why}.`));
    }
  }

  *#paper(entry: BibEntry): Generator<ReadItem> {
    // Fields for others to take, and lists of entries, are no papers.
    if (/^(?:xdata|set)$/i.test(entry.type)) return;
    const paper = paperOf(this.#unique(entry), this.#parents.inherited(entry), this.#now);
    yield paper === null ? { kind: 'problem', problem: untitled(entry) } : { kind: 'entry', entry: paper };
  }

  #unique(entry: BibEntry): BibEntry {
    if (entry.key === '') return entry;
    const first = this.#keys.get(entry.key);
    if (first !== undefined) return withNote(entry, `Its key “${entry.key.slice(0, 80)}” is also that of line ${first}.`);
    this.#keys.set(entry.key, entry.line);
    return entry;
  }
}

/** Whether others may refer to an entry: remembering all would hold the file in memory. */
function isParent({ type }: BibEntry): boolean {
  return /^(?:xdata|(?:mv)?(?:book|collection|proceedings|reference)|periodical|conference|inproceedings|incollection|inbook|misc|booklet)$/i.test(
    type,
  );
}

function withNote(entry: BibEntry, message: string): BibEntry {
  return { ...entry, problems: [...entry.problems, { line: entry.line, message, severity: 'note' }] };
}

function untitled({ line, key, type }: BibEntry): ImportEntry['problems'][number] {
  const what = key === '' ? `This ${type}` : `The entry “${key.slice(0, 80)}”`;
  return { line, message: `${what} has no title, so it was left out.`, severity: 'lost' };
}
