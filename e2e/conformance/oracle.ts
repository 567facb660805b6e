/**
 * A fresh `lunr.Index` over the same terms, fields and boosts: what every answer of ours is held against. What Lunr does not
 * have, beginnings that count as words, phrases and bans of several words, is worked out here by looking at every word.
 */
import lunr from 'lunr';
import { BOOSTS, FIELDS, ITEM_BREAK, type SearchDocument, textsOf } from '../../src/main/search/document.ts';
import { type Needle, needlesOf } from '../../src/shared/query/needles.ts';
import type { Clause } from '../../src/shared/query/query.ts';
import { type Term, termsOf } from '../../src/shared/text/terms.ts';

interface TokenSet {
  readonly id: number;
  final: boolean;
  edges: Record<string, TokenSet>;
  _str?: string;
  toArray(): string[];
  toString: (this: TokenSet) => string;
  intersect(other: TokenSet): TokenSet;
}
interface LunrClause {
  readonly term: string;
  readonly editDistance?: number;
  /** Ours: the terms it stands for. */
  readonly alternatives?: readonly string[];
}
/** Parts of Lunr that its types leave out. */
const tokenSets = lunr.TokenSet as unknown as {
  prototype: TokenSet;
  fromClause: (clause: LunrClause) => TokenSet;
  fromArray(sorted: readonly string[]): TokenSet;
  fromFuzzyString(word: string, edits: number): TokenSet;
};

/**
 * `TokenSet.toString` joins labels and ids without a sign between them, so that an edge "1" to node 23 reads like an edge "12"
 * to node 3 would, and nodes that are not alike are made one. Here with a sign between them. Returns what takes it back.
 */
export function mendTokenSets(): () => void {
  const { prototype } = tokenSets;
  const broken = prototype.toString;
  prototype.toString = function (this: TokenSet): string {
    const edges = Object.entries(this.edges).sort(([a], [b]) => (a < b ? -1 : 1));
    return this._str ?? `${this.final ? 1 : 0}${edges.map(([label, node]) => `|${label}|${node.id}`).join('')}`;
  };
  return () => {
    prototype.toString = broken;
  };
}

/** Lets a clause bring the terms it stands for. Returns what takes it back. */
function allowAlternatives(): () => void {
  const own = tokenSets.fromClause;
  tokenSets.fromClause = (clause) =>
    clause.alternatives === undefined ? own(clause) : tokenSets.fromArray([...clause.alternatives].sort());
  return () => {
    tokenSets.fromClause = own;
  };
}

export interface OracleHit {
  readonly id: number;
  readonly score: number;
}

/** What a word that was only begun weighs beside the word itself. */
const BEGUN = 0.3;

export class Oracle {
  readonly #index: lunr.Index;
  /** Every paper's words, by field and item. */
  readonly #papers = new Map<number, readonly (readonly (readonly Term[])[])[]>();
  /** Terms by word, and the fields each stands in. */
  readonly #termOf = new Map<string, string>();
  readonly #fieldsOf = new Map<string, Set<string>>();
  readonly #words: TokenSet;
  readonly #terms: TokenSet;

  constructor(papers: Iterable<SearchDocument>) {
    const mended = mendTokenSets();
    const builder = new lunr.Builder();
    builder.ref('id');
    FIELDS.forEach((field, at) => {
      builder.field(field, { boost: BOOSTS[at] ?? 1, extractor: (doc) => textsOf(doc as SearchDocument)[at] ?? '' });
    });
    const items = (text: string) => text.split(ITEM_BREAK).map(termsOf);
    Object.assign(builder, {
      tokenizer: (text: string) =>
        items(text)
          .flat()
          .map(({ term }) => new lunr.Token(term, {})),
    });
    for (const paper of papers) {
      builder.add(paper);
      const fields = textsOf(paper).map(items);
      this.#papers.set(paper.id, fields);
      for (const [at, field] of FIELDS.entries()) {
        for (const { word, term } of (fields[at] ?? []).flat()) {
          this.#termOf.set(word, term);
          const standsIn = this.#fieldsOf.get(term) ?? new Set();
          this.#fieldsOf.set(term, standsIn.add(field));
        }
      }
    }
    this.#index = builder.build();
    this.#words = tokenSets.fromArray([...this.#termOf.keys()].sort());
    this.#terms = tokenSets.fromArray([...this.#fieldsOf.keys()].sort());
    mended();
  }

  /** Every hit with its score, in no order. */
  ask(clauses: readonly Clause[]): OracleHit[] {
    const asked = clauses.map((clause) => ({ clause, needles: needlesOf(clause).map((needle) => this.#expand(needle)) }));
    const some = asked.filter(({ needles }) => needles.length > 0);
    if (some.length === 0) return [];
    const takenBack = allowAlternatives();
    const found = this.#index.query((query) => {
      const ask = (alternatives: readonly string[], fields: readonly string[] | null, boost: number, presence: lunr.Query.presence) =>
        query.clause({
          term: '',
          usePipeline: false,
          boost,
          presence,
          alternatives,
          ...(fields === null ? {} : { fields: [...fields] }),
        } as unknown as lunr.Query.Clause); // its types ask for what it fills in itself
      const { REQUIRED, OPTIONAL, PROHIBITED } = lunr.Query.presence;
      for (const { clause, needles } of some) {
        const { boost, presence } = clause;
        if (presence === 'prohibited') {
          const [only] = needles;
          // Several words are banned only where all of them stand; that is looked at below.
          if (needles.length === 1 && only !== undefined && only.begun === null) ask(only.own, only.fields, 1, PROHIBITED);
          continue;
        }
        for (const { own, fields, begun } of needles) {
          if (begun === null) ask(own, fields, boost, presence === 'required' ? REQUIRED : OPTIONAL);
          else if (presence === 'required' && String(begun.fields) === String(fields)) {
            ask([...own, ...begun.terms], fields, boost * BEGUN, REQUIRED);
            ask(own, fields, boost * (1 - BEGUN), OPTIONAL);
          } else {
            ask(own, fields, boost, OPTIONAL);
            ask(begun.terms, begun.fields, boost * BEGUN, OPTIONAL);
          }
        }
      }
    });
    takenBack();
    const required = some.filter(({ clause }) => clause.presence === 'required');
    const optional = some.filter(({ clause }) => clause.presence === 'optional');
    const prohibited = some.filter(({ clause }) => clause.presence === 'prohibited');
    return found
      .map(({ ref, score }) => ({ id: Number(ref), score }))
      .filter(
        ({ id }) =>
          required.every((one) => this.#meets(id, one)) &&
          (required.length > 0 || optional.length === 0 || optional.some((one) => this.#meets(id, one))) &&
          !prohibited.some((one) => this.#meets(id, one)),
      );
  }

  /** What Lunr was not asked: words that are begun in titles only, phrases, bans of several words. */
  #meets(id: number, { clause, needles }: { readonly clause: Clause; readonly needles: readonly Expanded[] }): boolean {
    const stands = (needle: Expanded) =>
      this.#holds(id, needle.own, needle.fields) || (needle.begun !== null && this.#holds(id, needle.begun.terms, needle.begun.fields));
    const isPhrase = clause.phrase === true && needles.length > 1;
    if (isPhrase) return this.#follow(id, needles);
    return clause.presence === 'optional' ? needles.some(stands) : needles.every(stands);
  }

  #holds(id: number, terms: readonly string[], fields: readonly string[] | null): boolean {
    const wanted = new Set(terms);
    return (this.#papers.get(id) ?? []).some(
      (items, at) => (fields === null || fields.includes(FIELDS[at] ?? '')) && items.flat().some(({ term }) => wanted.has(term)),
    );
  }

  #follow(id: number, needles: readonly Expanded[]): boolean {
    const stands = ({ own, fields, begun }: Expanded, at: number, term: string) =>
      ((fields === null || fields.includes(FIELDS[at] ?? '')) && own.includes(term)) ||
      (begun !== null && (begun.fields === null || begun.fields.includes(FIELDS[at] ?? '')) && begun.terms.includes(term));
    /** Whether the places from one on are met by the words from one on. */
    const follows = (item: readonly Term[], at: number, from: number, place: number): boolean => {
      const needle = needles[place];
      const word = item[from];
      if (needle === undefined) return true;
      if (word === undefined) return false;
      if (stands(needle, at, word.term) && follows(item, at, from + 1, place + 1)) return true;
      // The last character of a run is in the pair before it already: it may be passed over.
      return place > 0 && word.open && item[from - 1]?.end === word.end && follows(item, at, from + 1, place);
    };
    return (this.#papers.get(id) ?? []).some((items, at) => items.some((item) => item.some((_, from) => follows(item, at, from, 0))));
  }

  #expand({ term, word, field, beginning, beginningField, fuzzy, pattern }: Needle): Expanded {
    const fields = field === null ? null : [field];
    const own = new Set<string>();
    const addWords = (words: readonly string[]) => {
      for (const one of words) own.add(this.#termOf.get(one) ?? '');
    };
    const addTerms = (terms: readonly string[]) => {
      for (const one of terms) own.add(one);
    };
    if (pattern !== null) {
      addTerms(this.#terms.intersect(tokenSets.fromClause({ term: pattern })).toArray());
      const form = new RegExp(`^${pattern.split('*').join('.*')}$`, 'su');
      addWords([...this.#termOf.keys()].filter((one) => form.test(one)));
    } else {
      if (this.#fieldsOf.has(term)) own.add(term);
      if (fuzzy > 0) {
        addTerms(this.#terms.intersect(tokenSets.fromFuzzyString(term, fuzzy)).toArray());
        addWords(this.#words.intersect(tokenSets.fromFuzzyString(word, fuzzy)).toArray());
      }
    }
    if (beginning === null) return { own: [...own], fields, begun: null };
    const begun = new Set<string>();
    for (const [one, its] of this.#termOf) if (one.startsWith(beginning) || its.startsWith(beginning)) begun.add(its);
    const where = beginningField === null ? null : [beginningField];
    const terms = [...begun].filter((one) => !own.has(one) && (where === null || where.some((at) => this.#fieldsOf.get(one)?.has(at))));
    return { own: [...own], fields, begun: { terms, fields: where } };
  }
}

interface Expanded {
  readonly own: readonly string[];
  readonly fields: readonly string[] | null;
  readonly begun: { readonly terms: readonly string[]; readonly fields: readonly string[] | null } | null;
}

/** In what our answer differs from the oracle's, in words; null where it does not. */
export function difference(ours: readonly OracleHit[], theirs: readonly OracleHit[]): string | null {
  const scores = new Map(theirs.map(({ id, score }) => [id, score]));
  if (ours.length !== scores.size) return `${ours.length} hits, the oracle has ${scores.size}`;
  for (const [place, { id, score }] of ours.entries()) {
    const wanted = scores.get(id);
    if (wanted === undefined) return `paper ${id} is none of the oracle's hits`;
    if (Math.abs(score - wanted) > TOLERANCE * Math.max(1, wanted)) return `paper ${id} scores ${score}, the oracle says ${wanted}`;
    const before = ours[place - 1];
    if (before === undefined) continue;
    const apart = (scores.get(before.id) ?? 0) - wanted;
    if (apart < -TOLERANCE || (apart === 0 && before.id < id)) return `paper ${before.id} stands before ${id}`;
  }
  return null;
}

/** Lunr adds up the same numbers in another order, which changes their last digits. */
const TOLERANCE = 1e-9;
