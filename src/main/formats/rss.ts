/** RSS as arXiv announces papers with it, old (RDF) and new, and feeds of journals that name DOIs. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import { announcementIn, arxivAbstract, arxivAuthors, arxivIdentifier, arxivLinks, doisIn } from './arxiv.ts';
import { entryOf, identifiersAmong, recordLink } from './entry.ts';
import { asPlain, dayIn, isPaperFeed } from './feed.ts';
import type { Format } from './format.ts';
import { oneLine } from './json.ts';
import { all, first, recordOf, type XmlElement, xmlTree } from './xml.ts';
import { xmlEntries } from './xmlEntries.ts';
import { textOf } from './xmlText.ts';

/** arXiv's older feeds put the id, the archive and whether it is an update behind the title. */
const TITLE_TAIL = /\.?\s{0,5}\(arXiv:([\w./-]{4,40})\s{0,5}\[[\w.-]{1,30}\](?:\s{1,5}(UPDATED|CROSS LISTED))?\)\s*$/;

export const rss: Format = {
  id: 'rss',
  label: 'RSS feed',

  detect(head) {
    if (!/^\s*(?:<\?xml|<!--|<(?:rss|rdf:RDF)\b)/i.test(head) || !/<(?:rss|rdf:RDF)\b/i.test(head) || !/<item[\s>]/.test(head)) return 0;
    return /arxiv\.org/i.test(head) ? 0.95 : isPaperFeed(head) ? 0.8 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const head = await source.head();
    const end = head.search(/<item[\s>]/);
    const tree = xmlTree(end === -1 ? head : head.slice(0, end));
    const channel = tree === null ? null : first(tree, 'channel');
    const name = channel === null ? null : textOf(first(channel, 'title'));
    if (channel !== null && name !== null) yield { kind: 'facts', facts: { digest: { name: oneLine(name), date: dayOf(channel, now) } } };
    yield* xmlEntries(
      source,
      ['item'],
      (element) => entryIn(element, now),
      () => 'This item',
    );
  },
};

function dayOf(element: XmlElement, now: Date) {
  const given = ['date', 'publicationDate', 'pubDate', 'lastBuildDate'].map((name) => textOf(first(element, name)));
  return dayIn(given.find((text) => text !== null) ?? null, now);
}

function entryIn(element: XmlElement, now: Date): ImportEntry | null {
  const given = textOf(first(element, 'title'));
  const tail = given === null ? null : TITLE_TAIL.exec(given);
  const title = given === null ? '' : asPlain(oneLine(tail === null ? given : given.slice(0, tail.index)));
  if (title === '') return null;
  const described = textOf(first(element, 'description')) ?? textOf(first(element, 'encoded')) ?? '';
  const announced = announcementIn(described);
  const guid = textOf(first(element, 'guid'));
  const link = textOf(first(element, 'link'));
  const own = [announced?.id, tail?.[1], guid, link]
    .map((id) => (typeof id === 'string' ? arxivIdentifier(id.replace(/^oai:arxiv\.org:/i, '')) : null))
    .find((found) => found !== null);
  const kind = textOf(first(element, 'announce_type')) ?? announced?.type ?? (tail?.[2] === 'UPDATED' ? 'replace' : 'new');
  const journal =
    textOf(first(element, 'journal_reference')) ?? textOf(first(element, 'publicationName')) ?? textOf(first(element, 'source'));
  return entryOf({
    line: element.line,
    title,
    abstract: arxivAbstract(asPlain(announced?.abstract ?? described)),
    authors: all(element, 'creator').flatMap((creator) => arxivAuthors(asPlain(textOf(creator) ?? ''))),
    // A paper that is replaced or listed once more came before.
    date: own !== undefined && kind !== 'new' ? null : dayOf(element, now),
    venue: journal === null ? null : oneLine(journal),
    identifiers: [
      ...(own === undefined ? [] : [own]),
      ...all(element, 'DOI').flatMap((doi) => doisIn(textOf(doi))),
      ...all(element, 'doi').flatMap((doi) => doisIn(textOf(doi))),
      ...identifiersAmong([textOf(first(element, 'identifier')), guid, link]),
    ],
    links: own === undefined ? [recordLink(link) ?? recordLink(guid)].filter((one) => one !== null) : arxivLinks(own),
    keywords: [...all(element, 'category'), ...all(element, 'subject')].map((one) => textOf(one) ?? '').filter((word) => word !== ''),
    ...(own === undefined ? {} : { type: 'article' as const }),
    record: recordOf(element),
  });
}
