/** A query in plain words. */
import { parseQuery } from './parse.ts';
import type { Clause, Field, Filter, IsValue } from './query.ts';

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
  const wanted = clauses.filter((clause) => clause.presence === 'required').map(clauseInWords);
  const barred = clauses.filter((clause) => clause.presence === 'prohibited').map(clauseInWords);
  const told = [
    ...(wanted.length > 0 ? [`with ${joined(wanted, 'and')}`] : []),
    ...(barred.length > 0 ? [`without ${joined(barred, 'or')}`] : []),
    ...(filters.length > 0 ? [`that are ${joined(filters.map(filterInWords), 'and')}`] : []),
  ];
  return `Papers ${told.join(', ')}.`;
}

function clauseInWords({ field, term, prefix, fuzzy, boost }: Clause): string {
  const several = /\s/u.test(term.trim());
  const word = several ? `all words of “${term}”` : `“${term}”`;
  const like = fuzzy > 0 ? ` (give or take ${fuzzy === 1 ? 'a letter' : 'two letters'})` : '';
  const begins = prefix ? (several ? ', the last perhaps only begun' : ' or a word it begins') : '';
  const weighs = boost === 1 ? '' : `, weighing ${boost} times as much`;
  return `${word}${like}${begins}${field === null ? '' : ` in ${PLACES[field]}`}${weighs}`;
}

function filterInWords(filter: Filter): string {
  const not = filter.negated ? 'not ' : '';
  return filter.kind === 'is' ? `${not}${STATES[filter.value]}` : `${not}tagged “${filter.name}”`;
}

function joined(parts: readonly string[], last: 'and' | 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
