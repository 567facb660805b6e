import { describe, expect, it } from 'vitest';
import { identifierUrl } from './citation.ts';

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
