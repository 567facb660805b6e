/** Rules that an index which is kept was made by: another rule needs another version, so that the index is made anew. */
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import { TERMS_VERSION, termsOf } from '../../shared/text/terms.ts';
import { TEXTS_VERSION } from './searchReading.ts';

const TEXTS = [
  'Speculative decoding, accelerated: state-of-the-art GPT-4 at int8, 6.0times faster, 75\\% of $\\sim$3200^3 tokens.',
  'José Müller and It\\^o study {omega_m,omega_b} for α ≤ 3; scriptsizeFLaws leq 4B, w_0 and $\\mathcal{O}(n \\log n)$.',
  '深度学习 GPT模型 한국어 Νόμος TGFβ1 ﬁne Łukasz co\u00adoperate generalizations relational studies running',
  'See https://example.org/a_b. $$x^2$$ costs \\$5; “quotes” — dashes … and `code`.',
];

it('has a version of its own for the terms of texts: raise TERMS_VERSION with them, and write down the new sum', () => {
  const terms = TEXTS.map((text) => termsOf(text).map(({ term, word }) => `${word} ${term}`));
  expect({ version: TERMS_VERSION, sum: crc32(JSON.stringify(terms)) }).toEqual({ version: 2, sum: 1020019948 });
});

it('has a version of its own for the texts that are shown: raise TEXTS_VERSION with them, and write down the new sum', () => {
  const shown = TEXTS.map((text) => shownText(spansOf(text, { repair: true })));
  expect({ version: TEXTS_VERSION, sum: crc32(JSON.stringify(shown)) }).toEqual({ version: 1, sum: 3399615647 });
});
