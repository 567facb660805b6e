import type { ImportEntry, SourceFacts } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { type ColumnMatch, IMPORT_VERDICTS, type ImportPlan, type ImportProblem, type ImportVerdict } from '../../shared/importModels.ts';
import type { LibraryReader } from '../library/db.ts';
import { findMatch, likenessOf, type Match, MOST_NAMESAKES, sameByTitle } from '../library/duplicates.ts';
import { gainOf } from '../library/gains.ts';
import type { NewPaper } from '../library/imports.ts';
import { mayMatch, type RowKeys } from '../library/rowKeys.ts';
import { newUid } from '../library/uid.ts';
import type { ParsedBatch, ParseInput } from '../parsing.ts';
import { StagingFile } from './staging.ts';

/** Rows that are looked up in the library at once. */
const LOOKED_UP = 250;

/** What became of a row of the source. */
export interface Judged {
  readonly verdict: ImportVerdict;
  readonly match: Match | null;
  /** The earlier row of the source that is the same paper. */
  readonly twin: number | null;
}

/** How a source is read. */
export interface Reading {
  readonly input: ParseInput;
  /** The format it was said to be in. */
  readonly format?: string | undefined;
  /** What a person said its columns hold. */
  readonly columns?: ColumnMatch | undefined;
}

/** A source that was read and not yet taken in: what stands in it, and what of that is new. */
export class Plan {
  readonly id = newUid();
  readonly name: string;
  readonly judged: Judged[] = [];
  readonly problems: ImportProblem[] = [];
  withKeywords = 0;
  /** Row indexes by verdict, for the preview's windows. */
  readonly rows: Readonly<Record<ImportVerdict, number[]>> = { new: [], known: [], changed: [] };
  /** How a table can be read once more; null for what is none, which would be kept for nothing. */
  again: Reading | null = null;
  /** Set once all of the source was read. */
  source: { readonly format: string; readonly label: string; readonly facts: SourceFacts } = {
    format: '',
    label: '',
    facts: { digest: null },
  };

  readonly #db: LibraryReader;
  readonly #file: StagingFile;
  /** What each row is compared by, until it was. */
  readonly #keys: RowKeys[] = [];
  /** Rows that may have a match in the library, as far as that was looked up. */
  readonly #candidates = new Set<number>();
  #lookedUp = 0;
  readonly #seen = new Map<string, number>();
  /** Rows by title: the first few of each. */
  readonly #titles = new Map<string, number[]>();
  /** Rows by all that tells namesakes apart. */
  readonly #copies = new Map<string, number>();

  constructor(db: LibraryReader, library: string, name: string) {
    this.#db = db;
    this.#file = new StagingFile(library);
    this.name = name;
  }

  /** Takes in a batch of rows in their order. Quick, so that a fast parser does not keep the thread from everything else. */
  add(batch: ParsedBatch): void {
    this.#file.append(batch);
    this.withKeywords += batch.withKeywords;
    for (const { keys } of batch.rows) this.#keys.push(keys);
    for (const problem of batch.problems) this.problems.push(problem);
  }

  /** How many rows the source has. */
  get size(): number {
    return this.#file.size;
  }

  /** Tells what is new and what is here already, for about so many milliseconds of the rows not judged yet; false when none are left. */
  judgeSome(time: number): boolean {
    const began = performance.now();
    do {
      const index = this.judged.length;
      const keys = this.#keys[index];
      if (!keys) return false;
      if (index >= this.#lookedUp) this.#lookUp(index);
      const judged = this.#judge(keys, index);
      this.judged.push(judged);
      this.rows[judged.verdict].push(index);
    } while (performance.now() - began < time);
    return true;
  }

  entry(index: number): ImportEntry | null {
    return this.#file.entry(index);
  }

  /** Rows from `start` on, as they are written; those that may have a match in the library by now with `candidate`. */
  written(indexes: readonly number[]): (NewPaper & { readonly candidate: boolean })[] {
    const candidates = mayMatch(
      this.#db,
      indexes.map((index) => this.#keysOf(index)),
    );
    return indexes.flatMap((position, at) => {
      const row = this.#file.row(position);
      const { titleKey } = this.#keysOf(position);
      return row ? [{ entry: row.facts, record: row.record, titleKey, position, candidate: candidates.has(at) }] : [];
    });
  }

  summary(): ImportPlan {
    return {
      id: this.id,
      name: this.name,
      format: this.source.label,
      formatId: this.source.format,
      digest: this.source.facts.digest,
      counts: Object.fromEntries(IMPORT_VERDICTS.map((verdict) => [verdict, this.rows[verdict].length])) as ImportPlan['counts'],
      problems: this.problems.length,
      withKeywords: this.withKeywords,
      table: this.source.facts.table ?? null,
    };
  }

  remove(): void {
    this.#file.remove();
  }

  #keysOf(index: number): RowKeys {
    const keys = this.#keys[index];
    if (!keys) throw new Error(`a plan has no row ${index}`);
    return keys;
  }

  /** Asks for many rows at once which have anything like them in the library: most rows of most sources have not. */
  #lookUp(from: number): void {
    const rows = this.#keys.slice(from, from + LOOKED_UP);
    for (const row of mayMatch(this.#db, rows)) this.#candidates.add(from + row);
    this.#lookedUp = from + rows.length;
  }

  #judge(keys: RowKeys, index: number): Judged {
    const twin = this.#earlier(keys, index);
    if (twin !== null) {
      const match = this.judged[twin]?.match ?? null;
      const again = match && this.entry(index);
      return { verdict: again && gainOf(this.#db, match.id, again) ? 'changed' : 'known', match, twin };
    }
    for (const name of keys.names) this.#seen.set(name, index);
    this.#copies.set(keys.copy, index);
    const namesakes = this.#titles.get(keys.titleKey);
    if (namesakes) {
      if (namesakes.length < MOST_NAMESAKES) namesakes.push(index);
    } else this.#titles.set(keys.titleKey, [index]);

    const entry = this.#candidates.has(index) ? this.entry(index) : null;
    const match = entry && findMatch(this.#db, entry, likenessOf(entry));
    if (!match) return { verdict: 'new', match: null, twin: null };
    return { verdict: gainOf(this.#db, match.id, entry) ? 'changed' : 'known', match, twin: null };
  }

  /** The row of the same source that is the same paper, or null. */
  #earlier({ titleKey, names, copy }: RowKeys, row: number): number | null {
    for (const name of names) {
      const index = this.#seen.get(name);
      if (index !== undefined) return index;
    }
    if (titleKey === '') return null;
    const likely = this.#copies.get(copy);
    const others = [...(likely === undefined ? [] : [likely]), ...(this.#titles.get(titleKey) ?? [])];
    const entry = others.length === 0 ? null : this.entry(row);
    const likeness = entry && likenessOf(entry);
    for (const index of others) {
      const other = this.entry(index);
      if (other && likeness && !areApart(entry, other) && sameByTitle(likeness, likenessOf(other)) !== null) return index;
    }
    return null;
  }
}

/** Whether the library they come from tells two papers apart, whatever their titles. */
const areApart = (a: ImportEntry, b: ImportEntry): boolean =>
  a.kept?.uid !== undefined && b.kept?.uid !== undefined && a.kept.uid !== b.kept.uid;

/** More plans than this are not kept: windows that went away never discard theirs. */
const KEPT_PLANS = 8;

/** The plans at hand, and the order of their imports: one at a time. */
export class Plans {
  readonly #plans = new Map<string, Plan>();
  #last: Promise<unknown> = Promise.resolve();

  add(plan: Plan): void {
    this.#plans.set(plan.id, plan);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > KEPT_PLANS && oldest !== undefined) this.drop(oldest);
  }

  /** @throws {AppError} `not-found` */
  get(id: string): Plan {
    const plan = this.#plans.get(id);
    if (!plan) throw new AppError('not-found', 'This import is not at hand any more. Nothing was changed; please choose the file again.');
    return plan;
  }

  drop(id: string): void {
    this.#plans.get(id)?.remove();
    this.#plans.delete(id);
  }

  /** A plan whose import begins: nobody can discard it meanwhile. It is to be removed or added again. */
  take(id: string): Plan {
    const plan = this.get(id);
    this.#plans.delete(id);
    return plan;
  }

  /** Does work after all such work before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }

  async close(): Promise<void> {
    await this.#last;
    for (const id of this.#plans.keys()) this.drop(id);
  }
}
