/** A query in plain words. */
import { parseQuery } from './parse.ts';
import type { Clause, Field, Filter, HasValue, IsValue, YearRange } from './query.ts';

const PLACES: Readonly<Record<Field, string>> = {
  title: 'the title',
  abstract: 'the abstract',
  author: 'the authors',
  venue: 'the venue',
  note: 'a note',
  highlight: 'a highlight',
};

const STATES: Readonly<Record<IsValue, string>> = {
  unread: 'unread',
  new: 'new',
  queued: 'on the reading list',
  reading: 'being read',
  read: 'read',
  skipped: 'skipped',
  starred: 'starred',
};

/** What a query finds, as a sentence; for a mistaken query the sentence that explains the mistake. */
export function explain(text: string): string {
  const parsed = parseQuery(text);
  if (!parsed.ok) return parsed.mistake.message;
  const { clauses, filters } = parsed.query;
  if (clauses.length === 0 && filters.length === 0) return 'All papers.';
  const wanted = clauses.filter((clause) => clause.presence !== 'prohibited').map(clauseInWords);
  const barred = clauses.filter((clause) => clause.presence === 'prohibited').map(clauseInWords);
  const any = wanted.length > 1 && clauses.some(({ presence }) => presence === 'optional');
  const told = [
    ...(wanted.length > 0 ? [any ? `with any of ${joined(wanted, 'and')}` : `with ${joined(wanted, 'and')}`] : []),
    ...(barred.length > 0 ? [`without ${joined(barred, 'or')}`] : []),
    ...(filters.length > 0 ? [joined(filters.map(filterInWords), 'and')] : []),
  ];
  return `Papers ${told.join(', ')}.`;
}

function clauseInWords({ field, term, phrase, prefix, pattern, fuzzy, boost }: Clause): string {
  const several = /\s/u.test(term.trim());
  const word = pattern ? `a word like “${term}”` : several ? `${phrase ? 'the phrase' : 'all words of'} “${term}”` : `“${term}”`;
  const like = fuzzy > 0 ? ` (give or take ${fuzzy === 1 ? 'a letter' : 'two letters'})` : '';
  const begins = prefix ? (several ? ', the last perhaps only begun' : ' or a word it begins') : '';
  const weighs = boost === 1 ? '' : `, weighing ${boost} times as much`;
  return `${word}${like}${begins}${field === null ? '' : ` in ${PLACES[field]}`}${weighs}`;
}

const POSSESSIONS: Readonly<Record<HasValue, string>> = { note: 'a note', highlight: 'a highlight', code: 'a link to code', doi: 'a DOI' };

function filterInWords(filter: Filter): string {
  const not = filter.negated ? 'not ' : '';
  switch (filter.kind) {
    case 'is':
      return `that are ${not}${STATES[filter.value]}`;
    case 'has':
      return `that have ${filter.negated ? 'not ' : ''}${POSSESSIONS[filter.value]}`;
    case 'tag':
      return `that are ${not}tagged “${filter.name}”`;
    case 'in':
      return `that are ${not}in “${filter.name}”`;
    case 'from':
      return `that are ${not}from “${filter.name}”`;
    case 'year':
      return `that are ${not}${yearsInWords(filter)}`;
    case 'added':
    case 'read':
      return `that were ${not}${filter.kind} ${filter.when}`;
  }
}

function yearsInWords({ from, to }: YearRange): string {
  if (from === to) return `of ${from}`;
  if (from === null) return `of ${to} or before`;
  return to === null ? `of ${from} or later` : `of ${from} to ${to}`;
}

function joined(parts: readonly string[], last: 'and' | 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
