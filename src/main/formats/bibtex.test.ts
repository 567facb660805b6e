import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportPaper, ReadItem } from '../../shared/entries.ts';
import { bibtex, writeBiblatex, writeBibtex } from './bibtex.ts';
import { anyPaper, exportedAgain } from './fixtures/anyPaper.ts';
import { NOW, read } from './fixtures/reading.ts';
import { textSource } from './source.ts';

const PATTERN = '[auth:lower][year][veryshorttitle:lower]';
const DIALECTS = [
  ['BibTeX', writeBibtex],
  ['BibLaTeX', writeBiblatex],
] as const;

/** Whatever the text is, as this format reads it, in pieces of a few characters if asked. */
async function readAs(text: string, piece = text.length) {
  const source = textSource(text, 'x.bib');
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece);
  };
  const items: ReadItem[] = [];
  for await (const item of bibtex.read({ ...source, pieces, name: 'x.bib', html: null } as typeof source, { now: NOW })) items.push(item);
  return {
    entries: items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])),
    problems: items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : [])),
  };
}

describe('BibTeX', () => {
  test('an entry, with all that has a place', async () => {
    const { format, entries, problems } = await read(`% Encoding: UTF-8
@string{jot = "Journal of " # {Tides}}
@preamble{"\\newcommand{\\x}{y}"}
@Comment{jabref-meta: databaseType:bibtex;}
Words between entries, and an address: someone@example.org

@Article{ruiz:2024,
  author   = {Ana Ruiz and de Wit, Jan and {The Tidal Group} and King, Jr., Martin and others},
  title    = "{T}ides of {DNA}
     and $x_1$",
  journal  = jot, year = 2024, month = 5 # "~" # apr,
  doi = {10.1000/X}, eprint = {2404.11111v2}, archivePrefix = {arXiv}, url = {https://example.org/a\\_b},
  keywords = {tides; {a, b}, R\\&D},
  abstract = {One
     goes on.

     Two.},
  annote = {Read \\emph{this}.}, note = {to appear}, file = {:C\\:/x.pdf:PDF;Web:https\\://example.org/x.pdf:PDF},
  groups = {Cite, Later}, readstatus = {read}, ranking = {rank5}, x-own = {kept \\& whole},
}`);
    expect(format).toBe('bibtex');
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      expect.objectContaining({
        line: 7,
        title: 'Tides of DNA and $x_1$',
        abstract: 'One goes on.\n\nTwo.',
        authors: [
          { name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' },
          { name: 'Jan de Wit', family: 'de Wit', given: 'Jan' },
          { name: 'The Tidal Group' },
          { name: 'Martin King, Jr.', family: 'King', given: 'Martin' },
        ],
        date: { given: '2024-04-05', sort: '2024-04-05', precision: 'day', guessed: false },
        venue: 'Journal of Tides',
        type: 'article-journal',
        citationKey: 'ruiz:2024',
        identifiers: [
          { scheme: 'doi', value: '10.1000/x', raw: '10.1000/X' },
          { scheme: 'arxiv', value: '2404.11111', raw: 'arXiv:2404.11111v2' },
        ],
        links: [
          { url: 'https://example.org/a_b', kind: 'other', source: 'record' },
          { url: 'https://example.org/x.pdf', kind: 'other', source: 'record' },
        ],
        keywords: ['tides', 'a, b', 'R&D'],
        kept: {
          notes: [{ body: 'Read <i>this</i>.' }],
          tags: [{ name: 'Cite' }, { name: 'Later' }],
          status: 'read',
          starredAt: NOW.toISOString(),
        },
      }),
    ]);
    expect(entries[0]?.record).toMatchObject({
      type: 'Article',
      key: 'ruiz:2024',
      fields: { 'x-own': 'kept \\& whole', note: 'to appear' },
    });
  });

  test.each([
    ['a newline before the key', '@inproceedings{\nkey1,\ntitle={T}}', 'key1'],
    ['round brackets', '@techreport(key1,\n title = {T (x)},\n)', 'key1'],
    ['a tab before the brace', '@article{key1, title = \t {T} }', 'key1'],
    ['capitals and blanks', '@ARTICLE { Key1 , TITLE = {T} , }', 'Key1'],
    ['double commas and none', '@article{key1,, title = {T}, year = 2020\n journal = {J},,}', 'key1'],
    ['no key', '@article{title = {T}}', undefined],
    ['an empty key', '@article{, title = {T}}', undefined],
    ['a key in other letters', '@article{schlüssel李, title = {T}}', 'schlüssel李'],
    ['a key with TeX', "@article{ram{\\'\\i}rez2024, title={T}}", "ram{\\'\\i}rez2024"],
    ['a quotation mark in the quotes', '@article{key1, title = "T", note = "a "b" c", year = 1}', 'key1'],
    ['a percent comment between fields', '@article{key1, % a , {\n title = {T} % b\n}', 'key1'],
    ['old line ends', '@article{key1,\r title = {T}\r}', 'key1'],
  ])('%s', async (_what, text, key) => {
    const { entries, problems } = await readAs(text);
    expect(problems).toEqual([]);
    expect(entries.map(({ title }) => title.charAt(0))).toEqual(['T']);
    expect(entries[0]?.citationKey).toBe(key);
    expect(await readAs(text, 3)).toEqual({ entries, problems });
  });

  test.each([
    ['{Foo and Bar} and Baz, Q.', ['Foo and Bar', 'Q. Baz']],
    ['Su, Xuefeng  and\n  Li, Ru AND Zhang, Hu', ['Xuefeng Su', 'Ru Li', 'Hu Zhang']],
    ["Ludwig van Beethoven and Charles {de la Vall{\\'e}e Poussin}", ['Ludwig van Beethoven', 'Charles de la Vallée Poussin']],
    ['family=Wit, given=Jan, prefix=de and Plato', ['Jan de Wit', 'Plato']],
    ['李, 娜 and 王伟', ['李娜', '王伟']],
    ['A. One; B. Two', ['A. One', 'B. Two']],
    ['Ana Maria One, Ben Two, Cem Three', ['Ana Maria One', 'Ben Two', 'Cem Three']],
    ['and and {} and X', ['X']],
    ['李 明 and 김 민수 and 山田 たろう and ジョン スミス', ['李明', '김민수', '山田たろう', 'ジョン スミス']],
    ['Llion Jones 0001 and Wei Wang 0012', ['Llion Jones', 'Wei Wang']],
  ])('authors: %s', async (author, names) => {
    const { entries } = await readAs(`@misc{x, title={T}, author={${author}}}`);
    expect(entries[0]?.authors.map(({ name }) => name)).toEqual(names);
  });

  test.each([
    ['year = 2020, month = mar, day = 7', '2020-03-07', 'day', false],
    ['year = {2020}, month = {06--08 Jan}', '2020-01-06', 'day', false],
    ['year = 2020, month = "September"', '2020-09-01', 'month', false],
    ['year = 2020, month = {spring}', '2020-03-01', 'season', false],
    ['date = {2020-05-01/2020-06}', '2020-05-01', 'day', false],
    ['date = {2020-21}', '2020-03-01', 'season', false],
    ['date = {1999~}', '1999-01-01', 'year', true],
    ['year = {in press}', null, 'none', false],
    ['month = may', undefined, undefined, undefined],
  ])('dates: %s', async (fields, sort, precision, guessed) => {
    const { entries } = await readAs(`@misc{x, title={T}, ${fields}}`);
    expect(entries[0]?.date?.sort).toBe(sort);
    expect(entries[0]?.date?.precision).toBe(precision);
    expect(entries[0]?.date?.guessed).toBe(guessed);
  });

  test('papers take from their books, wherever those stand', async () => {
    const { entries } = await readAs(`
@inproceedings{a, title = {A}, crossref = {book}}
@xdata{press, publisher = {P}, location = {Here}}
@proceedings{Book, title = {The Book}, year = 2001, editor = {E. D.}, isbn = {978-3-16-148410-0}, xdata = {press}}
@inproceedings{b, title = {B}, crossref = {BOOK}, year = 2002}
@inproceedings{c, title = {C}, crossref = {nowhere}}
@inproceedings{d, title = {D}, crossref = {d}}`);
    const told = entries.map(({ title, venue, date }) => [title, venue, date?.sort?.slice(0, 4)]);
    expect(told).toEqual([
      ['The Book', 'P', '2001'],
      ['B', 'The Book', '2002'],
      ['D', null, undefined],
      ['A', 'The Book', '2001'],
      ['C', null, undefined],
    ]);
    expect(entries.find(({ title }) => title === 'A')?.identifiers).toEqual([]);
    expect(entries.at(-1)?.problems).toEqual([
      { line: 6, message: 'The entry “nowhere”, which it refers to, is not in this file.', severity: 'note' },
    ]);
    const [written] = [...writeBibtex([exported(entries, 'A')], PATTERN)];
    expect(written).toContain('booktitle = {The Book}');
    expect(written).toContain('publisher = {P}');
    expect(written).not.toContain('crossref');
  });

  test('what is damaged is named, and costs no other', async () => {
    const { entries, problems } = await readAs(`@article{a, title = {A}}
@article{b,
  title = {B {is open,
  year = 2020
}

@article{c, title = {C}, year = 2021, abstract = {It {goes on
}

@article{d, title = {D} ! what is this}
@article{e, title = {E}
@article{f, year = 2020}
@article{g, title = {G}, month = nomonth}
@article{g, title = {H}, file = {C:\\dir\\}}
@article{i, title = {I`);
    expect(problems).toEqual([
      { line: 2, message: expect.stringMatching(/“b” has a brace .* left out/), severity: 'lost' },
      { line: 12, message: 'The entry “f” has no title, so it was left out.', severity: 'lost' },
      { line: 15, message: expect.stringMatching(/“i” has a brace/), severity: 'lost' },
    ]);
    expect(entries.map(({ title, problems }) => [title, problems.length])).toEqual([
      ['A', 0],
      ['C', 1],
      ['D', 1],
      ['E', 1],
      ['G', 1],
      ['H', 2],
    ]);
    expect(entries[1]?.abstract).toBe('It goes on');
    expect(entries[4]?.problems[0]?.message).toContain('“nomonth” is not defined');
    expect(entries[5]?.problems[1]?.message).toContain('that of line 13');
  });

  test('other texts are none', async () => {
    const sure = (text: string) => bibtex.detect(text, 'x.bib');
    expect(sure('@article{a, title = {T}}')).toBeGreaterThan(0.9);
    expect(sure('\n\n% a\n@comment{x}\n@string{a = "b"}\n@inproceedings{\nkey,\ntitle={x}}')).toBeGreaterThan(0.9);
    expect(sure('sdjfh @ }}\n@misc{a,\n title = {T}}')).toBeGreaterThan(0.7);
    for (const text of [
      '',
      'someone@example.org wrote {x}',
      '{"bibtex": "@article{a, title = {T}}"}',
      '<html>@article{a, title={T}}</html>',
      '@Component({selector: "x"})\nclass A { a = {b} }',
      '@media screen {\n a: b }',
      '@dataclass(frozen=True)\nclass A: pass',
    ]) {
      expect(sure(text)).toBe(0);
    }
  });

  test('any text at all ends', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '@article{',
        '@',
        'a,',
        ' title = {T}',
        'x = "',
        '"',
        '{',
        '}',
        '(',
        ')',
        ',',
        '\n',
        '%',
        '#',
        '\\',
        '$',
        '@string{',
        '@comment',
        '=',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (pieces, size) => {
        const whole = await readAs(pieces.join(''));
        expect(await readAs(pieces.join(''), size)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['braces ten thousand deep', `@article{a, title = {${'{'.repeat(10_000)}x${'}'.repeat(10_000)}}}\n@article{b, title = {B}}`, 1, 1],
    ['braces that never close', `@article{a, title = {T}, x = ${'{'.repeat(200_000)}`, 1, 0],
    ['entries that never close', '@a{x, title = {\n'.repeat(50_000), 0, 50_000],
    ['quotation marks before comments', `@a{x, title = {T}, y = "${'"%'.repeat(200_000)}`, 1, 0],
    ['dollars and commands', `@a{x, title = {${'$\\(\\[\\begin{x}\\foo '.repeat(20_000)}}}`, 1, 0],
    ['an entry that is too long', `@a{x, title = {T}, y = {${'x'.repeat(9 * 1024 * 1024)}}}\n@a{y, title = {U}}`, 2, 0],
    ['nothing but signs', '@'.repeat(300_000), 0, 0],
  ])('%s', async (_what, text, papers, lost) => {
    const { entries, problems } = await readAs(text, 64 * 1024);
    expect(entries).toHaveLength(papers);
    expect(problems).toHaveLength(lost);
  });
});

describe('written', () => {
  test.each(DIALECTS)('%s: export, import and export again', async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 3 }), async (papers) => {
        const first = [...write(papers, PATTERN)].join('');
        const { entries, problems } = await read(first, 'x.bib');
        expect(problems).toEqual([]);
        expect(entries.map(({ title, abstract }) => [title, abstract])).toEqual(papers.map(({ title, abstract }) => [title, abstract]));
        const again = entries.map((entry) => exportedAgain(entry, 'bibtex'));
        expect([...write(again, PATTERN)].join('')).toBe(first);
      }),
      { numRuns: 200 },
    );
  });

  test.each(DIALECTS)('%s: what came in comes back, and from the other dialect too', async (_name, write) => {
    const text = `@phdthesis{a,
  title = {{DNA} of \\"Odland},
  author = {One, A. and others},
  school = {S},
  year = {1999},
  month = mar,
  x-own = {a \\& b},
}
`;
    const { entries } = await read(text, 'x.bib');
    const out = [
      ...write(
        entries.map((entry) => exportedAgain(entry, 'bibtex')),
        PATTERN,
      ),
    ].join('');
    if (write === writeBibtex) expect(out).toBe(text);
    else {
      expect(out).toContain('@thesis{a,');
      expect(out).toContain('type = {phdthesis}');
    }
    const other = await read(out, 'x.bib');
    expect(
      [
        ...writeBibtex(
          other.entries.map((entry) => exportedAgain(entry, 'bibtex')),
          PATTERN,
        ),
      ].join(''),
    ).toContain('school = {S}');
  });

  test('what the paper says now comes before what its record said', async () => {
    const { entries } = await read('@article{a,\n title = {Old},\n journal = {J},\n year = 1999,\n pages = {1--2},\n}', 'x.bib');
    const [entry] = entries;
    if (entry === undefined) throw new Error('no entry');
    const paper = { ...exportedAgain(entry, 'bibtex'), title: 'New & {Better}', venue: 'K', tags: [{ uid: 't', name: 'x, y' }] };
    expect([...writeBibtex([paper], PATTERN)].join('')).toBe(`@article{a,
  title = {New \\& \\{Better\\}},
  year = {1999},
  pages = {1--2},
  journal = {K},
  keywords = {{x, y}},
}
`);
  });
});

function exported(entries: Awaited<ReturnType<typeof readAs>>['entries'], title: string): ExportPaper {
  const entry = entries.find((one) => one.title === title);
  if (entry === undefined) throw new Error(`no entry ${title}`);
  return exportedAgain(entry, 'bibtex');
}

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples');

describe.skipIf(!existsSync(SAMPLES))('real files', () => {
  test.each([
    ['jabref-testjabref.bib', 156, 0],
    ['bbt-web_page_and_other_mendeley_idiocy.bib', 512, 0],
    ['bbt-Literal_names.bib', 1, 0],
    ['bbt-Import_fails_to_perform_String_substitutions_154.bib', 1, 0],
    ['bbt-Issues_with_round_instead_of_curly_braces_do_not_import_correctly_871.bib', 1, 0],
    ['jabref-testbib-crossref.bib', 4, 0],
    ['jabref-testbib-bibWithMixedContent.bib', 1, 0],
    ['jabref-encoding-utf-16BE-without-header.bib', 1, 0],
    ['jabref-encoding-windows-1252-but-utf-8-declared--decoding-fails.bib', 0, 1],
    ['bibtexparser-gbk_test.bib', 1, 0],
  ])('%s', async (name, papers, lost) => {
    const { format, entries, problems } = await read(readFileSync(join(SAMPLES, 'formats', name)), name);
    expect(format).toBe('bibtex');
    expect(entries).toHaveLength(papers);
    expect(problems.filter(({ severity }) => severity === 'lost')).toHaveLength(lost);
  });

  test('every entry that conferences published', async () => {
    const { entries, problems } = await read(readFileSync(join(SAMPLES, 'papers-2k.bib.gz')), 'papers-2k.bib.gz');
    expect(entries).toHaveLength(2_527);
    expect(problems).toEqual([]);
    const again = entries.map((entry) => exportedAgain(entry, 'bibtex'));
    const out = [...writeBibtex(again, PATTERN)].join('');
    const back = await read(out, 'x.bib');
    expect(back.problems).toEqual([]);
    expect(back.entries.map(({ title, abstract }) => [title, abstract])).toEqual(entries.map(({ title, abstract }) => [title, abstract]));
    expect(
      [
        ...writeBibtex(
          back.entries.map((entry) => exportedAgain(entry, 'bibtex')),
          PATTERN,
        ),
      ].join(''),
    ).toBe(out);
  });
});
