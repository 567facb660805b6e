/** Views, filters and orders of the library as search needs them, looked up once; after a write only for the papers that it shows differently. */
import type { RowGroup, Sort, View } from '../../shared/models.ts';
import type { LibraryReader } from '../library/db.ts';
import { idsFor, type PapersAsked } from '../library/idsFor.ts';
import { changeNumber } from '../library/journal.ts';
import { groupsOf, type ListedRow, listedRows } from '../library/paperList.ts';
import type { Mask, SearchIndex } from '../search/index.ts';
import type { ResolvedFilter, ResolvedQuery } from '../search/messages.ts';

/** So many views and filters are remembered. */
const REMEMBERED = 16;

/** So many papers at most are looked up one by one; with more the mask is made anew. */
const MOST_STALE = 2_000;

interface KeptMask {
  /** True of the slots there were when it was last looked at. */
  mask: Mask;
  /** Papers that may stand in it otherwise than in the library; null where nothing was written since. */
  stale: readonly number[] | null;
}

export class Within {
  readonly #db: LibraryReader;
  readonly #index: SearchIndex;
  readonly #masks = new Map<string, KeptMask>();
  /** The order that was asked for last: of a view under a sort. */
  #rows: { readonly key: string; readonly rows: readonly ListedRow[] } | null = null;
  /** All this is of the library after so many writes, but for papers that are stale. */
  #changeNumber: number;
  /** The masks are of the slots as they stood after so many moves. */
  #moves: number;

  constructor(db: LibraryReader, index: SearchIndex) {
    this.#db = db;
    this.#index = index;
    this.#changeNumber = changeNumber(db);
    this.#moves = index.shelf.slots.moves;
  }

  /** Tells of the write with this number, and of every paper that it shows differently; null for any. */
  changed(ids: readonly number[] | null, number: number): void {
    // A write that nobody told of is found when something is asked.
    if (number > this.#changeNumber + 1) return;
    this.#changeNumber = Math.max(number, this.#changeNumber);
    this.#rows = null;
    if (ids === null) this.#masks.clear();
    for (const [key, kept] of this.#masks) {
      kept.stale = [...(kept.stale ?? []), ...(ids ?? [])];
      if (kept.stale.length > MOST_STALE) this.#masks.delete(key);
    }
  }

  /** Marks the papers of a view. @throws {AppError} `not-found` for a tag or digest that is gone */
  view(view: View): Mask {
    return this.#mask(JSON.stringify(view), { view });
  }

  /** Marks the papers that pass a filter. */
  filter(filter: ResolvedFilter): Mask {
    if (filter.kind === 'in') return this.#found(filter.query, filter.negated);
    return this.#mask(JSON.stringify(filter), { filter });
  }

  /** Marks what a query finds wherever it is, or all that it does not find. */
  #found({ clauses, filters }: ResolvedQuery, negated: boolean): Mask {
    const { ids } = this.#index.ask({ clauses, filters: filters.map((filter) => this.filter(filter)) });
    const found = this.#index.maskOf(ids);
    return negated ? found.map((mark) => 1 - mark) : found;
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

  #mask(key: string, asked: PapersAsked): Mask {
    this.#forgetOld();
    const known = this.#masks.get(key);
    if (known !== undefined && this.#bringUpToDate(known, asked)) return known.mask;
    const mask = this.#index.maskOf(idsFor(this.#db, asked));
    const [oldest] = this.#masks.keys();
    if (known === undefined && this.#masks.size >= REMEMBERED && oldest !== undefined) this.#masks.delete(oldest);
    this.#masks.set(key, { mask, stale: null });
    return mask;
  }

  /** Looks up the papers that are stale and those that came to the index since; false where there are too many. */
  #bringUpToDate(kept: KeptMask, asked: PapersAsked): boolean {
    const { slots } = this.#index.shelf;
    const came = slots.idsBySlot.subarray(kept.mask.length, slots.count);
    if (kept.stale === null && came.length === 0) return true;
    const stale = [...(kept.stale ?? []), ...came];
    if (stale.length > MOST_STALE) return false;
    // Looked up even where no paper is stale: the tag or digest itself may be gone.
    const now = new Set(idsFor(this.#db, asked, stale));
    const mask = new Uint8Array(slots.count);
    mask.set(kept.mask);
    for (const id of stale) {
      const slot = slots.of(id);
      if (slot >= 0) mask[slot] = now.has(id) ? 1 : 0;
    }
    kept.mask = mask;
    kept.stale = null;
    return true;
  }

  /** What was looked up is of no use once something is written that {@link changed} was not told of, or papers moved in the index. */
  #forgetOld(): void {
    const number = changeNumber(this.#db);
    const { moves } = this.#index.shelf.slots;
    if (number === this.#changeNumber && moves === this.#moves) return;
    this.#changeNumber = number;
    this.#moves = moves;
    this.#masks.clear();
    this.#rows = null;
  }
}
