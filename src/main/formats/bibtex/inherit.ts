/** Entries that take fields from others: `crossref` and `xdata`. Parents may come before or after. */
import type { BibEntry } from './entries.ts';

type Fields = Readonly<Record<string, string>>;

/** Fields of a book or a journal that are not its papers' too. */
const OWN = new Set(
  [
    [
      'title',
      'subtitle',
      'shorttitle',
      'titleaddon',
      'sorttitle',
      'indextitle',
      'author',
      'authors',
      'crossref',
      'xref',
      'xdata',
      'ids',
      'key',
    ],
    ['abstract', 'keywords', 'doi', 'url', 'urldate', 'eprint', 'pages', 'pagetotal', 'file', 'pdf', 'entryset', 'entrysubtype', 'groups'],
    ['annote', 'annotation', 'comment', 'review', 'notes', 'note', 'readstatus', 'ranking', 'priority', 'printed', 'timestamp', 'owner'],
    [
      'bibsource',
      'biburl',
      'label',
      'presort',
      'options',
      'relatedtype',
      'related',
      'execute',
      'date-added',
      'date-modified',
      'rating',
      'read',
    ],
  ].flat(),
);
const IN_BOOKS = /^(?:in|supp|bookin|conference|book_section)/i;
/** Longer chains are taken for a circle. */
const MAX_CHAIN = 8;

export class Parents {
  readonly #byKey = new Map<string, BibEntry>();

  /** Remembers an entry that others may refer to. */
  add(entry: BibEntry): void {
    if (entry.key !== '' && !this.#byKey.has(entry.key.toLowerCase())) this.#byKey.set(entry.key.toLowerCase(), entry);
  }

  /** The key an entry waits for, if any: an entry it refers to that was not seen so far. */
  missing(entry: BibEntry): string | null {
    return this.#walk(entry).missing;
  }

  /** What an entry has from those it refers to; undefined where it refers to none. */
  inherited(entry: BibEntry): Fields | undefined {
    return this.#walk(entry).fields;
  }

  #walk(entry: BibEntry): { readonly fields: Fields | undefined; readonly missing: string | null } {
    if (entry.fields.crossref === undefined && entry.fields.xdata === undefined) return NOTHING;
    const fields: Record<string, string> = {};
    let missing: string | null = null;
    const add = (name: string, value: string) => {
      if (!Object.hasOwn(entry.fields, name) && !Object.hasOwn(fields, name)) fields[name] = value;
    };
    const visit = (child: BibEntry, depth: number) => {
      if (depth > MAX_CHAIN) return;
      for (const key of keysIn(child.fields.xdata)) {
        const data = this.#byKey.get(key.toLowerCase());
        if (data === undefined) missing ??= key;
        else {
          for (const [name, value] of Object.entries(data.fields)) if (name !== 'xdata' && name !== 'ids') add(name, value);
          visit(data, depth + 1);
        }
      }
      const [key] = keysIn(child.fields.crossref);
      if (key === undefined) return;
      const parent = this.#byKey.get(key.toLowerCase());
      if (parent === undefined) {
        missing ??= key;
        return;
      }
      // An entry that refers to itself has nothing to take.
      if (parent.key === entry.key) return;
      const { title } = parent.fields;
      if (title !== undefined) {
        if (IN_BOOKS.test(entry.type)) add('booktitle', title);
        else if (/^article$/i.test(entry.type) && !Object.hasOwn(entry.fields, 'journaltitle')) add('journal', title);
      }
      for (const [name, value] of Object.entries(parent.fields)) if (!OWN.has(name)) add(name, value);
      visit(parent, depth + 1);
    };
    visit(entry, 0);
    return { fields: Object.keys(fields).length === 0 ? undefined : fields, missing };
  }
}

const NOTHING = { fields: undefined, missing: null };

function keysIn(value: string | undefined): readonly string[] {
  return value === undefined
    ? []
    : value
        .split(',')
        .map((key) => key.trim())
        .filter((key) => key !== '');
}
