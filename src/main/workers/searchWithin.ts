/** Views, filters and orders of the library as search needs them, looked up once for as long as nothing is written. */
import type { RowGroup, Sort, View } from '../../shared/models.ts';
import { type LibraryReader, writesSeen } from '../library/db.ts';
import { idsFor } from '../library/idsFor.ts';
import { groupsOf, type ListedRow, listedRows } from '../library/paperList.ts';
import type { Mask, SearchIndex } from '../search/index.ts';
import type { ResolvedFilter, ResolvedQuery } from '../search/messages.ts';

/** So many views and filters are remembered. */
const REMEMBERED = 16;

export class Within {
  readonly #db: LibraryReader;
  readonly #index: SearchIndex;
  readonly #masks = new Map<string, Mask>();
  /** The order that was asked for last: of a view under a sort. */
  #rows: { readonly key: string; readonly rows: readonly ListedRow[] } | null = null;
  #known = '';

  constructor(db: LibraryReader, index: SearchIndex) {
    this.#db = db;
    this.#index = index;
  }

  /** Marks the papers of a view. @throws {AppError} `not-found` for a tag or digest that is gone */
  view(view: View): Mask {
    return this.#mask(JSON.stringify(view), () => idsFor(this.#db, { view }));
  }

  /** Marks the papers that pass a filter. */
  filter(filter: ResolvedFilter): Mask {
    if (filter.kind === 'in') return this.#found(filter.query, filter.negated);
    return this.#mask(JSON.stringify(filter), () => idsFor(this.#db, { filter }));
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

  #mask(key: string, look: () => Iterable<number>): Mask {
    this.#forgetOld();
    const known = this.#masks.get(key);
    if (known !== undefined) return known;
    const mask = this.#index.maskOf(look());
    const [oldest] = this.#masks.keys();
    if (this.#masks.size >= REMEMBERED && oldest !== undefined) this.#masks.delete(oldest);
    this.#masks.set(key, mask);
    return mask;
  }

  /** What was looked up holds until something is written, or papers come to the index or go. */
  #forgetOld(): void {
    const now = `${writesSeen(this.#db)} ${this.#index.generation}`;
    if (now === this.#known) return;
    this.#known = now;
    this.#masks.clear();
    this.#rows = null;
  }
}
