import { describe, expect, test } from 'vitest';
import { readSample, type SampleReading, samples } from './fixtures/samples.ts';

/** What is known of a file from looking at it: of a first and a last paper, the beginning of the title, authors, date, identifier. */
interface Expected {
  readonly format: string;
  /** Where fewer papers than counted are read, what the records without one lack. */
  readonly lost?: { readonly count: number; readonly why: RegExp };
  readonly first?: Paper;
  readonly last?: Paper;
  /** How many records there are, where the list of contents counts others. */
  readonly records?: number;
  /** How many have no abstract. */
  readonly bare: number;
}
type Paper = readonly [title: string, authors: number, author: string | null, date: string | null, identifier: string | null];

const NO_TITLE = /no title/;

const EXPECTED: Readonly<Record<string, Expected>> = {
  '2019-12-10__scholar-alert__uri-alon-new-citations.eml': {
    format: 'mail',
    first: ['Establishing Benchmarks For Learning Program', 1, 'A Karmakar', '2019-01-01', null],
    last: ['Code Generation from Supervised Code Embeddings', 3, 'H Hu', '2019-01-01', null],
    bare: 0,
  },
  '2024-09-10__gabrielchua-daily-ai-papers.md': {
    format: 'markdown-digest',
    first: ['Towards a Unified View of Preference Learning', 5, 'hhhllan', null, 'arxiv:2409.02795'],
    last: ['Evaluating Multiview Object Consistency', 5, 'Kanwisher', null, 'arxiv:2409.05862'],
    bare: 0,
  },
  '2024-11-07__jc-cr__cs-daily-mailing.eml': {
    format: 'mail',
    first: ['Unlocking the Archives: Using Large Language Models', 7, 'Mark Humphries', '2024-11-02', 'arxiv:2411.03340'],
    last: ['Skill-aware Mutual Information Optimisation', 4, 'Xuehui Yu', null, 'arxiv:2406.04815'],
    bare: 72,
  },
  '2025-10-17__james-akl-xiv.xml': {
    format: 'atom',
    first: [
      'RDD: Retrieval-Based Demonstration Decomposer for Planner Alignment in Long-Horizon Tasks',
      4,
      'Mingxuan Yan',
      '2025-10-16',
      'arxiv:2510.14968',
    ],
    last: ['Neural Implicit Flow Fields', 6, 'Yufei Zhu', '2025-10-16', 'arxiv:2510.14827'],
    bare: 0,
  },
  '2026-03-26__Shintaro-Abe-ai-papers-digest__synthetic.json': {
    format: 'daily-papers-json',
    first: ['Scaling Laws for Neural Language Models', 2, 'Jared Kaplan', '2026-03-26', 'arxiv:2603.18718'],
    bare: 0,
  },
  'arxiv-snapshot-60.jsonl': {
    format: 'arxiv-snapshot',
    first: [
      'Calculation of prompt diphoton production cross sections at Tevatron and LHC energies',
      4,
      'C. Balázs',
      '2007-04-02',
      'arxiv:0704.0001',
    ],
    last: ['Coulomb excitation of unstable nuclei', 5, 'C. A. Bertulani', '2007-03-31', 'arxiv:0704.0060'],
    bare: 0,
  },
  'asreview_baseline_covidence_endnote.ris': {
    format: 'ris',
    first: ['Cellular structure of dinosaur scales', 4, 'Z. Yang', '2024-01-01', 'doi:10.1038/s41467-024-48400-3'],
    bare: 2,
  },
  'asreview_baseline_eric_ovid.ris': {
    format: 'ris',
    first: ['Creationism and the Dinosaur Boom.', 1, 'William Lee Stokes', '1989-01-01', null],
    last: ['The Jurassic Spark.', 1, 'Charlene M Czerniak', '1993-01-01', null],
    bare: 0,
  },
  'asreview_baseline_pubmed.ris': {
    format: 'nbib',
    first: ['Time lapse: A glimpse into prehistoric genomics.', 3, 'Darren K Griffin', '2020-02-01', 'pmid:30922926'],
    bare: 1,
  },
  'asreview_baseline_scopus.csv': {
    format: 'csv',
    first: ['Global latitudinal gradients', 8, 'Lauren N. Wilson', '2024-01-01', 'doi:10.1038/s41467-024-46843-2'],
    bare: 0,
  },
  'asreview_baseline_scopus.ris': {
    format: 'ris',
    first: ['Global latitudinal gradients', 8, 'L.N. Wilson', '2024-01-01', 'doi:10.1038/s41467-024-46843-2'],
    bare: 0,
  },
  'asreview_baseline_zotero.csv': {
    format: 'csv',
    first: ['Cellular structure of dinosaur scales', 4, 'Z. Yang', '2024-01-01', 'doi:10.1038/s41467-024-48400-3'],
    bare: 2,
  },
  'asreview_baseline_zotero.ris': {
    format: 'ris',
    first: ['Cellular structure of dinosaur scales', 4, 'Z. Yang', '2024-01-01', 'doi:10.1038/s41467-024-48400-3'],
    bare: 2,
  },
  'bbt-Import_fails_to_perform_String_substitutions_154.bib': {
    format: 'bibtex',
    first: ['SQL is great', 1, 'R. A. Bert', null, null],
    bare: 1,
  },
  'bbt-Issues_with_round_instead_of_curly_braces_do_not_import_correctly_871.bib': {
    format: 'bibtex',
    first: ['The CONNIVER Reference Manual', 2, 'Drew V. McDermott', '1972-05-01', null],
    bare: 1,
  },
  'bbt-Literal_names.bib': {
    format: 'bibtex',
    first: ['Increasing cardiopulmonary resuscitation provision', 20, 'Comilla Sasson', '2013-03-01', 'doi:10.1161/cir.0b013e318288b4dd'],
    bare: 1,
  },
  'bbt-web_page_and_other_mendeley_idiocy.bib': {
    format: 'bibtex',
    first: ['Fiction and morality: Investigating the associations', 2, 'Jessica E Black', '2020-01-01', 'doi:10.1037/ppm0000281'],
    bare: Number.NaN,
  },
  'bibtexparser-gbk_test.bib': { format: 'bibtex', first: ['Test Title', 1, '凯撒', '2013-01-01', null], bare: 1 },
  'jabref-EndnoteXmlImporterTestArticle2.xml': {
    format: 'endnote-xml',
    first: ['An ecological basis for reforestation', 1, 'A. G. Chapman', '1937-01-01', null],
    last: ['A survey of soil temperatures', 1, 'H. F. Strohecker', '1937-01-01', null],
    bare: 2,
  },
  'jabref-EndnoteXmlImporterTestLabelAndMultiTitle.xml': {
    format: 'endnote-xml',
    last: ['A demographic study of the south polar skua', 3, 'D.G. Ainley', '1990-01-01', null],
    bare: 3,
  },
  'jabref-MedlineImporterTestMathML.xml': {
    format: 'pubmed-xml',
    first: ['CellML 2.0.', 8, 'Michael Clerx', '2020-07-24', 'pmid:32759406'],
    bare: 0,
  },
  'jabref-MedlinePlainImporterTestMultipleEntries.txt': {
    format: 'nbib',
    // The list counts those with a PubMed id; two more have none.
    records: 7,
    lost: { count: 5, why: NO_TITLE },
    first: ['From danger and motherhood to health and beauty', 2, 'Vicky Long', '2009-01-01', 'pmid:20481061'],
    bare: 1,
  },
  'jabref-NbibImporterTest.nbib': {
    format: 'nbib',
    first: ['Proteomics: A new perspective for cancer.', 4, 'Basavaradhya Sahukar Shruthi', '2016-01-01', 'pmid:27169098'],
    bare: 0,
  },
  'jabref-RisImporterTest1.ris': {
    format: 'ris',
    lost: { count: 10, why: NO_TITLE },
    first: ['Editorial', 2, 'Cocke', '2001-09-01', null],
    bare: 1,
  },
  'jabref-encoding-utf-16BE-without-header.bib': {
    format: 'bibtex',
    first: ['Ü ist ein Umlaut', 0, null, null, null],
    bare: 1,
  },
  'jabref-encoding-windows-1252-but-utf-8-declared--decoding-fails.bib': { format: 'bibtex', lost: { count: 1, why: NO_TITLE }, bare: 0 },
  'jabref-testbib-bibWithMixedContent.bib': {
    format: 'bibtex',
    first: ['From the Resource to the Business Process Risk Level', 1, 'Stefan Fenz', '2010-01-01', null],
    bare: 1,
  },
  'jabref-testbib-crossref.bib': {
    format: 'bibtex',
    first: ['Architectural Decision Guidance Across Projects', 4, 'Olaf Zimmermann', '2015-01-01', 'doi:10.1109/wicsa.2015.29'],
    bare: 4,
  },
  'jabref-testjabref.bib': {
    format: 'bibtex',
    first: ['256-Channel Neural Recording', 8, 'Joseph N. Y. Aziz', '2009-03-01', 'doi:10.1109/jssc.2008.2010997'],
    bare: Number.NaN,
  },
  'rispy-example_extraneous_data.ris': { format: 'ris', first: ['Title of reference', 2, 'Karl Marx', '2014-01-01', null], bare: 0 },
  'rispy-example_full_without_whitespace.ris': {
    format: 'ris',
    last: ['The title of the reference', 2, 'Karlus Marxus', '2006-01-01', null],
    bare: 0,
  },
  'daily-papers.txt': { format: 'digest-text', bare: 0 },
  'papers-2k.bib.gz': { format: 'bibtex', bare: Number.NaN },
  'papers-20k.jsonl.gz': {
    format: 'json-lines',
    first: ['Flash3D: Feed-Forward Generalisable', 7, 'Stanislaw Szymanowicz', null, 'openreview:05T81ScPFb'],
    bare: Number.NaN,
  },
};

/** Files without papers, and what is said of them. */
const NO_PAPERS: Readonly<Record<string, string>> = {
  'captcha__james-akl-xiv.html': 'it is a page that asks whether you are human',
  'netnewswire-Subs.opml': 'it is a list of 207 feeds and not of papers',
};

const all = samples();

/** A paper is looked for by its title: entries that have parents come after them. */
function expectPaper({ entries }: SampleReading, [title, authors, author, date, identifier]: Paper): void {
  const entry = entries.find((one) => one.title.startsWith(title));
  expect(entry?.title.slice(0, title.length)).toBe(title);
  const [first] = entry?.identifiers ?? [];
  expect([
    entry?.authors.length,
    entry?.authors[0]?.name ?? null,
    entry?.date?.sort ?? null,
    first === undefined ? null : `${first.scheme}:${first.value}`,
  ]).toEqual([authors, author, date, identifier]);
}

describe.runIf(all.length > 0)('every sample', () => {
  test('is expected to be something', () => {
    expect(all.map(({ name }) => name).filter((name) => EXPECTED[name] === undefined && NO_PAPERS[name] === undefined)).toEqual([]);
  });

  test.for(all.filter(({ name }) => EXPECTED[name] !== undefined))('$name', async ({ path, name, counted }) => {
    const expected = EXPECTED[name];
    if (expected === undefined) return;
    const reading = await readSample(path);
    expect([reading.says, reading.format]).toEqual([null, expected.format]);
    expect(reading.entries.length + (expected.lost?.count ?? 0)).toBe(expected.records ?? counted ?? 1);
    expect(reading.lost.map(({ message }) => message).filter((message) => expected.lost?.why.test(message) === true)).toHaveLength(
      expected.lost?.count ?? 0,
    );
    expect(reading.lost.length).toBe(expected.lost?.count ?? 0);
    for (const paper of [expected.first, expected.last]) if (paper !== undefined) expectPaper(reading, paper);
    if (!Number.isNaN(expected.bare)) expect(reading.entries.filter(({ abstract }) => abstract === null)).toHaveLength(expected.bare);
    for (const { title, abstract, authors, record } of reading.entries) {
      expect(title).toMatch(/\S/);
      expect(`${title}${abstract ?? ''}`).not.toMatch(/\ufffd|\r/);
      expect(title).not.toContain('\n');
      expect(authors.every((author) => author.name.trim() !== '')).toBe(true);
      if (expected.format !== 'digest-text') expect(Object.keys(record).length).toBeGreaterThan(0);
    }
  });

  test.for(all.filter(({ name }) => NO_PAPERS[name] !== undefined))(
    '$name holds none, and is told as what it is',
    async ({ path, name }) => {
      const { says } = await readSample(path);
      expect(says).toContain(NO_PAPERS[name]);
    },
  );
});
