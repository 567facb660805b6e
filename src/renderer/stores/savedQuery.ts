/** What is kept of a search: its words and filters, and the view it was made in. */
import type { LibraryState, View } from '../../shared/models.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { printFilter, printQuery } from '../../shared/query/print.ts';
import { quote } from '../../shared/query/quote.ts';

/** Names of saved searches are cut to about so many UTF-16 units where nobody gives them another. */
const NAME_LENGTH = 40;

type Known = Pick<LibraryState, 'tags' | 'digests' | 'searches'>;

/** The filter that a view comes to; empty for all papers, null for the trash, which no query reaches. */
function filterOf(view: View, { tags, digests, searches }: Known): string | null {
  switch (view.kind) {
    case 'all':
      return '';
    case 'trash':
      return null;
    case 'inbox':
      return 'is:unread';
    case 'tag':
      return named('tag', tags.find(({ uid }) => uid === view.uid)?.name);
    case 'search':
      return named('in', searches.find(({ uid }) => uid === view.uid)?.name);
    case 'digest': {
      const digest = digests.find(({ uid }) => uid === view.uid);
      return named('from', digest?.date == null ? digest?.name : `${digest.name} · ${digest.date.given}`);
    }
    case 'starred':
    case 'queued':
    case 'reading':
    case 'read':
    case 'skipped':
      return `is:${view.kind}`;
  }
}

const named = (filter: string, name: string | undefined): string | null => (name === undefined ? null : `${filter}:${quote(name)}`);

/** Whether a text is a query without a mistake that leaves anything out. */
export function asksSomething(query: string): boolean {
  const parsed = parseQuery(query);
  return parsed.ok && printQuery(parsed.query) !== '';
}

/**
 * The query that finds everywhere what a search finds in a view, in its canonical form; null where there is none: for a mistake,
 * a query that asks for nothing, and in the trash.
 */
export function queryToKeep(query: string, view: View, known: Known): string | null {
  const parsed = parseQuery(query);
  const filter = filterOf(view, known);
  if (!parsed.ok || filter === null || !asksSomething(query)) return null;
  const inView = parseQuery(filter);
  if (!inView.ok) return null;
  const { clauses, filters } = parsed.query;
  const given = new Set(filters.map(printFilter));
  return printQuery({ clauses, filters: [...filters, ...inView.query.filters.filter((one) => !given.has(printFilter(one)))] });
}

/** A name to begin with: the query itself, cut between words. */
export function nameFor(query: string): string {
  if (query.length <= NAME_LENGTH) return query;
  const cut = query.slice(0, NAME_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > NAME_LENGTH / 2 ? cut.slice(0, space) : cut).toWellFormed().replace(/[\s\ufffd]+$/u, '')} …`;
}
