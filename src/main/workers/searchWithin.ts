/** Views, filters and orders of the library as search needs them: looked up once, and kept true paper by paper. */
import type { RowGroup, Sort, View } from '../../shared/models.ts';
import type { Filter } from '../../shared/query/query.ts';
import type { LibraryReader } from '../library/db.ts';
import { idsFor } from '../library/idsFor.ts';
import { changeNumber } from '../library/journal.ts';
import { groupsOf, type ListedRow, listedRows } from '../library/paperList.ts';
import type { Mask, SearchIndex } from '../search/index.ts';
import type { LibraryChange } from '../search/messages.ts';

/** So many views and filters are remembered. */
const REMEMBERED = 16;
/** After more changes than this a view is looked up anew. */
const MOST_MOVED = 500;

type Asked = Parameters<typeof idsFor>[1];

interface Known {
  readonly asked: Asked;
  readonly mask: Mask;
  /** Papers that may have come or gone since. */
  readonly moved: Set<number>;
}

export class Within {
  readonly #db: LibraryReader;
  readonly #index: SearchIndex;
  readonly #known = new Map<string, Known>();
  /** The order that was asked for last: of a view under a sort. */
  #rows: { readonly key: string; readonly rows: readonly ListedRow[] } | null = null;
  /** All this holds after so many writes to the library, if no other was told of … */
  #changeNumber = -1;
  /** … and as long as the index has the same papers in the same places. */
  #generation = -1;

  constructor(db: LibraryReader, index: SearchIndex) {
    this.#db = db;
    this.#index = index;
  }

  /** Takes note of a write to the library. One that was not told of makes everything be looked up anew. */
  refresh({ moved, changeNumber: number }: LibraryChange): void {
    if (number !== this.#changeNumber + 1) return;
    this.#changeNumber = number;
    this.#rows = null;
    for (const [key, known] of this.#known) {
      for (const id of moved ?? []) known.moved.add(id);
      if (moved === null || known.moved.size > MOST_MOVED) this.#known.delete(key);
    }
  }

  /** Marks the papers of a view. @throws {AppError} `not-found` for a tag or digest that is gone */
  view(view: View): Mask {
    return this.#mask({ view });
  }

  /** Marks the papers that pass a filter. */
  filter({ start: _start, end: _end, source: _source, ...filter }: Filter): Mask {
    return this.#mask({ filter });
  }

  /** These papers of a view in the order of a sort, with headings where it is by day. */
  sorted(ids: Uint32Array, view: View, sort: Exclude<Sort, 'best'>): { readonly ids: Uint32Array; readonly groups: readonly RowGroup[] } {
    this.#forgetOld();
    const key = JSON.stringify([view, sort]);
    if (this.#rows?.key !== key) this.#rows = { key, rows: listedRows(this.#db, { view, filters: [], sort, among: null }) };
    const among = this.#index.maskOf(ids);
    const rows = this.#rows.rows.filter(({ id }) => among[this.#index.shelf.slots.of(id)] === 1);
    const byDay = sort === 'newest' || sort === 'oldest';
    return { ids: Uint32Array.from(rows, ({ id }) => id), groups: byDay ? groupsOf(this.#db, rows, new Date()) : [] };
  }

  #mask(asked: Asked): Mask {
    this.#forgetOld();
    const key = JSON.stringify(asked);
    const known = this.#known.get(key);
    if (known !== undefined) return this.#brought(known);
    const mask = this.#index.maskOf(idsFor(this.#db, asked));
    const [oldest] = this.#known.keys();
    if (this.#known.size >= REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, { asked, mask, moved: new Set() });
    return mask;
  }

  /** A mask with the papers that moved where they are now. */
  #brought({ asked, mask, moved }: Known): Mask {
    if (moved.size === 0) return mask;
    const here = new Set(idsFor(this.#db, asked, [...moved]));
    for (const id of moved) {
      const slot = this.#index.shelf.slots.of(id);
      if (slot >= 0) mask[slot] = here.has(id) ? 1 : 0;
    }
    moved.clear();
    return mask;
  }

  #forgetOld(): void {
    const number = changeNumber(this.#db);
    if (number === this.#changeNumber && this.#index.generation === this.#generation) return;
    this.#changeNumber = number;
    this.#generation = this.#index.generation;
    this.#known.clear();
    this.#rows = null;
  }
}
