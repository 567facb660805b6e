import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { read } from './fixtures/reading.ts';

const samples = '../shared/samples/formats/';
const styled = (text: string) => `<style face="normal" font="default" size="100%">${text}</style>`;

function library(wrap: (text: string) => string): string {
  return `<?xml version="1.0" encoding="UTF-8" ?><xml><records>
<record><database name="Mine.enl" path="/x/Mine.enl">Mine.enl</database><source-app name="EndNote" version="20.0">EndNote</source-app>
<rec-number>1</rec-number><ref-type name="Zeitschriftenartikel">17</ref-type>
<contributors><authors><author>${wrap('Ruiz, Ana')}</author><author>${wrap('Tidal Group, Ltd,')}</author></authors>
<secondary-authors><author>${wrap('Editor, Ed')}</author></secondary-authors></contributors>
<titles><title>${wrap('Of tides &amp; moons')}</title><secondary-title>${wrap('J. Tides')}</secondary-title></titles>
<periodical><full-title>${wrap('Journal of Tides')}</full-title></periodical>
<keywords><keyword>${wrap('tides')}</keyword><keyword>${wrap('')}</keyword></keywords>
<dates><year>${wrap('2019')}</year><pub-dates><date>${wrap('May 3')}</date></pub-dates></dates>
<isbn>${wrap('1932-6208 (Print)&#xD;978-3-16-148410-0')}</isbn><electronic-resource-num>${wrap('10.1000/x')}</electronic-resource-num>
<accession-num>${wrap('30000001')}</accession-num><remote-database-name>${wrap('Medline')}</remote-database-name>
<abstract>${wrap('The sea rises.&#xD;&#xD;It falls.')}</abstract><label>${wrap('ruiz2019')}</label>
<notes>${wrap('Ruiz, Ana&#xD;eng&#xD;Journal Article&#xD;England')}</notes><research-notes>${wrap('Read it twice.')}</research-notes>
<urls><related-urls><url>${wrap('https://example.org/a')}</url></related-urls><pdf-urls><url>internal-pdf://1/x.pdf</url></pdf-urls></urls>
</record>
<record><rec-number>2</rec-number><ref-type name="Book">6</ref-type><contributors><authors/></contributors></record>
</records></xml>`;
}

describe('EndNote XML', () => {
  test.each([
    ['with styles', styled],
    ['without', (text: string) => text],
  ])('%s', async (_name, wrap) => {
    const { format, entries, problems } = await read(library(wrap));
    expect(format).toBe('endnote-xml');
    expect(problems).toEqual([{ line: 16, severity: 'lost', message: 'Record 2 has no title, so it was left out.' }]);
    expect(entries).toEqual([
      {
        line: 2,
        title: 'Of tides & moons',
        abstract: 'The sea rises.\n\nIt falls.',
        authors: [{ name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' }, { name: 'Tidal Group, Ltd' }],
        date: { given: 'May 3 2019', sort: '2019-05-03', precision: 'day', guessed: false },
        venue: 'Journal of Tides',
        type: 'article-journal',
        citationKey: 'ruiz2019',
        identifiers: [
          { scheme: 'doi', value: '10.1000/x', raw: '10.1000/x' },
          { scheme: 'pmid', value: '30000001', raw: 'PMID: 30000001' },
          { scheme: 'isbn', value: '9783161484100', raw: '978-3-16-148410-0' },
        ],
        links: [{ url: 'https://example.org/a', kind: 'other', source: 'record' }],
        keywords: ['tides'],
        problems: [],
        record: expect.objectContaining({ name: 'record' }),
        kept: { notes: [{ body: 'Read it twice.' }] },
      },
    ]);
  });

  test('a text in several styles is one text', async () => {
    const text = library((inner) => inner).replace(
      'Of tides &amp; moons',
      `${styled('The CO')}<style face="subscript">2</style>${styled(' of ')}<style face="italic">E. coli</style>`,
    );
    expect((await read(text)).entries[0]?.title).toBe('The CO₂ of E. coli');
  });

  test('cut and damaged anywhere it is read to its end', async () => {
    const text = library(styled);
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
    for (const [name, count] of [
      ['jabref-EndnoteXmlImporterTestArticle2.xml', 2],
      ['jabref-EndnoteXmlImporterTestLabelAndMultiTitle.xml', 3],
    ] as const) {
      const { entries, format, problems } = await read(readFileSync(`${samples}${name}`), name);
      expect([name, format, entries.length, problems]).toEqual([name, 'endnote-xml', count, []]);
    }
  });
});
