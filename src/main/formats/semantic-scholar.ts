/** Semantic Scholar's answers: `{total, offset, data}`, a bare list with null for what was not found, recommendations, citations. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { CslType } from '../../shared/models.ts';
import { entryOf, identifiersAmong, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder, unwrapped } from './json.ts';
import { authorsIn, dateOf, keywordsIn } from './jsonFields.ts';

const LISTS = ['data', 'recommendedPapers', 'papers', 'results'];
const TYPES: Readonly<Record<string, CslType>> = {
  Book: 'book',
  BookSection: 'chapter',
  Conference: 'paper-conference',
  Dataset: 'dataset',
  JournalArticle: 'article-journal',
};

export const semanticScholar: Format = {
  id: 'semantic-scholar',
  label: 'Semantic Scholar answer',

  detect(head) {
    if (!/^\s*[[{]/.test(head) || !/"title"\s*:/.test(head)) return 0;
    if (/"paperId"\s*:\s*(?:"[0-9a-f]{40}"|null)/.test(head)) return 0.92;
    return /"externalIds"\s*:\s*\{/.test(head) && /"(?:CorpusId|s2FieldsOfStudy|isOpenAccess|citationStyles)"\s*:/.test(head) ? 0.88 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for await (const record of jsonRecords(source, LISTS)) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      // What was asked for and not found is null.
      if (parsed.value === null) continue;
      const paper = isObject(parsed.value) ? paperIn(parsed.value) : null;
      const entry = paper === null ? null : entryIn(paper, record.line, now);
      if (entry !== null) yield { kind: 'entry', entry };
      else
        yield {
          kind: 'problem',
          problem: { line: record.line, message: 'This record has no title, so it was left out.', severity: 'lost' },
        };
    }
  },
};

/** Lists of citations hold the paper with what was said of it. */
function paperIn(item: JsonObject): JsonObject {
  for (const key of ['citingPaper', 'citedPaper', 'paper']) {
    const paper = item[key];
    if (isObject(paper)) return paper;
  }
  return item;
}

function entryIn(paper: JsonObject, line: number, now: Date): ImportEntry | null {
  const title = textUnder(paper, 'title');
  if (title === null) return null;
  const external = isObject(paper.externalIds) ? paper.externalIds : {};
  const journal = isObject(paper.journal) ? paper.journal : {};
  const place = isObject(paper.publicationVenue) ? paper.publicationVenue : {};
  const abstract = textUnder(paper, 'abstract');
  const [doi, arxiv, pmid] = [textUnder(external, 'DOI'), textUnder(external, 'ArXiv'), textUnder(external, 'PubMed')];
  const url = textUnder(paper, 'url');
  const pdf = isObject(paper.openAccessPdf) ? textUnder(paper.openAccessPdf, 'url') : null;
  const types = Array.isArray(paper.publicationTypes) ? paper.publicationTypes : [];
  const type = types.map((name) => (typeof name === 'string' ? TYPES[name] : undefined)).find((known) => known !== undefined);
  return entryOf({
    line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrapped(abstract),
    authors: authorsIn(paper.authors),
    date: dateOf(textUnder(paper, 'publicationDate', 'year'), now),
    venue: textUnder(paper, 'venue') ?? textUnder(journal, 'name') ?? textUnder(place, 'name'),
    identifiers: identifiersAmong([doi, arxiv === null ? null : `arXiv:${arxiv}`, pmid === null ? null : `PMID: ${pmid}`, url, pdf]),
    links: [
      arxiv === null ? null : recordLink(`https://arxiv.org/abs/${arxiv}`, 'paper'),
      recordLink(url),
      pdf === null ? null : recordLink(pdf, 'pdf'),
    ].filter((link) => link !== null),
    keywords: keywordsIn(paper.fieldsOfStudy),
    ...(type === undefined ? {} : { type }),
    record: paper,
  });
}
