/**
 * Papers of a library that look like one. Only papers that share something rare are compared at all, the surest signs first: an identifier,
 * a title, half a title, a list of authors. Abstracts are read for the few pairs that need them.
 */
import type { Author, DuplicateGroup, Identifier } from '../../shared/models.ts';
import { normaliseTitle } from '../../shared/text/titles.ts';
import { type LibraryReader, sql, sqlOnce } from './db.ts';
import { distinctPairs } from './distinctPapers.ts';
import { abstractsAlike, authorKey, MOST_NAMESAKES, NAMING, namedApart, SCHEME_NAMES } from './duplicates.ts';

/** Papers read between two tellings of progress. */
const BATCH = 1_000;
/** More papers than this are never told to be one. */
const LARGEST_GROUP = 50;
/** A title with fewer words ("Preface") says little by itself. */
const TELLING_WORDS = 3;
const TELLING_LETTERS = 8;
/** Titles shorter than this, blanks aside, are not compared letter by letter. */
const SHORTEST_NEAR = 16;

interface Columns {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly title_key: string;
  readonly authors: string;
  readonly venue: string | null;
  readonly year: string | null;
  readonly abstract_id: number | null;
  readonly identifiers: string;
  readonly marks: number;
}

/** What papers are told apart by, but for the abstract, which is read where it is needed. */
interface Candidate {
  readonly id: number;
  readonly title: string;
  readonly titleKey: string;
  /** Before its subtitle; null where it has none. */
  readonly mainTitle: string | null;
  /** Family names, folded. */
  readonly authors: readonly string[];
  readonly venue: string | null;
  readonly year: number | null;
  readonly abstractId: number | null;
  readonly identifiers: readonly Identifier[];
  readonly isPreprint: boolean;
  readonly isPublished: boolean;
  /** Notes and highlights. */
  readonly marks: number;
}

type Likeness = 'same' | 'letter' | 'subtitle' | 'other';

interface Verdict {
  readonly why: string;
  readonly kind: DuplicateGroup['kind'];
  /** The surest is 0. */
  readonly doubt: number;
}

/** All groups of papers on view, but for those in the trash, that look like one; the surest first. */
export function findDuplicates(db: LibraryReader, onProgress: (done: number, total: number) => void): DuplicateGroup[] {
  const papers = readAll(db, onProgress);
  const groups = new Groups(distinctPairs(db));
  const judge = new Judge(db);
  for (const block of blocksOf(papers)) {
    const among = block.length > MOST_NAMESAKES ? likeliest(block) : [block];
    for (const some of among) {
      for (const [at, one] of some.entries()) {
        for (const other of some.slice(at + 1)) {
          if (groups.areTogether(one.id, other.id)) continue;
          const verdict = judge.judge(one, other);
          if (verdict !== null) groups.join(one.id, other.id, verdict);
        }
      }
    }
  }
  onProgress(papers.length, papers.length);
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return groups
    .all()
    .map(({ ids, verdicts }) => {
      const members = ids.flatMap((id) => byId.get(id) ?? []).sort(keepFirst);
      const doubt = Math.min(...verdicts.map((verdict) => verdict.doubt));
      const kind = verdicts.some((verdict) => verdict.kind === 'versions') ? ('versions' as const) : ('same' as const);
      const reasons = [...new Set(verdicts.map((verdict) => verdict.why))];
      return { doubt, titleKey: members[0]?.titleKey ?? '', group: { ids: members.map(({ id }) => id), kind, reasons } };
    })
    .sort((a, b) => a.doubt - b.doubt || (a.titleKey < b.titleKey ? -1 : a.titleKey > b.titleKey ? 1 : 0))
    .map(({ group }) => group);
}

/** The published one has the better record; then the one a person worked on, then the one that was here first. */
const keepFirst = (a: Candidate, b: Candidate): number => Number(b.isPublished) - Number(a.isPublished) || b.marks - a.marks || a.id - b.id;

const READ = `SELECT p.id, p.uid, p.title, p.title_key, p.authors, p.venue, substr(p.date_sort, 1, 4) AS year, p.abstract_id,
  (SELECT json_group_array(json_object('scheme', scheme, 'value', value, 'raw', '')) FROM identifiers WHERE paper_id = p.id) AS identifiers,
  (SELECT count(*) FROM notes WHERE paper_id = p.id AND deleted_at IS NULL) +
  (SELECT count(*) FROM highlights WHERE paper_id = p.id AND deleted_at IS NULL) AS marks
FROM visible_papers AS p WHERE p.trashed_at IS NULL AND p.id > ? ORDER BY p.id LIMIT ${BATCH}`;

function readAll(db: LibraryReader, onProgress: (done: number, total: number) => void): Candidate[] {
  const total = sql<{ n: number }>(db, 'SELECT count(*) AS n FROM visible_papers WHERE trashed_at IS NULL').get()?.n ?? 0;
  const next = sqlOnce<Columns>(db, READ);
  const papers: Candidate[] = [];
  for (let batch = next.all(0); batch.length > 0; batch = next.all(papers.at(-1)?.id ?? 0)) {
    for (const row of batch) papers.push(candidateOf(row));
    onProgress(papers.length, total);
  }
  return papers;
}

const PREPRINT_SERVERS = /\b(?:arxiv|biorxiv|medrxiv|chemrxiv|ssrn|preprints?|corr)\b/iu;
/** bioRxiv and medRxiv, OSF, SSRN, Research Square, Preprints.org, ChemRxiv. */
const PREPRINT_DOIS = /^10\.(?:1101|31234|31219|2139|21203|20944|26434)\//u;

function candidateOf(row: Columns): Candidate {
  const authors: Author[] = JSON.parse(row.authors);
  const identifiers = (JSON.parse(row.identifiers) as Identifier[]).filter(({ scheme }) => NAMING.includes(scheme));
  const dois = identifiers.filter(({ scheme }) => scheme === 'doi');
  const colon = /^(.+?)(?::\s|\s[–—-]\s)/u.exec(row.title)?.[1];
  const mainTitle = colon === undefined ? null : normaliseTitle(colon);
  return {
    id: row.id,
    title: row.title,
    titleKey: row.title_key,
    mainTitle: mainTitle === '' || mainTitle === row.title_key ? null : mainTitle,
    authors: authors.flatMap((author) => authorKey(author) ?? []),
    venue: row.venue,
    year: row.year === null ? null : Number(row.year),
    abstractId: row.abstract_id,
    identifiers,
    isPreprint:
      identifiers.some(({ scheme }) => scheme === 'arxiv' || scheme === 'openreview') ||
      dois.some(({ value }) => PREPRINT_DOIS.test(value)) ||
      PREPRINT_SERVERS.test(row.venue ?? ''),
    isPublished:
      dois.some(({ value }) => !PREPRINT_DOIS.test(value)) ||
      (row.venue !== null && !PREPRINT_SERVERS.test(row.venue)) ||
      identifiers.some(({ scheme }) => scheme === 'pmid'),
    marks: row.marks,
  };
}

/** Papers that share something, kind by kind, the surest kind first. */
function* blocksOf(papers: readonly Candidate[]): Generator<readonly Candidate[]> {
  yield* sharing(papers, ({ identifiers }) => identifiers.map(({ scheme, value }) => `${scheme}:${value}`));
  yield* sharing(papers, ({ titleKey }) => (titleKey === '' ? [] : [titleKey]));
  yield* sharing(papers, ({ titleKey, mainTitle }) => (mainTitle === null ? [titleKey] : [titleKey, mainTitle]));
  yield* sharing(papers, ({ titleKey }) => halvesOf(titleKey));
  yield* sharing(papers, ({ authors }) => (authors.length < 2 ? [] : [[...authors].sort().join('|')]));
}

function* sharing(papers: readonly Candidate[], keysOf: (paper: Candidate) => readonly string[]): Generator<readonly Candidate[]> {
  const blocks = new Map<string, Candidate | Candidate[]>();
  for (const paper of papers) {
    for (const key of new Set(keysOf(paper))) {
      const there = blocks.get(key);
      if (there === undefined) blocks.set(key, paper);
      else if (Array.isArray(there)) there.push(paper);
      else blocks.set(key, [there, paper]);
    }
  }
  for (const block of blocks.values()) if (Array.isArray(block)) yield block;
}

/** Beginnings and ends of a title that one letter more, less or otherwise leaves as they are: it cannot stand in both halves. */
function halvesOf(titleKey: string): string[] {
  const letters = titleKey.replaceAll(' ', '');
  if (letters.length < SHORTEST_NEAR) return [];
  const half = letters.length >> 1;
  return [half, half - 1].flatMap((length) => [`^${letters.slice(0, length)}`, `${letters.slice(-length)}$`]);
}

/** Of many papers that share something, those by the same first author, the first so many. */
function likeliest(block: readonly Candidate[]): (readonly Candidate[])[] {
  const byAuthor = Map.groupBy(block, ({ authors, abstractId }) => authors[0] ?? (abstractId === null ? 'nobody' : 'unknown'));
  return [...byAuthor.values()].map((some) => some.slice(0, MOST_NAMESAKES));
}

/** People write two papers on one thing with much the same abstract; under two titles, that of one paper is the same but for a word. */
const NEARLY_THE_SAME = 0.95;

/** Abstracts read last are kept, so many. */
const KEPT_TEXTS = 2_000;

class Judge {
  readonly #db: LibraryReader;
  readonly #texts = new Map<number, string>();

  constructor(db: LibraryReader) {
    this.#db = db;
  }

  /** Why two papers are the same work; null where that is not likely. */
  judge(a: Candidate, b: Candidate): Verdict | null {
    const areVersions = (a.isPreprint && !a.isPublished && b.isPublished) || (b.isPreprint && !b.isPublished && a.isPublished);
    const kind = areVersions ? 'versions' : 'same';
    const titles = titlesAlike(a, b);
    const scheme = sharedScheme(a, b);
    if (scheme !== null) {
      // One number for two plainly different papers is a mistake of somebody's, or the number of what both are in.
      if (titles === 'other' && firstAuthors(a, b) === false && this.#alike(a, b) === false) return null;
      const more = titles === 'same' ? ' and title' : '';
      return { why: `the same ${SCHEME_NAMES[scheme] ?? scheme}${more}`, kind, doubt: 0 };
    }
    const why = this.#byTexts(a, b, titles, areVersions);
    return why === null ? null : { why, kind, doubt: titles === 'same' ? 1 : titles === 'other' ? 3 : 2 };
  }

  #byTexts(a: Candidate, b: Candidate, titles: Likeness, areVersions: boolean): string | null {
    const apart = !areVersions && namedApart(a.identifiers, b.identifiers);
    const first = firstAuthors(a, b);
    const alike = () => this.#alike(a, b);
    switch (titles) {
      case 'same':
        if (apart || first === false) return alike() === true ? 'the same title and abstract' : null;
        if (!isTelling(a.titleKey) && alike() !== true) {
          return first === true && a.year !== null && a.year === b.year && a.venue === b.venue
            ? 'the same title, first author and year'
            : null;
        }
        if (first === true) return 'the same title and first author';
        if (alike() === true) return 'the same title and abstract';
        return alike() === null ? 'the same title' : null;
      case 'letter':
      case 'subtitle': {
        const what = titles === 'letter' ? 'titles that differ in one letter' : 'the same title, one without its subtitle,';
        if (first === false || (apart && alike() !== true)) return null;
        if (alike() === true) return `${what} and the same abstract`;
        return alike() === null && first === true && sameAuthors(a, b) && yearsApart(a, b) <= 1 ? `${what} and the same authors` : null;
      }
      case 'other':
        return !apart && sameAuthors(a, b) && this.#alike(a, b, areVersions ? undefined : NEARLY_THE_SAME) === true
          ? 'the same authors and abstract, under another title'
          : null;
    }
  }

  /** Null where one has no abstract, or only a line of one. */
  #alike(a: Candidate, b: Candidate, share?: number): boolean | null {
    const [one, other] = [this.#textOf(a), this.#textOf(b)];
    return one.length < SHORTEST_ABSTRACT || other.length < SHORTEST_ABSTRACT ? null : abstractsAlike(one, other, share);
  }

  #textOf({ abstractId }: Candidate): string {
    if (abstractId === null) return '';
    const known = this.#texts.get(abstractId);
    if (known !== undefined) return known;
    const text = sql<{ text: string }>(this.#db, 'SELECT text FROM abstracts WHERE id = ?').get(abstractId)?.text ?? '';
    this.#texts.set(abstractId, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
    return text;
  }
}

/** In UTF-16 units. */
const SHORTEST_ABSTRACT = 40;

function sharedScheme(a: Candidate, b: Candidate): string | null {
  const shared = a.identifiers.find((one) => b.identifiers.some((other) => other.scheme === one.scheme && other.value === one.value));
  return shared?.scheme ?? null;
}

/** Whether a title says much by itself; scripts that put no blanks between words say it in fewer letters. */
const isTelling = (titleKey: string): boolean =>
  titleKey.split(' ').length >= TELLING_WORDS || (titleKey.length >= TELLING_LETTERS && !/[a-z]/u.test(titleKey));

/** Null where either is not known. */
function firstAuthors(a: Candidate, b: Candidate): boolean | null {
  const [one, other] = [a.authors[0], b.authors[0]];
  return one === undefined || other === undefined ? null : one === other;
}

function sameAuthors(a: Candidate, b: Candidate): boolean {
  return a.authors.length > 1 && [...a.authors].sort().join('|') === [...b.authors].sort().join('|');
}

const yearsApart = (a: Candidate, b: Candidate): number => (a.year === null || b.year === null ? 0 : Math.abs(a.year - b.year));

function titlesAlike(a: Candidate, b: Candidate): Likeness {
  if (a.titleKey === b.titleKey) return 'same';
  if (a.mainTitle === b.titleKey || b.mainTitle === a.titleKey) return 'subtitle';
  return differInOneLetter(a.titleKey, b.titleKey) ? 'letter' : 'other';
}

/** What numbers a part, a volume or a model: there one letter is all the difference. */
const NUMBERS = /[\p{N}]|^[ivxlcdm]+$|^.$/iu;

/** One letter more, less or otherwise, blanks aside, and no number. */
function differInOneLetter(a: string, b: string): boolean {
  const [short, long] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')].sort((x, y) => x.length - y.length) as [string, string]; // two stay two
  if (short.length < SHORTEST_NEAR || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.slice(short.length === long.length ? at + 1 : at) !== long.slice(at + 1)) return false;
  const [there, here] = [a.split(' '), b.split(' ')];
  const changed = [...there.filter((word) => !here.includes(word)), ...here.filter((word) => !there.includes(word))];
  return !changed.some((word) => NUMBERS.test(word));
}

/** Papers put together pair by pair; never two that a person told apart. */
class Groups {
  readonly #apart: ReadonlySet<string>;
  readonly #of = new Map<number, { ids: number[]; verdicts: Verdict[] }>();

  constructor(apart: readonly (readonly [number, number])[]) {
    this.#apart = new Set(apart.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
  }

  areTogether(one: number, other: number): boolean {
    const group = this.#of.get(one);
    return this.#apart.has(`${one} ${other}`) || (group !== undefined && group === this.#of.get(other));
  }

  join(one: number, other: number, verdict: Verdict): void {
    const [a, b] = [one, other].map((id) => this.#of.get(id) ?? { ids: [id], verdicts: [] }) as [
      { ids: number[]; verdicts: Verdict[] },
      { ids: number[]; verdicts: Verdict[] },
    ];
    if (a.ids.length + b.ids.length > LARGEST_GROUP) return;
    if (a.ids.some((id) => b.ids.some((its) => this.#apart.has(`${id} ${its}`)))) return;
    const joined = { ids: [...a.ids, ...b.ids], verdicts: [...a.verdicts, ...b.verdicts, verdict] };
    for (const id of joined.ids) this.#of.set(id, joined);
  }

  all(): { readonly ids: readonly number[]; readonly verdicts: readonly Verdict[] }[] {
    return [...new Set(this.#of.values())];
  }
}
