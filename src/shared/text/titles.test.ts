import { expect, test } from 'vitest';
import { normaliseTitle } from './titles.ts';

test.each([
  ['Inference Scaling scriptsizeFLaws: The Limits', 'inference scaling flaws the limits'],
  ['  The  It\\^o   Estimator! ', 'the ito estimator'],
  ['The Itô Estimator', 'the ito estimator'],
  ['ﬁne-tuning STRASSE', 'fine tuning strasse'],
  ['Fine-Tuning Straße', 'fine tuning strasse'],
  ['$L_1$ Penalties', 'l 1 penalties'],
  ['注意力 机制', '注意力 机制'],
  ['…', ''],
])('%s', (raw, expected) => {
  expect(normaliseTitle(raw)).toBe(expected);
});
