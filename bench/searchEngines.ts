/**
 * The baselines of the search bench, each on a worker thread of its own and asked by message as ours is: plain Lunr, MiniSearch,
 * FlexSearch and bare FTS5, as they come. What an engine has no way to ask is not asked of it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import FlexSearch from 'flexsearch';
import lunr from 'lunr';
import MiniSearch, { type Query as MiniQuery } from 'minisearch';
import type { SearchDocument } from '../src/main/search/document.ts';
import type { Clause } from '../src/shared/query/query.ts';
import { benchPapers, documentOf } from './searchPapers.ts';

export const ENGINES = ['Lunr', 'MiniSearch', 'FlexSearch', 'FTS5'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface EngineData {
  readonly engine: EngineName;
  readonly sample: string;
  readonly papers: number;
  readonly seed: number;
}

export type FromEngine =
  | { readonly kind: 'ready'; readonly builtIn: number; readonly bytes: number }
  | { readonly kind: 'answer'; readonly ids: Uint32Array };
export type ToEngine = readonly Clause[];

interface Engine {
  add(paper: SearchDocument): void;
  /** After the last paper. */
  build?(): void;
  ask(clauses: readonly Clause[]): number[];
}

/** In the order of ours, with the same weights. */
const FIELDS = { title: 6, abstract: 1, authors: 3, venue: 2 } as const;
type FieldName = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];
const fieldNamed = (field: Clause['field']): FieldName => (field === 'author' ? 'authors' : (field as FieldName));

/** Whether an engine can be asked such a question at all. */
export function canAsk(engine: EngineName, clauses: readonly Clause[]): boolean {
  const has = (test: (clause: Clause) => boolean) => clauses.some(test);
  const all = (test: (clause: Clause) => boolean) => clauses.every(test);
  if (has(({ field }) => field === 'note' || field === 'highlight')) return false;
  const mixed = has(({ presence }) => presence === 'optional') && has(({ presence }) => presence === 'required');
  const several = (clause: Clause) => clause.presence === 'prohibited' && clause.phrase === true;
  switch (engine) {
    case 'Lunr':
      return !has(({ phrase }) => phrase === true);
    case 'MiniSearch':
      return !has(({ phrase, pattern }) => phrase === true || pattern === true) && !mixed && !has(several);
    case 'FlexSearch':
      return (
        all((clause) => clause.presence === 'required' && clause.field === null && clause.fuzzy === 0 && clause.boost === 1) &&
        !has(({ phrase, pattern }) => phrase === true || pattern === true)
      );
    case 'FTS5':
      return (
        !has(({ pattern, fuzzy, boost }) => pattern === true || fuzzy > 0 || boost !== 1) &&
        !mixed &&
        has(({ presence }) => presence !== 'prohibited')
      );
  }
}

function lunrEngine(): Engine {
  const builder = new lunr.Builder();
  builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
  builder.searchPipeline.add(lunr.stemmer);
  builder.ref('id');
  for (const field of FIELD_NAMES) builder.field(field, { boost: FIELDS[field] });
  let index: lunr.Index;
  const { REQUIRED, OPTIONAL, PROHIBITED } = lunr.Query.presence;
  const presences = { required: REQUIRED, optional: OPTIONAL, prohibited: PROHIBITED } as const;
  return {
    add: (paper) => builder.add(paper),
    build() {
      index = builder.build();
    },
    ask(clauses) {
      const found = index.query((query) => {
        for (const { term, field, presence, prefix, pattern, fuzzy, boost } of clauses) {
          const common = { boost, presence: presences[presence], ...(field === null ? {} : { fields: [fieldNamed(field)] }) };
          const words = lunr.tokenizer(term.toLowerCase()).map(String);
          for (const [at, word] of words.entries()) {
            if (pattern === true) query.term(word, { ...common, usePipeline: false });
            else if (prefix && at === words.length - 1)
              query.term(word, { ...common, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
            else query.term(word, { ...common, usePipeline: true, ...(fuzzy > 0 ? { editDistance: fuzzy } : {}) });
          }
        }
      });
      return found.map(({ ref }) => Number(ref));
    },
  };
}

function miniSearchEngine(): Engine {
  const index = new MiniSearch<SearchDocument>({ fields: FIELD_NAMES, searchOptions: { boost: FIELDS } });
  const queryOf = ({ term, field, prefix, fuzzy, boost }: Clause): MiniQuery => ({
    queries: [term],
    combineWith: 'AND',
    prefix: prefix ? (_, at, terms) => at === terms.length - 1 : false,
    fuzzy: fuzzy > 0 ? fuzzy : false,
    boostTerm: () => boost,
    ...(field === null ? {} : { fields: [fieldNamed(field)] }),
  });
  return {
    add: (paper) => index.add(paper),
    ask(clauses) {
      const wanted = clauses.filter(({ presence }) => presence !== 'prohibited');
      const barred = clauses.filter(({ presence }) => presence === 'prohibited');
      const combineWith = wanted.some(({ presence }) => presence === 'optional') ? 'OR' : 'AND';
      const positive: MiniQuery = wanted.length === 0 ? MiniSearch.wildcard : { combineWith, queries: wanted.map(queryOf) };
      const query: MiniQuery = barred.length === 0 ? positive : { combineWith: 'AND_NOT', queries: [positive, ...barred.map(queryOf)] };
      return index.search(query).map(({ id }) => Number(id));
    },
  };
}

function flexSearchEngine(papers: number): Engine {
  const index = new FlexSearch.Index({ tokenize: 'forward' });
  return {
    add: (paper) => void index.add(paper.id, FIELD_NAMES.map((field) => paper[field]).join(' ')),
    ask: (clauses) => index.search(clauses.map(({ term }) => term).join(' '), { limit: papers }) as number[],
  };
}

function fts5Engine(): Engine {
  const db = new Database(''); // a file of SQLite's own, gone when it closes
  db.exec(`CREATE VIRTUAL TABLE papers USING fts5(${FIELD_NAMES.join(', ')}, tokenize = 'porter unicode61 remove_diacritics 2')`);
  const insert = db.prepare(`INSERT INTO papers (rowid, ${FIELD_NAMES.join(', ')}) VALUES (?, ?, ?, ?, ?)`);
  const search = db
    .prepare(`SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, ${Object.values(FIELDS).join(', ')})`)
    .pluck();
  const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`;
  const queryOf = ({ term, field, phrase, prefix }: Clause): string => {
    const words = phrase === true ? [term] : term.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const all = words.map((word, at) => quoted(word) + (prefix && at === words.length - 1 ? '*' : '')).join(' AND ');
    return field === null ? `(${all})` : `({${fieldNamed(field)}} : (${all}))`;
  };
  db.exec('BEGIN');
  return {
    add: (paper) => void insert.run(paper.id, ...FIELD_NAMES.map((field) => paper[field])),
    build: () => void db.exec('COMMIT'),
    ask(clauses) {
      const wanted = clauses.filter(({ presence }) => presence !== 'prohibited');
      const or = wanted.some(({ presence }) => presence === 'optional');
      const barred = clauses.filter(({ presence }) => presence === 'prohibited').map((clause) => ` NOT ${queryOf(clause)}`);
      return search.all(`(${wanted.map(queryOf).join(or ? ' OR ' : ' AND ')})${barred.join('')}`) as number[];
    },
  };
}

if (parentPort !== null) {
  const port = parentPort;
  const { engine: name, sample, papers, seed } = workerData as EngineData; // given by search.ts
  const engine = { Lunr: lunrEngine, MiniSearch: miniSearchEngine, FlexSearch: () => flexSearchEngine(papers), FTS5: fts5Engine }[name]();
  const send = (message: FromEngine, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let builtIn = 0;
  let id = 0;
  for (const paper of benchPapers(sample, papers, seed)) {
    id += 1;
    const document = documentOf(paper, id);
    const began = performance.now();
    engine.add(document);
    builtIn += performance.now() - began;
  }
  const began = performance.now();
  engine.build?.();
  builtIn += performance.now() - began;
  globalThis.gc?.();
  send({ kind: 'ready', builtIn, bytes: process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers });
  port.on('message', (clauses: ToEngine) => {
    const ids = Uint32Array.from(engine.ask(clauses));
    send({ kind: 'answer', ids }, [ids.buffer]);
  });
}
