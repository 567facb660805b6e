/** Atom as arXiv answers searches and announces papers with it, from either of its programs, and feeds of journals that name DOIs. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import { announcementIn, arxivAbstract, arxivIdentifier, arxivLinks, doisIn, plainName } from './arxiv.ts';
import { authorNamed, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { asPlain, dayIn, isPaperFeed } from './feed.ts';
import type { Format } from './format.ts';
import { oneLine } from './json.ts';
import { all, attribute, first, recordOf, type XmlElement, xmlTree } from './xml.ts';
import { xmlEntries } from './xmlEntries.ts';
import { textOf } from './xmlText.ts';

export const atom: Format = {
  id: 'atom',
  label: 'Atom feed',

  detect(head) {
    if (!/^\s*(?:<\?xml|<!--|<(?:\w+:)?feed\b)/.test(head) || !/<(?:\w+:)?feed\b/.test(head)) return 0;
    // An entry may tell what was wrong with the question.
    if (!/<(?:\w+:)?entry\b/.test(head) || /arxiv\.org\/api\/errors/.test(head)) return 0;
    return /arxiv\.org/i.test(head) ? 0.95 : isPaperFeed(head) ? 0.8 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const head = await source.head();
    const date = dayIn(textOf(first(opening(head), 'updated')), now);
    // An answer to a search is no digest; what is announced day by day is one.
    const name = /announce[ _]type/i.test(head) ? textOf(first(opening(head), 'title')) : null;
    if (name !== null) yield { kind: 'facts', facts: { digest: { name: oneLine(name), date } } };
    yield* xmlEntries(
      source,
      ['entry'],
      (element) => entryIn(element, now),
      () => 'This entry',
    );
  },
};

/** What the feed says of itself before its first entry. */
function opening(head: string): XmlElement {
  const end = head.search(/<(?:\w+:)?entry\b/);
  return xmlTree(end === -1 ? head : head.slice(0, end)) ?? { name: '', attributes: {}, children: [], line: 1 };
}

function entryIn(element: XmlElement, now: Date): ImportEntry | null {
  const title = textOf(first(element, 'title'));
  if (title === null) return null;
  const id = textOf(first(element, 'id'));
  const summary = textOf(first(element, 'summary')) ?? textOf(first(element, 'content'));
  const announced = summary === null ? null : announcementIn(summary);
  const own = announced === null ? (id === null ? null : arxivIdentifier(id)) : arxivIdentifier(announced.id);
  const addresses = all(element, 'link').map((link) => ({
    url: attribute(link, 'href'),
    isPdf: /pdf/i.test(attribute(link, 'title') ?? ''),
  }));
  const creators = all(element, 'creator').flatMap((creator) => (textOf(creator) ?? '').split(/,\s*/));
  const names = all(element, 'author', 'name').map((name) => textOf(name) ?? '');
  const journal =
    textOf(first(element, 'journal_ref')) ?? textOf(first(element, 'journal_reference')) ?? textOf(first(element, 'publicationName'));
  // What was announced again came before.
  const isNew = announced === null || announced.type === 'new';
  const terms = all(element, 'category').map((category) => attribute(category, 'term') ?? '');
  return entryOf({
    line: element.line,
    title: asPlain(oneLine(title)),
    abstract: summary === null ? null : arxivAbstract(asPlain(announced?.abstract ?? summary)),
    authors: (names.length > 0 ? names : creators).map((name) => authorNamed(plainName(name))).filter((author) => author !== null),
    date: isNew ? dayIn(textOf(first(element, 'published')) ?? textOf(first(element, 'updated')), now) : null,
    venue: journal === null ? null : oneLine(journal),
    identifiers: [
      ...(own === null ? [] : [own]),
      ...all(element, 'doi').flatMap((doi) => doisIn(textOf(doi))),
      ...identifiersAmong([textOf(first(element, 'identifier')), id, ...addresses.map(({ url }) => url)]),
    ],
    links: own === null ? addresses.flatMap(({ url, isPdf }) => recordLink(url, isPdf ? 'pdf' : undefined) ?? []) : arxivLinks(own),
    keywords: [...new Set(terms.filter((term) => term !== ''))],
    ...(own === null ? {} : { type: 'article' as const }),
    record: recordOf(element),
  });
}
