import { describe, expect, it } from 'vitest';
import { citationOf, identifierUrl } from './citation.ts';

type Cited = Parameters<typeof citationOf>[0];

const paper = (change: Partial<Cited>): Cited => ({
  title: 'Attention Is All You Need',
  authors: [],
  date: null,
  venue: null,
  identifiers: [],
  links: [],
  ...change,
});
const people = (...names: readonly string[]) => names.map((name) => ({ name }));
const year = (sort: string, guessed = false) => ({ given: sort, sort, precision: 'year' as const, guessed });

describe('citationOf', () => {
  it('names authors, year, title, venue and DOI', () => {
    const cited = paper({
      authors: people('A. Vaswani', 'N. Shazeer', 'N. Parmar'),
      date: year('2017-01-01'),
      venue: 'NeurIPS',
      identifiers: [
        { scheme: 'arxiv', value: '1706.03762', raw: 'arXiv:1706.03762v7' },
        { scheme: 'doi', value: '10.5555/3295222.3295349', raw: '10.5555/3295222.3295349' },
      ],
    });
    expect(citationOf(cited)).toBe(
      'A. Vaswani, N. Shazeer, and N. Parmar (2017). Attention Is All You Need. NeurIPS. https://doi.org/10.5555/3295222.3295349',
    );
  });

  it('leaves out what is not known', () => {
    expect(citationOf(paper({}))).toBe('Attention Is All You Need.');
    expect(citationOf(paper({ date: year('2017-01-01') }))).toBe('Attention Is All You Need (2017).');
    expect(citationOf(paper({ authors: people('A. Vaswani', 'N. Shazeer') }))).toBe(
      'A. Vaswani and N. Shazeer. Attention Is All You Need.',
    );
  });

  it('does not quote a guessed year', () => {
    expect(citationOf(paper({ authors: people('A. Vaswani'), date: year('2026-04-28', true) }))).not.toContain('2026');
  });

  it('falls back on a link', () => {
    const links = [
      { kind: 'code' as const, url: 'https://code.example/x', source: 'abstract' as const },
      { kind: 'pdf' as const, url: 'https://paper.example/x.pdf', source: 'record' as const },
    ];
    expect(citationOf(paper({ links }))).toBe('Attention Is All You Need. https://paper.example/x.pdf');
  });

  it('shows the repaired title on one line and closes it once', () => {
    expect(citationOf(paper({ title: 'Is It\\^o enough\n in $L^2$?' }))).toBe('Is Itô enough in L²?');
  });

  it('cuts a very long list of authors', () => {
    const cited = citationOf(paper({ authors: people(...Array.from({ length: 40 }, (_, i) => `P${i}`)) }));
    expect(cited).toContain('P18, … P39.');
    expect(cited).not.toContain('P19,');
  });
});

describe('identifierUrl', () => {
  it.each([
    ['arxiv', 'hep-th/9901001', 'https://arxiv.org/abs/hep-th/9901001'],
    ['doi', '10.1002/(sici)1<1::aid>3.0.co;2-#', 'https://doi.org/10.1002/(sici)1%3C1%3A%3Aaid%3E3.0.co%3B2-%23'],
    ['openreview', 'a&b', 'https://openreview.net/forum?id=a%26b'],
    ['isbn', '9780262033848', null],
  ] as const)('%s %s', (scheme, value, url) => {
    expect(identifierUrl({ scheme, value, raw: value })).toBe(url);
  });
});
