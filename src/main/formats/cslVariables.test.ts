import { describe, expect, test } from 'vitest';
import { writeCslJson } from './csl-json.ts';
import { variablesOf } from './cslVariables.ts';
import { exportedAgain } from './fixtures/anyPaper.ts';
import { read } from './fixtures/reading.ts';
import { writeRis } from './ris.ts';

const SOURCES = {
  ris: 'TY  - JOUR\nTI  - A\nJF  - Journal of Tides\nJ2  - J. Tides\nVL  - 12\nIS  - 3\nSP  - 454\nEP  - 481\nPB  - House\nCY  - Lodz\nSN  - 1932-6208\nLA  - en\nA2  - Editor, Ed\nER  - \n',
  nbib: 'PMID- 1\nTI  - A\nJT  - Journal of Tides\nTA  - J. Tides\nVI  - 12\nIP  - 3\nPG  - 454-81\nPB  - House\nPL  - Lodz\nIS  - 1932-6208 (Print)\nLA  - en\nFED - Editor, Ed\n',
  refer: '%0 Journal Article\n%T A\n%J Journal of Tides\n%V 12\n%N 3\n%P 454–481\n%I House\n%C Lodz\n%@ 1932-6208\n%G en\n%E Editor, Ed\n',
  'endnote-xml': `<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><secondary-authors><author><style>Editor, Ed</style></author></secondary-authors></contributors>
    <titles><title>A</title></titles><periodical><full-title>Journal of Tides</full-title><abbr-1>J. Tides</abbr-1></periodical><volume><style>12</style></volume><number>3</number>
    <pages>454-481</pages><publisher>House</publisher><pub-location>Lodz</pub-location><isbn>1932-6208</isbn><language>en</language></record></records></xml>`,
  'pubmed-xml': `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><ISSN>1932-6208</ISSN><JournalIssue><Volume>12</Volume><Issue>3</Issue></JournalIssue>
    <Title>Journal of Tides</Title><ISOAbbreviation>J. Tides</ISOAbbreviation></Journal><ArticleTitle>A</ArticleTitle><Pagination><MedlinePgn>454-81</MedlinePgn></Pagination><Language>en</Language></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`,
  'csl-json': JSON.stringify([
    {
      type: 'article-journal',
      title: 'A',
      'container-title': 'Journal of Tides',
      journalAbbreviation: 'J. Tides',
      volume: 12,
      issue: '3',
      page: '454-481',
      ISSN: '1932-6208',
      language: 'en',
    },
  ]),
};

async function paperFrom(text: string) {
  const { entries, format } = await read(text);
  const [entry] = entries;
  if (entry === undefined) throw new Error('no paper');
  return { format, paper: exportedAgain(entry, format) };
}

describe('what a paper has no place for', () => {
  test.each(Object.entries(SOURCES))('is told by a record in %s', async (format, text) => {
    const read = await paperFrom(text);
    expect(read.format).toBe(format);
    const variables = variablesOf(read.paper.records);
    expect(variables).toMatchObject({ volume: '12', issue: '3', page: '454-481', ISSN: '1932-6208', language: 'en' });
    if (text.includes('House')) expect(variables.publisher).toBe('House');
    if (text.includes('Editor')) expect(variables.editor).toEqual([{ family: 'Editor', given: 'Ed' }]);
  });

  test.each(Object.entries(SOURCES))('goes from %s into RIS and into CSL-JSON', async (_format, text) => {
    const { paper } = await paperFrom(text);
    const ris = [...writeRis([paper])].join('');
    for (const line of ['VL  - 12', 'IS  - 3', 'SN  - 1932-6208']) expect(ris).toContain(line);
    expect(ris).toMatch(/SP {2}- 454\r\nEP {2}- 481/);
    const [item] = JSON.parse([...writeCslJson([paper])].join(''));
    expect(String(item.volume)).toBe('12');
    expect(item).toMatchObject({ issue: '3', page: '454-481', 'container-title': 'Journal of Tides', ISSN: '1932-6208' });
    // And once more it is the same.
    const again = await paperFrom(ris);
    expect([...writeRis([again.paper])].join('')).toBe(ris);
  });

  test('entries in TeX tell what is plain in them, the first record wins, strangers tell nothing', () => {
    const bibtex = {
      type: 'article',
      key: 'x',
      fields: { volume: '{12}', number: '3', pages: '45--67', publisher: 'Universit\\"at', editor: 'Ed Editor and Two, B.' },
    };
    expect(
      variablesOf([
        { format: 'unheard-of', record: { volume: '1' } },
        { format: 'bibtex', record: bibtex },
        { format: 'csl-json', record: { volume: 13, edition: '2' } },
      ]),
    ).toEqual({
      volume: '12',
      issue: '3',
      page: '45-67',
      edition: '2',
      editor: [
        { family: 'Editor', given: 'Ed' },
        { family: 'Two', given: 'B.' },
      ],
    });
  });
});
