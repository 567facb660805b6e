import type { ImportEntry, SourceFacts } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { IMPORT_VERDICTS, type ImportPlan, type ImportProblem, type ImportVerdict } from '../../shared/models.ts';
import type { LibraryReader } from '../library/db.ts';
import { findMatch, type Likeness, likenessOf, type Match, sameByTitle } from '../library/duplicates.ts';
import { gainOf } from '../library/gains.ts';
import { newUid } from '../library/uid.ts';
import { type Place, StagingFile } from './staging.ts';
import { storable } from './storable.ts';

interface Staged extends Place {
  readonly line: number;
  readonly verdict: ImportVerdict;
  readonly match: Match | null;
}

/** A source that was read and not yet taken in: what stands in it, and what of that is new. */
export class Plan {
  readonly id = newUid();
  readonly name: string;
  readonly staged: Staged[] = [];
  readonly problems: ImportProblem[] = [];
  /** Row indexes by verdict, for the preview's windows. */
  readonly rows: Readonly<Record<ImportVerdict, number[]>> = { new: [], known: [], changed: [] };
  /** Set once all of the source was read. */
  source: { readonly format: string; readonly label: string; readonly facts: SourceFacts } = {
    format: '',
    label: '',
    facts: { digest: null },
  };

  readonly #db: LibraryReader;
  readonly #file: StagingFile;
  readonly #seen = new Map<string, number>();
  readonly #titles = new Map<string, number[]>();

  constructor(db: LibraryReader, library: string, name: string) {
    this.#db = db;
    this.#file = new StagingFile(library);
    this.name = name;
  }

  /** Takes in a batch of entries in their order. */
  add(batch: readonly ImportEntry[]): void {
    const entries = batch.map(storable);
    const places = this.#file.append(entries);
    for (const [at, place] of places.entries()) {
      const entry = entries[at];
      if (!entry) continue;
      const index = this.staged.length;
      const judged = this.#judge(entry, index);
      this.staged.push({ ...place, line: entry.line, ...judged });
      this.rows[judged.verdict].push(index);
      this.problems.push(...entry.problems);
    }
  }

  entry(index: number): ImportEntry | null {
    const staged = this.staged[index];
    return staged ? this.#file.read(staged) : null;
  }

  summary(): ImportPlan {
    return {
      id: this.id,
      name: this.name,
      format: this.source.label,
      digest: this.source.facts.digest,
      counts: Object.fromEntries(IMPORT_VERDICTS.map((verdict) => [verdict, this.rows[verdict].length])) as ImportPlan['counts'],
      problems: this.problems.length,
    };
  }

  remove(): void {
    this.#file.remove();
  }

  #judge(entry: ImportEntry, index: number): { verdict: ImportVerdict; match: Match | null } {
    const likeness = likenessOf(entry);
    const twin = this.#earlier(entry, likeness);
    if (twin !== null) return { verdict: 'known', match: this.staged[twin]?.match ?? null };
    for (const name of namesOf(entry, likeness)) this.#seen.set(name, index);
    const namesakes = this.#titles.get(likeness.titleKey);
    if (namesakes) namesakes.push(index);
    else this.#titles.set(likeness.titleKey, [index]);

    const match = findMatch(this.#db, entry, likeness);
    if (!match) return { verdict: 'new', match: null };
    return { verdict: gainOf(this.#db, match.id, entry) ? 'changed' : 'known', match };
  }

  /** The row of the same source that is the same paper, or null. */
  #earlier(entry: ImportEntry, likeness: Likeness): number | null {
    for (const name of namesOf(entry, likeness)) {
      const index = this.#seen.get(name);
      if (index !== undefined) return index;
    }
    if (likeness.titleKey === '') return null;
    for (const index of this.#titles.get(likeness.titleKey) ?? []) {
      const other = this.entry(index);
      if (other && sameByTitle(likeness, likenessOf(other)) !== null) return index;
    }
    return null;
  }
}

function namesOf(entry: ImportEntry, likeness: Likeness): string[] {
  const names = likeness.identifiers.map(({ scheme, value }) => `${scheme}:${value}`);
  return entry.kept?.uid === undefined ? names : [`uid:${entry.kept.uid}`, ...names];
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

  /** Does work after all such work before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }

  async close(): Promise<void> {
    await this.#last;
    for (const id of [...this.#plans.keys()]) this.drop(id);
  }
}
