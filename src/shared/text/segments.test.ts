import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';
import { rawRange, shownRange, shownText, spansOf } from './spans.ts';

const read = (raw: string, repair = true) => {
  const spans = spansOf(raw, { repair });
  const text = shownText(spans);
  const { words, sentences } = segmentsOf(spans);
  const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  return { words: words.map(slice), sentences: sentences.map(slice) };
};
const words = (raw: string, repair = true) => read(raw, repair).words;
const sentences = (raw: string) => read(raw).sentences;

describe('words', () => {
  test('leave punctuation and brackets out', () => {
    expect(words('Large models (LLMs), often; “quoted” — so.')).toEqual(['Large', 'models', 'LLMs', 'often', 'quoted', 'so']);
  });

  test('with hyphens, apostrophes, numbers and their units are one', () => {
    expect(words('state-of-the-art models don’t gain ~3.5x over 75%, p<0.05, AC/DC.')).toEqual([
      'state-of-the-art',
      'models',
      'don’t',
      'gain',
      '~3.5×',
      'over',
      '75%',
      'p<0.05',
      'AC/DC',
    ]);
  });

  test('a formula is one word, however it is written, and joins what it is joined to', () => {
    expect(words('an $\\epsilon$-greedy policy of $O(n \\log n)$ steps')).toEqual([
      'an',
      '\\epsilon-greedy',
      'policy',
      'of',
      'O(n \\log n)',
      'steps',
    ]);
  });

  test('a repair is one word with the letters around it; a link is one', () => {
    expect(words('It\\^o calculus is 6.0times faster at https://example.org/a?b=c.')).toEqual([
      'Itô',
      'calculus',
      'is',
      '6.0×',
      'faster',
      'at',
      'https://example.org/a?b=c',
    ]);
  });

  test('of scripts without spaces are found all the same', () => {
    expect(words('深度学习模型很好。')).toEqual(['深度', '学习', '模型', '很好']);
    expect(words('注意力はモデルです').length).toBeGreaterThan(2);
  });

  test('of scripts from right to left, and emoji, are whole', () => {
    expect(words('נמל תעופה, גדול')).toEqual(['נמל', 'תעופה', 'גדול']);
    expect(words('good 👩‍👩‍👧 work 🎉')).toEqual(['good', '👩‍👩‍👧', 'work', '🎉']);
  });

  test('that are signs alone can be chosen', () => {
    expect(words('a → b ≤ c')).toEqual(['a', '→', 'b', '≤', 'c']);
    expect(words(' … ')).toEqual([]);
    expect(words('')).toEqual([]);
  });
});

describe('sentences', () => {
  test('end at full stops, question and exclamation marks, quotes with them', () => {
    expect(sentences('It works. Does it? “Yes!” We show 3.5 points more.')).toEqual([
      'It works.',
      'Does it?',
      '“Yes!”',
      'We show 3.5 points more.',
    ]);
  });

  test('do not end at abbreviations, before capitals and formulas either', () => {
    expect(sentences('We use tools, e.g. BERT, cf. Fig. 3, i.e. $x$, vs. GPT. Smith et al. (2020) do not.')).toEqual([
      'We use tools, e.g. BERT, cf. Fig. 3, i.e. x, vs. GPT.',
      'Smith et al. (2020) do not.',
    ]);
  });

  test('are not cut by a formula, a link or a line end, and may begin with one', () => {
    expect(sentences('Let $n!$ grow. $K$ is fixed.\nCode is at\nhttps://a.example/?q=1!b and here. End.')).toEqual([
      'Let n! grow.',
      'K is fixed.',
      'Code is at\nhttps://a.example/?q=1!b and here.',
      'End.',
    ]);
  });

  test('end at a blank line', () => {
    expect(sentences('A heading\n\nThe text of it.')).toEqual(['A heading', 'The text of it.']);
  });

  test('of other scripts end at their own marks', () => {
    expect(sentences('你好。再见！很好')).toEqual(['你好。', '再见！', '很好']);
    expect(sentences('هل هذا جيد؟ نعم.')).toEqual(['هل هذا جيد؟', 'نعم.']);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '$x^2$',
    '$n! . A$',
    'It\\^o',
    '6.0times',
    'sim75\\%',
    'https://a.example.org/b_c?d.',
    '&amp;',
    '<i>y</i>',
    '\\textbf{z}',
  ),
  fc.constantFrom('. ', '! ', '? ', ', ', ' ', '-', '/', '%', '(', ')', '\n', '\n\n', '\r\n', '…', 'e.g. ', 'Fig. ', "'", '→', '~'),
  fc.constantFrom('e\u0301', 'שלום', '\u202eabc\u202c', '👩‍👩‍👧', '🎉', '注意力', 'です', '\u0301', 'ﬁ', 'İ', '\ufffc'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.lorem({ maxCount: 4 }),
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

test('of any text are in order, hold something, cut no word, no formula and no repair', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (raw, repair) => {
      const spans = spansOf(raw, { repair });
      const shown = shownText(spans);
      const found = segmentsOf(spans);
      for (const list of [found.words, found.sentences]) {
        let at = 0;
        for (const { start, end } of list) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(shown.slice(start, end).trim()).not.toBe('');
          // Taken whole: what is stored of it is it.
          const back = rawRange(spans, start, end);
          expect(shownRange(spans, back.start, back.end)).toEqual({ start, end });
          at = end;
        }
        expect(at).toBeLessThanOrEqual(shown.length);
      }
      for (const word of found.words)
        expect(found.sentences.filter((each) => each.start <= word.start && word.end <= each.end)).toHaveLength(1);
      for (const { start, end } of found.sentences) {
        expect(shown.slice(start, end)).toBe(shown.slice(start, end).trim());
        expect(found.words.some((word) => start <= word.start && word.end <= end)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});
