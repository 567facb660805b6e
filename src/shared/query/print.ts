/** A query written back as text. */
import { type Clause, type Filter, isNumber, type Query } from './query.ts';
import { quote } from './quote.ts';

/**
 * The query in its canonical form: words first, then filters, single spaces, quotes only where they are needed.
 * Parsing it gives the same query, but for places.
 */
export function printQuery(query: Query): string {
  const clauses = query.clauses.map(plainClause);
  const last = query.clauses.at(-1);
  // A last word without a mark is read as the beginning of words: where that is not meant, a plus says so.
  if (last !== undefined && isOpen(last)) clauses[clauses.length - 1] = (last.prefix ? '' : '+') + plainClause({ ...last, prefix: false });
  const match = query.clauses.some(({ presence }) => presence === 'optional') ? ['match:any'] : [];
  return [...clauses, ...match, ...query.filters.map(printFilter)].join(' ');
}

/** One filter as it is typed. */
export function printFilter(filter: Filter): string {
  return `${filter.negated ? '-' : ''}${filter.kind}:${printValue(filter)}`;
}

function printValue(filter: Filter): string {
  switch (filter.kind) {
    case 'is':
    case 'has':
      return filter.value;
    case 'year':
      return filter.from === filter.to ? String(filter.from) : `${filter.from ?? ''}..${filter.to ?? ''}`;
    case 'added':
    case 'read':
      return /^[\p{L}\p{N}.][^\s"“”\\]*$/u.test(filter.when) ? filter.when : quote(filter.when);
    case 'tag':
    case 'in':
    case 'from':
      return /^[\p{L}\p{N}][^\s"“”\\]*$/u.test(filter.name) ? filter.name : quote(filter.name);
  }
}

/** Whether a clause could be typed as a word without marks. */
function isOpen(clause: Clause): boolean {
  const { presence, pattern, fuzzy, boost, term } = clause;
  return presence !== 'prohibited' && !pattern && fuzzy === 0 && boost === 1 && isBare(term, boost);
}

/** Whether a term reads the same without quotes. */
function isBare(term: string, boost: number): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}.'’/_-]*$/u.test(term) && (boost === 1 || !isNumber(term));
}

function plainClause({ field, term, presence, prefix, pattern, fuzzy, boost }: Clause): string {
  const word = pattern || isBare(term, boost) ? term : quote(term);
  const tail = (prefix ? '*' : '') + (fuzzy > 0 ? `~${fuzzy}` : '') + (boost === 1 ? '' : `^${boost}`);
  return `${presence === 'prohibited' ? '-' : ''}${field === null ? '' : `${field}:`}${word}${tail}`;
}
