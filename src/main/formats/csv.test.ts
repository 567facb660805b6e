import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ReadItem } from '../../shared/entries.ts';
import { headerKey } from '../../shared/text/columns.ts';
import { csv } from './csv.ts';
import { PAYLOADS } from './fixtures/annotated.ts';
import { NOW, read } from './fixtures/reading.ts';
import type { ReadContext } from './format.ts';
import { textSource } from './source.ts';

const SAMPLES = path.join(import.meta.dirname, '../../../../shared/samples/formats');
const hasSamples = existsSync(SAMPLES);

/** A table read with the columns that a person matched. */
async function readMatched(text: string, said: Partial<ReadContext>) {
  const items: ReadItem[] = [];
  for await (const item of csv.read(textSource(text, 'x.csv'), { now: NOW, ...said })) items.push(item);
  return items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []));
}

describe('the columns of', () => {
  test('Scopus: full names rather than initials, two columns of keywords', async () => {
    const { format, facts, entries } = await read(
      [
        '\ufeff"Authors","Author full names","Author(s) ID","Title","Year","Source title","DOI","Link","Abstract","Author Keywords","Index Keywords","PubMed ID","Document Type","Source","EID"',
        '"Okafor M.; de Wit J.","Okafor, Mira (57190394669); de Wit, Jan (7102189418)","57190394669; 7102189418","Lanterns, and ""quiet"" pages","2024","Journal of Lamps","10.1234/Lamps.1","https://www.scopus.com/x?eid=2-s2.0-1","[No abstract available]","light; night","Lamps","38580657","Conference paper","Scopus","2-s2.0-1"',
        '',
      ].join('\r\n'),
      'scopus.csv',
    );
    expect(format).toBe('csv');
    expect(facts.table?.header).toHaveLength(15);
    expect(entries).toMatchObject([
      {
        line: 2,
        title: 'Lanterns, and "quiet" pages',
        abstract: null,
        authors: [
          { name: 'Mira Okafor', family: 'Okafor', given: 'Mira' },
          { name: 'Jan de Wit', family: 'de Wit', given: 'Jan' },
        ],
        date: { sort: '2024-01-01', precision: 'year' },
        venue: 'Journal of Lamps',
        type: 'paper-conference',
        keywords: ['light', 'night', 'Lamps'],
        identifiers: [
          { scheme: 'doi', value: '10.1234/lamps.1' },
          { scheme: 'pmid', value: '38580657' },
        ],
        record: { 'Author(s) ID': '57190394669; 7102189418', EID: '2-s2.0-1', Source: 'Scopus' },
        problems: [],
      },
    ]);
  });

  test('Web of Science: tags for headings, tabs between cells, marks that belong to the words', async () => {
    const { entries } = await read(
      [
        'PT\tAU\tAF\tTI\tSO\tDT\tDE\tAB\tPD\tPY\tDI\tPM\tUT',
        'J\tRuiz, A\tRuiz, Ana; Wit, Jan\t"Smart" tides: a review\tJOURNAL OF TIDES\tArticle\ttide; moon\tWater rises.\tMAR-APR\t2020\t10.1234/tides\t123\tWOS:1',
        'J\tRuiz, A\tRuiz, Ana\tThe 5" pool\tJOURNAL OF TIDES\tArticle\t\t\tJUN 15\t2021\t\t\tWOS:2',
      ].join('\r\n'),
      'savedrecs.txt',
    );
    expect(entries).toMatchObject([
      {
        title: '"Smart" tides: a review',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Jan Wit' }],
        date: { sort: '2020-03-01', precision: 'month' },
      },
      { title: 'The 5" pool', date: { sort: '2021-06-15', precision: 'day' }, record: { UT: 'WOS:2' } },
    ]);
    expect(entries[0]).toMatchObject({ type: 'article-journal', keywords: ['tide', 'moon'], venue: 'JOURNAL OF TIDES' });
  });

  test('Zotero: notes out of HTML, tags as keywords, what stands in Extra, web addresses among its files', async () => {
    const { entries } = await read(
      [
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date","Date Added","Extra","Notes","File Attachments","Link Attachments","Manual Tags","Automatic Tags","Type","Code"',
        '"AB12CD34","thesis","2023","Eze, Chidi; {The Tidal Group}","A Thesis","","","https://tides.example.org/x","Text.","2023-05-04","2024-08-15 08:09:33","Citation Key: eze2023thesis\narXiv: 2301.00001 [cs.LG]\nPMID: 36971057","<p>One &amp; <b>two</b></p><p>three</p>","/home/ana/x.pdf; https://tides.example.org/x.pdf","","mine","theirs; Tides","PhD","42"',
      ].join('\n'),
      'zotero.csv',
    );
    expect(entries).toMatchObject([
      {
        type: 'thesis',
        citationKey: 'eze2023thesis',
        authors: [{ name: 'Chidi Eze' }, { name: 'The Tidal Group' }],
        date: { sort: '2023-05-04', precision: 'day' },
        keywords: ['mine', 'theirs', 'Tides'],
        identifiers: [
          { scheme: 'arxiv', value: '2301.00001' },
          { scheme: 'pmid', value: '36971057' },
        ],
        links: [{ url: 'https://tides.example.org/x' }, { url: 'https://tides.example.org/x.pdf', kind: 'pdf' }],
        kept: { notes: [{ body: 'One & two\n\nthree' }] },
        record: { Key: 'AB12CD34', 'File Attachments': '/home/ana/x.pdf; https://tides.example.org/x.pdf', Type: 'PhD' },
      },
    ]);
  });

  test.each([
    [
      'PubMed',
      'PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n38580657,A trial.,"Yang Z, Jiang B, McNamara ME.",J Tides. 2024,Yang Z,J Tides,2024,2024/08/15,,,10.1/x',
      {
        title: 'A trial.',
        authors: [{ name: 'Yang Z' }, { name: 'Jiang B' }, { name: 'McNamara ME' }],
        venue: 'J Tides',
        date: { given: '2024' },
      },
    ],
    [
      'IEEE Xplore',
      '"Document Title",Authors,"Author Affiliations","Publication Title",Date Added To Xplore,"Publication Year","Volume","Abstract","ISSN",ISBNs,"DOI",PDF Link,"Author Keywords","IEEE Terms","Document Identifier"\n"Radio tides","A. Ruiz; J. Wit","Sea Univ.","2020 IEEE Conf.","1 Jan 2021","2020","","Waves.","","978-3-16-148410-0","10.1109/X.1","https://ieeexplore.example.org/x.pdf","a;b","c","IEEE Conferences"',
      {
        title: 'Radio tides',
        venue: '2020 IEEE Conf.',
        date: { given: '2020' },
        keywords: ['a', 'b', 'c'],
        identifiers: [{ scheme: 'doi' }, { scheme: 'isbn' }],
      },
    ],
    [
      'Google Scholar',
      'Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"Ruiz, Ana; Wit, Jan; ",Tides,Sea & Shore,1,2,3-4,1999,Pier\n',
      { title: 'Tides', authors: [{ name: 'Ana Ruiz' }, { name: 'Jan Wit' }], venue: 'Sea & Shore', date: { given: '1999' } },
    ],
    [
      'Rayyan',
      'key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,location,abstract,notes,doi,keywords,pubmed_id,pmc_id\nrayyan-1,Tides,2021,7,4,Sea,,,,,"Ruiz, A. and Wit, J.",https://sea.example.org/1,,,,Water.,seen,10.1/y,"a, b",12,',
      {
        date: { sort: '2021-07-04', precision: 'day' },
        authors: [{ name: 'A. Ruiz' }, { name: 'J. Wit' }],
        keywords: ['a', 'b'],
        kept: { notes: [{ body: 'seen' }] },
      },
    ],
    [
      'ASReview',
      'record_id,title,abstract,authors,doi,year,included\n0,Tides,Water rises.,"Ruiz, A., Wit, J.",https://doi.org/10.1234/Z,2020.0,1',
      {
        title: 'Tides',
        authors: [{ name: 'A. Ruiz' }, { name: 'J. Wit' }],
        date: { sort: '2020-01-01' },
        identifiers: [{ value: '10.1234/z' }],
        record: { included: '1' },
      },
    ],
    [
      'DBLP',
      'title;authors;venue;year;type;key;doi;ee\nTides.;"Ana Ruiz, Jan Wit, Li Na";SIGTIDE;2019;Conference and Workshop Papers;conf/tide/Ruiz19;10.1145/1;https://doi.org/10.1145/1',
      { authors: [{ name: 'Ana Ruiz' }, { name: 'Jan Wit' }, { name: 'Li Na' }], type: 'paper-conference', venue: 'SIGTIDE' },
    ],
    [
      'a spreadsheet of one’s own',
      'Paper;Authors;Year;Read?;Starred;Notes;Tags\nTides;Ana Ruiz and Jan Wit;2020;x;yes;Good, but long;sea, moon',
      {
        title: 'Tides',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Jan Wit' }],
        kept: {
          status: 'read',
          starredAt: NOW.toISOString(),
          notes: [{ body: 'Good, but long' }],
          tags: [{ name: 'sea' }, { name: 'moon' }],
        },
      },
    ],
    [
      'German headings',
      'TITEL;Verfasser/in;Erscheinungsjahr;Zeitschrift\nGezeiten;"Müller, Jörg";2018;Küste',
      { title: 'Gezeiten', authors: [{ name: 'Jörg Müller' }], venue: 'Küste' },
    ],
    [
      'Chinese headings',
      '题名,作者,发表时间,来源\n潮汐,李娜；王芳,2020-01-02,海洋',
      { title: '潮汐', authors: [{ name: '李娜' }, { name: '王芳' }], date: { precision: 'day' } },
    ],
    [
      'Excel, which says what parts the cells',
      'sep=;\r\nTitle;Year;DOI\r\nTides, and more;2020;10.1234/a\r\n',
      { line: 3, title: 'Tides, and more', identifiers: [{ value: '10.1234/a' }] },
    ],
    [
      'a program that speaks first',
      '"About the data: exported on 1 May 2024"\nRank,Title,PubYear,DOI\n1,Tides,2020,10.1234/a',
      { line: 3, title: 'Tides' },
    ],
    ['old Macs', 'Title,Year\rTides,2020\r"A\rB",2021\r', { line: 2, title: 'Tides' }],
  ])('%s', async (_name, text, expected) => {
    const { format, entries, problems } = await read(text, 'x.csv');
    expect(format).toBe('csv');
    expect(entries[0]).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  test('a table without headings are told by what stands in them', async () => {
    const rows = [
      'Lantern: Cheap Attention for Quiet Documents\tMira Okafor, Jan de Wit\t2024-04-28\thttps://arxiv.org/abs/2404.11111',
      'What Do Tidal Pools Teach a Robot?\tAna Ruiz, Li Na\t2024-04-29\thttps://arxiv.org/abs/2404.22222',
    ].join('\n');
    const { format, entries, facts } = await read(rows);
    expect(format).toBe('csv');
    expect(facts.table).toMatchObject({
      header: ['Column 1', 'Column 2', 'Column 3', 'Column 4'],
      match: ['title', 'authors', 'date', 'link'],
    });
    expect(entries).toMatchObject([
      {
        line: 1,
        title: 'Lantern: Cheap Attention for Quiet Documents',
        identifiers: [{ value: '2404.11111' }],
        record: { 'Column 3': '2024-04-28' },
      },
      { line: 2, authors: [{ name: 'Ana Ruiz' }, { name: 'Li Na' }] },
    ]);
  });

  test('headings in an unknown language are no paper', async () => {
    const { entries, facts } = await read(
      'Izenburua,Urtea,Helbidea\nA Paper About the Tides,2020,https://sea.example.org/1\nOf Moons and Other Pools,2021,https://sea.example.org/2',
      'x.csv',
    );
    expect(facts.table).toMatchObject({ header: ['Izenburua', 'Urtea', 'Helbidea'], match: ['title', 'date', 'link'] });
    expect(entries.map(({ title }) => title)).toEqual(['A Paper About the Tides', 'Of Moons and Other Pools']);
  });
});

test('a person may say what the columns hold', async () => {
  const text = 'Title,Note,Name\nkey1,Tides,Ana Ruiz\nkey2,Pools,Jan Wit\n';
  const columns = ['citationKey', 'title', 'authors'] as const;
  // Of a table with the same headings it is known from then on.
  for (const said of [{ columns }, { rememberedColumns: { [headerKey(['Title', 'Note', 'Name'])]: columns } }]) {
    expect(await readMatched(text, said)).toMatchObject([
      { title: 'Tides', citationKey: 'key1', authors: [{ name: 'Ana Ruiz' }], record: { Title: 'key1' } },
      { title: 'Pools' },
    ]);
  }
  const { problems, facts, entries } = await read('Note,DOI\nTides,10.1234/a\nPools,10.1234/b\n', 'x.csv');
  expect(entries).toEqual([]);
  expect(problems).toMatchObject([{ line: 1, severity: 'lost', message: expect.stringContaining('hold titles') }]);
  expect(facts.table?.rows).toEqual([
    ['Tides', '10.1234/a'],
    ['Pools', '10.1234/b'],
  ]);
});

describe('cells', () => {
  test('hold line breaks and marks, and stay whole in the record', async () => {
    const { entries } = await read('Title,Abstract,Mine,Mine,\n"A ""long""\ntitle","One.\r\n\r\nTwo; three",x,y,z\n', 'x.csv');
    expect(entries).toMatchObject([
      {
        title: 'A "long" title',
        abstract: 'One.\n\nTwo; three',
        record: { Title: 'A "long"\ntitle', Mine: 'x', 'Mine (2)': 'y', 'Column 5': 'z' },
      },
    ]);
  });

  test('that were kept from being formulas say what they said', async () => {
    const text = "Title,Year,Notes\n'=1+1 is two,2020,'-5\n'tis,2021,''+x\n";
    const { entries } = await read(text, 'x.csv');
    expect(entries).toMatchObject([
      { title: '=1+1 is two', kept: { notes: [{ body: '-5' }] } },
      { title: "'tis", kept: { notes: [{ body: "'+x" }] } },
    ]);
  });

  test('stay words, whatever they say', async () => {
    const text = `Title,Authors\n${PAYLOADS.map((payload) => `"${payload.replaceAll('"', '""')}","${payload.replaceAll('"', '""')}"`).join('\n')}\n`;
    const { entries } = await read(text, 'x.csv');
    expect(entries.map(({ title }) => title)).toEqual(
      PAYLOADS.map((payload) =>
        payload
          .replace(/^\r\n?|\r/, ' ')
          .split('\n')
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    );
  });
});

describe('damage', () => {
  test('rows of another length are read, and told with their lines', async () => {
    const { entries, problems } = await read(
      'Title,Year,Venue\nA,2020\nB,2021,Sea,more\nC,2022,Shore,,\n\n,2023,Pier\nD,2024,Quay\n',
      'x.csv',
    );
    expect(entries.map(({ title }) => title)).toEqual(['A', 'B', 'C', 'D']);
    expect(entries.flatMap((entry) => entry.problems)).toMatchObject([
      { line: 2, severity: 'note', message: expect.stringContaining('2 of 3 columns') },
      { line: 3, severity: 'note', message: expect.stringContaining('4 cells') },
    ]);
    expect(entries[1]?.record).toMatchObject({ 'Column 4': 'more' });
    expect(problems).toMatchObject([{ line: 6, severity: 'lost', message: expect.stringContaining('no title') }]);
  });

  test.each(['"An open title,2021,Sea', 'An open venue,2021,"Sea', '"Open, with a comma,2021,Sea'])(
    'a mark that is never closed costs its line at most: %s',
    async (broken) => {
      const rows = Array.from({ length: 40 }, (_, at) => `"Paper ${at}",20${String(at).padStart(2, '0')},"Sea, and shore"`);
      const { entries, problems } = await read(['Title,Year,Venue', ...rows.slice(0, 20), broken, ...rows.slice(20)].join('\n'), 'x.csv');
      const whole = entries.filter(({ title }) => title.startsWith('Paper'));
      expect(whole).toHaveLength(40);
      expect(whole[39]).toMatchObject({ line: 42, venue: 'Sea, and shore' });
      const said = [...problems, ...entries.flatMap((entry) => entry.problems)];
      expect(said).toMatchObject([{ line: 22, message: expect.stringContaining('quotation mark') }]);
    },
  );

  test('a mark that swallows the rest of a long file is found out', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => `Paper ${at},2020,${'Sea '.repeat(20)}`);
    const { entries } = await read(
      ['Title,Year,Venue', ...rows.slice(0, 4_000), 'Open,2021,"Sea', ...rows.slice(4_000)].join('\r\n'),
      'x.csv',
    );
    expect(entries).toHaveLength(5_001);
    expect(entries.at(-1)).toMatchObject({ title: 'Paper 4999', line: 5_002 });
  });

  test('marks that are never closed, row after row, are read as signs before they take too long', async () => {
    const open = `Open,2020,"${'Sea '.repeat(600)}\n`;
    const { entries, problems } = await read(`Title,Year,Venue\n${open.repeat(2_000)}Last,2021,Shore\n`, 'x.csv');
    expect(entries).toHaveLength(2_001);
    expect(entries.at(-1)).toMatchObject({ line: 2_002, title: 'Last', venue: 'Shore' });
    expect(problems).toMatchObject([{ severity: 'note', message: expect.stringContaining('plain characters') }]);
  });

  test('a table parted by tabs whose words begin with marks keeps its rows', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => `"Smart" paper ${at}\t20${at + 10}\t"Sea`);
    const { entries, problems } = await read(['Title\tYear\tVenue', ...rows].join('\n'), 'x.txt');
    expect(entries).toHaveLength(50);
    expect(entries[7]).toMatchObject({ title: '"Smart" paper 7', venue: '"Sea', problems: [] });
    expect(problems).toEqual([]);
  });

  test('a line beyond all measure is refused in a sentence', async () => {
    const text = `Title,Year\n"${'x'.repeat(9 * 1024 * 1024)}`;
    await expect(read(text, 'huge.csv')).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/^Line 2 of huge\.csv .*\.$/),
    });
  });
});

describe('what is no table', () => {
  test.each([
    ['prose', 'We met, and talked.\nThen, as it was late, we left.\nNothing, in short, came of it.'],
    [
      'a title and its abstract',
      'Tides and Pools, Again\n\nWater rises, and falls, and rises again. We model it, with care, for a year.\n',
    ],
    ['code', 'const a = [1, 2];\nconst b = [3, 4];\n'],
  ])('%s', (_name, text) => {
    expect(csv.detect(text, 'x.txt')).toBe(0);
  });

  test('a table in Markdown has a reader of its own', () => {
    expect(csv.detect('| Title | Authors | Year |\n|---|---|---|\n| Tides | Ana | 2020 |\n', 'x.md')).toBe(0);
    expect(csv.detect('Words.\n\nTitle | Authors | Year\n--- | --- | ---\nTides | Ana | 2020\n', 'x.md')).toBe(0);
  });
});

test('a table is read packed, and in UTF-16', async () => {
  const text = 'Title;Year\nÜber Gezeiten;2020\n';
  expect((await read(gzipSync(text), 'x.csv.gz')).entries).toMatchObject([{ title: 'Über Gezeiten' }]);
  expect((await read(Buffer.from(`\ufeff${text}`, 'utf16le'), 'x.csv')).entries).toMatchObject([{ title: 'Über Gezeiten' }]);
});

describe.runIf(hasSamples)('samples', () => {
  test.each([
    [
      'asreview_baseline_scopus.csv',
      'Global latitudinal gradients and the evolution of body size in dinosaurs and mammals',
      '10.1038/s41467-024-46843-2',
      'Lauren N. Wilson',
    ],
    [
      'asreview_baseline_zotero.csv',
      'Cellular structure of dinosaur scales reveals retention of reptile-type skin during the evolutionary transition to feathers',
      '10.1038/s41467-024-48400-3',
      'Z. Yang',
    ],
  ])('%s', async (name, title, doi, author) => {
    const { entries, problems } = await read(readFileSync(path.join(SAMPLES, name)), name);
    expect(entries).toHaveLength(10);
    expect(problems).toEqual([]);
    expect(entries[0]).toMatchObject({ title, identifiers: [{ scheme: 'doi', value: doi }, ...(entries[0]?.identifiers.slice(1) ?? [])] });
    expect(entries[0]?.authors[0]?.name).toBe(author);
    for (const entry of entries) expect(entry.date?.precision).toBe('year');
  });
});
