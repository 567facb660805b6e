import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { read } from './fixtures/reading.ts';

const samples = '../shared/samples/formats/';

const ARTICLE = `<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">30000001</PMID>
<Article PubModel="Print"><Journal><ISSN>1932-6208</ISSN><JournalIssue><Volume>3</Volume><PubDate><Year>2020</Year></PubDate></JournalIssue>
<Title>Journal of tides</Title></Journal>
<ArticleTitle>The <i>E. coli</i> of CO<sub>2</sub> at <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>.</ArticleTitle>
<ELocationID EIdType="pii">1</ELocationID><ELocationID EIdType="doi">10.1000/X.1</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">The sea
 rises.</AbstractText><AbstractText Label="UNLABELLED">It falls.</AbstractText><CopyrightInformation>(c)</CopyrightInformation></Abstract>
<AuthorList><Author><LastName>Ruiz</LastName><ForeName>Ana M</ForeName><Initials>AM</Initials></Author>
<Author><LastName>King</LastName><ForeName>Martin</ForeName><Suffix>Jr</Suffix></Author><Author><CollectiveName>Tidal Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2020</Year><Month>05</Month><Day>03</Day></ArticleDate></Article>
<MeshHeadingList><MeshHeading><DescriptorName>Moon</DescriptorName><QualifierName>physiology</QualifierName></MeshHeading></MeshHeadingList>
<KeywordList><Keyword>tides</Keyword></KeywordList></MedlineCitation>
<PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9999/other</ArticleId></ArticleIdList></Reference></ReferenceList>
<ArticleIdList><ArticleId IdType="pubmed">30000001</ArticleId><ArticleId IdType="pmc">PMC1234567</ArticleId><ArticleId IdType="doi">10.1000/x.1</ArticleId></ArticleIdList></PubmedData></PubmedArticle>`;

const BOOK = `<PubmedBookArticle><BookDocument><PMID>30000002</PMID><Book><Publisher><PublisherName>House</PublisherName></Publisher>
<BookTitle>The Book</BookTitle><PubDate><Year>2011</Year><Month>Jan</Month></PubDate><Isbn>9783161484100</Isbn></Book>
<ArticleTitle>Its chapter</ArticleTitle><AuthorList Type="editors"><Author><LastName>Editor</LastName><ForeName>Ed</ForeName></Author></AuthorList>
<AuthorList Type="authors"><Author><LastName>Two</LastName><ForeName>B</ForeName></Author></AuthorList></BookDocument></PubmedBookArticle>`;

const whole = (...records: string[]) =>
  `<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.example.org/pubmed.dtd">
<PubmedArticleSet>
${records.join('\n')}
</PubmedArticleSet>`;

describe('PubMed XML', () => {
  test('an article whole', async () => {
    const { format, entries, problems } = await read(whole(ARTICLE));
    expect(format).toBe('pubmed-xml');
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        line: 4,
        title: 'The E. coli of CO₂ at $x^2$.',
        abstract: 'BACKGROUND: The sea rises.\n\nIt falls.',
        authors: [
          { name: 'Ana M Ruiz', family: 'Ruiz', given: 'Ana M' },
          { name: 'Martin King, Jr', family: 'King', given: 'Martin' },
          { name: 'Tidal Group' },
        ],
        date: { given: '2020 05 03', sort: '2020-05-03', precision: 'day', guessed: false },
        venue: 'Journal of tides',
        type: 'article-journal',
        identifiers: [
          { scheme: 'pmid', value: '30000001', raw: 'PMID: 30000001' },
          { scheme: 'doi', value: '10.1000/x.1', raw: '10.1000/X.1' },
          { scheme: 'other', value: 'PMC1234567', raw: 'PMC1234567' },
        ],
        links: [],
        keywords: ['tides', 'Moon'],
        problems: [],
        record: expect.objectContaining({ name: 'PubmedArticle' }),
      },
    ]);
  });

  test('a book, dates in words, an article without a title, a damaged one', async () => {
    const dated = (date: string) => ARTICLE.replace('<Year>2020</Year></PubDate>', `${date}</PubDate>`);
    const { entries, problems } = await read(
      whole(
        BOOK,
        dated('<MedlineDate>1998 Dec-1999 Jan</MedlineDate>'),
        dated('<Year>2001</Year><Season>Spring</Season>'),
        ARTICLE.replace(/<ArticleTitle>.*<\/ArticleTitle>/, '<ArticleTitle/>'),
        ARTICLE.replace('</PubmedArticle>', '').replace('</MedlineCitation>', ''),
        ARTICLE,
      ),
    );
    expect(entries.map(({ title, date, type }) => [title.slice(0, 11), date?.sort, type])).toEqual([
      ['Its chapter', '2011-01-01', 'chapter'],
      ['The E. coli', '1998-12-01', 'article-journal'],
      ['The E. coli', '2001-03-01', 'article-journal'],
      ['The E. coli', '2020-05-03', 'article-journal'],
      ['The E. coli', '2020-05-03', 'article-journal'],
    ]);
    expect(entries[0]).toMatchObject({
      venue: 'The Book',
      authors: [{ name: 'B Two' }],
      identifiers: [{ scheme: 'pmid' }, { value: '9783161484100' }],
    });
    expect(problems).toEqual([
      { line: expect.any(Number), severity: 'lost', message: 'The record with PMID 30000001 has no title, so it was left out.' },
    ]);
    expect(entries[3]?.problems).toMatchObject([{ severity: 'note', message: expect.stringContaining('<MedlineCitation> on line') }]);
  });

  test('entities of its own are refused', async () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aa">]>\n<PubmedArticleSet>${ARTICLE}</PubmedArticleSet>`;
    await expect(read(bomb, 'x.xml')).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('line 2') });
  });

  test('cut and damaged anywhere it is read to its end', async () => {
    const text = whole(ARTICLE, BOOK, ARTICLE);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(200), fc.string({ maxLength: 20 }), async (at, length, junk) => {
        const { entries } = await read(`${text.slice(0, at)}${junk}${text.slice(at + length)}`, 'x.xml').catch((thrown: unknown) => {
          // Where the damage is the beginning, it may be taken for something else, or for nothing.
          if (thrown instanceof AppError) return { entries: [] };
          throw thrown;
        });
        for (const { title } of entries) expect(title.trim()).not.toBe('');
      }),
    );
  });

  test.skipIf(!existsSync(samples))('real files', async () => {
    const { entries, problems } = await read(readFileSync(`${samples}jabref-MedlineImporterTestMathML.xml`), 'x.xml');
    expect([entries.length, problems]).toEqual([1, []]);
    expect(entries[0]).toMatchObject({
      title: 'CellML 2.0.',
      date: { sort: '2020-07-24' },
      venue: 'Journal of integrative bioinformatics',
    });
    expect(entries[0]?.abstract).toContain('$η_p^2$');
    expect(entries[0]?.abstract).toContain('$\\frac{a+1}{b}$');
    expect(entries[0]?.abstract).not.toMatch(/<|\n\n\n/);
  });
});
