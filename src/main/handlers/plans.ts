import { createHash } from 'node:crypto';
import type { ImportEntry, SourceFacts } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { type ColumnMatch, IMPORT_VERDICTS, type ImportPlan, type ImportProblem, type ImportVerdict } from '../../shared/models.ts';
import type { LibraryReader } from '../library/db.ts';
import { findMatch, type Likeness, likenessOf, type Match, MOST_NAMESAKES, sameByTitle } from '../library/duplicates.ts';
import { gainOf } from '../library/gains.ts';
import { newUid } from '../library/uid.ts';
import type { ParseInput } from '../parsing.ts';
import { type Place, StagingFile } from './staging.ts';
import { storable } from './storable.ts';

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
  readonly #places: Place[] = [];
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

  /** Takes in a batch of entries in their order. Quick, so that a fast parser does not keep the thread from everything else. */
  add(batch: readonly ImportEntry[]): void {
    const entries = batch.map(storable);
    this.#places.push(...this.#file.append(entries));
    this.problems.push(...entries.flatMap((entry) => entry.problems));
  }

  /** How many rows the source has. */
  get size(): number {
    return this.#places.length;
  }

  /** Tells what is new and what is here already, for about so many milliseconds of the rows not judged yet; false when none are left. */
  judgeSome(time: number): boolean {
    const began = performance.now();
    do {
      const index = this.judged.length;
      const entry = this.entry(index);
      if (!entry) return false;
      const judged = this.#judge(entry, index);
      this.judged.push(judged);
      this.rows[judged.verdict].push(index);
    } while (performance.now() - began < time);
    return true;
  }

  entry(index: number): ImportEntry | null {
    const place = this.#places[index];
    return place ? this.#file.read(place) : null;
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
      table: this.source.facts.table ?? null,
    };
  }

  remove(): void {
    this.#file.remove();
  }

  #judge(entry: ImportEntry, index: number): Judged {
    const likeness = likenessOf(entry);
    const twin = this.#earlier(entry, likeness);
    if (twin !== null) return { verdict: 'known', match: this.judged[twin]?.match ?? null, twin };
    for (const name of namesOf(entry, likeness)) this.#seen.set(name, index);
    this.#copies.set(copyKey(entry, likeness), index);
    const namesakes = this.#titles.get(likeness.titleKey);
    if (namesakes) {
      if (namesakes.length < MOST_NAMESAKES) namesakes.push(index);
    } else this.#titles.set(likeness.titleKey, [index]);

    const match = findMatch(this.#db, entry, likeness);
    if (!match) return { verdict: 'new', match: null, twin: null };
    return { verdict: gainOf(this.#db, match.id, entry) ? 'changed' : 'known', match, twin: null };
  }

  /** The row of the same source that is the same paper, or null. */
  #earlier(entry: ImportEntry, likeness: Likeness): number | null {
    for (const name of namesOf(entry, likeness)) {
      const index = this.#seen.get(name);
      if (index !== undefined) return index;
    }
    if (likeness.titleKey === '') return null;
    const copy = this.#copies.get(copyKey(entry, likeness));
    for (const index of [...(copy === undefined ? [] : [copy]), ...(this.#titles.get(likeness.titleKey) ?? [])]) {
      const other = this.entry(index);
      if (other && !areApart(entry, other) && sameByTitle(likeness, likenessOf(other)) !== null) return index;
    }
    return null;
  }
}

/** Whether the library they come from tells two papers apart, whatever their titles. */
const areApart = (a: ImportEntry, b: ImportEntry): boolean =>
  a.kept?.uid !== undefined && b.kept?.uid !== undefined && a.kept.uid !== b.kept.uid;

function namesOf(entry: ImportEntry, likeness: Likeness): string[] {
  const names = likeness.identifiers.map(({ scheme, value }) => `${scheme}:${value}`);
  return entry.kept?.uid === undefined ? names : [`uid:${entry.kept.uid}`, ...names];
}

function copyKey(entry: ImportEntry, { titleKey, firstAuthor }: Likeness): string {
  return createHash('sha256')
    .update(JSON.stringify([titleKey, firstAuthor, entry.abstract]))
    .digest('base64');
}

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
