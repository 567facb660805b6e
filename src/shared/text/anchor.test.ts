import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorAt, findAnchor, fromCodePoints, isRange, toCodePoints } from './anchor.ts';
import { spansOf, toShown } from './spans.ts';

const OLD =
  'In this paper, we propose a novel method that reduces energy by sim75\\% on ImageNet. It\\^o diffusions in $O(n^2)$ time are not ' +
  'affected. We show that $\\alpha$ decays as 10^{-5}. Code is available.';

/** What the highlight of these words of a text becomes in another: the words and how they were found, or null. */
function carried(old: string, words: string, now: string): [string, string] | null {
  const start = old.indexOf(words);
  const found = findAnchor(now, anchorAt(old, start, start + words.length));
  return found === null ? null : [now.slice(found.start, found.end), found.how];
}

describe('the same words', () => {
  test('stay where they are while the text around them is the same', () => {
    expect(carried(OLD, 'novel method', OLD)).toEqual(['novel method', 'exact']);
    expect(carried(OLD, 'novel method', OLD.replace('ImageNet', 'CIFAR'))).toEqual(['novel method', 'exact']);
  });

  test('are followed', () => {
    expect(carried(OLD, 'reduces energy', `A sentence before. ${OLD}`)).toEqual(['reduces energy', 'moved']);
    expect(carried(OLD, 'Code is available.', OLD.replace(' We show that $\\alpha$ decays as 10^{-5}.', ''))).toEqual([
      'Code is available.',
      'moved',
    ]);
  });

  test.each([
    ['energy by sim75\\% on', 'energy by ~75% on'],
    ['energy by sim75\\% on', 'energy by $\\sim$75\\% on'],
    ['energy by sim75\\% on ImageNet', 'energy\nby \\sim75\\%\non  ImageNet'],
    ['It\\^o diffusions in $O(n^2)$ time', 'Itô diffusions in O(n²) time'],
    ['It\\^o diffusions in $O(n^2)$ time', 'Ito\u0302 diffusions in \\(O(n^{2})\\) time'],
    ['It\\^o diffusions in $O(n^2)$ time', 'It&ocirc; dif&shy;fusions in O(n<sup>2</sup>) time'],
    ['$\\alpha$ decays', 'α decays'],
    ['$\\alpha$ decays', '\\alpha decays'],
    ['$\\alpha$ decays', 'alpha decays'],
    ['decays as 10^{-5}', 'decays as 10⁻⁵'],
    ['a novel method', 'a \\textbf{novel} method'],
    ['a novel method', 'A Novel Method'],
  ])('are known in another spelling: %s as %s', (words, spelled) => {
    expect(carried(OLD, words, OLD.replace(words, spelled))).toEqual([spelled, 'moved']);
  });

  test('are told from the same words elsewhere by their neighbours', () => {
    const old = 'We train the model on images. Then we prune the model by half and ship the model.';
    const now = 'First, we train the model on images. Then we prune the model by half and we ship the model.';
    for (const words of ['the model on', 'the model by', 'the model.']) {
      const start = old.indexOf(words);
      const found = findAnchor(now, anchorAt(old, start, start + 'the model'.length));
      expect(found).toEqual({ start: now.indexOf(words), end: now.indexOf(words) + 'the model'.length, how: 'moved' });
    }
  });
});

describe('other words are nobody’s highlight', () => {
  test.each([
    ['a number changed', 'reduces energy by sim75\\% on ImageNet', OLD.replace('75', '76')],
    ['a percent sign went', 'reduces energy by sim75\\% on ImageNet', OLD.replace('\\%', '')],
    ['a power became a number', 'decays as 10^{-5}', OLD.replace('10^{-5}', '10-5')],
    ['a denial went', 'It\\^o diffusions in $O(n^2)$ time are not affected', OLD.replace(' not ', ' ')],
    ['a denial came', 'we propose a novel method that reduces energy', OLD.replace('that reduces', 'that never reduces')],
    ['the opposite', 'we propose a novel method that reduces energy', OLD.replace('reduces', 'increases')],
    ['another name', 'reduces energy by sim75\\% on ImageNet', OLD.replace('ImageNet', 'ImageNette')],
    ['another variable', 'diffusions in $O(n^2)$ time', OLD.replace('O(n^2)', 'o(n^2)')],
    ['another order', 'we propose a novel method', OLD.replace('propose a novel method', 'novel propose a method')],
    ['the sentence was dropped', 'Code is available.', OLD.replace(' Code is available.', '')],
    ['a sentence came between', '$\\alpha$ decays as 10^{-5}. Code', OLD.replace('. Code', '. Nothing else does. Code')],
    ['only part of a compound', 'reduces energy', OLD.replace('energy by', 'energy-delay by')],
  ])('%s', (_, words, now) => {
    expect(carried(OLD, words, now)).toBeNull();
  });

  test('nor is a word that the old one has grown into', () => {
    expect(findAnchor('Attentions', anchorAt('Attention', 0, 9))).toBeNull();
    expect(findAnchor('75.5', anchorAt('75', 0, 2))).toBeNull();
  });

  test('nor one of two places that nothing tells apart', () => {
    const old = 'Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu.';
    const between = 'A sentence of some length that parts the two.';
    expect(carried(old, 'zeta eta', `${between} ${old} ${between} ${old}`)).toBeNull();
    // Where one is still at its place and the other far, nearness does.
    expect(carried(old, 'zeta eta', `So. ${old} ${between} ${old}`)).toEqual(['zeta eta', 'moved']);
  });

  test('nor are words that only look like it', () => {
    const named = 'We propose a causality inspired approach, called CausVSR. CausVSR is rooted in principles of inference.';
    expect(carried(named, 'CausVSR', named.replace('causality', 'CausVSR').replace('CausVSR.', 'causality.'))).toBeNull();
    const cut = 'It holds for those planar networks whose interconnection graphs are the class of bipartite graphs of degree three.';
    expect(carried(cut, 'graphs are the', cut.replace(/ the class.*/, ' ... The results show that it works.'))).toBeNull();
    const placed = 'We then put this path into a gradient descent solver to make it smooth.';
    expect(carried(placed, placed.slice(0, -1), placed.replace('then put', 'put then'))).toBeNull();
  });

  test('nor a part of a character', () => {
    expect(
      carried('For short we write the sign 👩 in its place.', 'write the sign 👩', 'For short we write the sign 👩‍👧 in its place.'),
    ).toBeNull();
  });

  test('nor a part of a formula', () => {
    expect(carried('The cost of n words is high', 'n', 'The cost of $n \\log m$ words is high')).toBeNull();
  });
});

describe('words that say the same', () => {
  test('carry a highlight over', () => {
    const now = OLD.replace('propose a novel method', 'present a new approach');
    expect(carried(OLD, 'we propose a novel method that reduces energy by sim75\\% on ImageNet', now)).toEqual([
      'we present a new approach that reduces energy by sim75\\% on ImageNet',
      'similar',
    ]);
  });

  test('do not where too few of them are the same', () => {
    expect(carried(OLD, 'a novel method', OLD.replace('a novel method', 'the new approach'))).toBeNull();
  });

  test('are other endings, other spelling and other punctuation, too', () => {
    const old = 'They were modelled with pre-training, and the colour of each model is known to generalise well.';
    const now = 'They were modeled with pretraining and the color of each model is known to generalize well!';
    expect(carried(old, old.slice(0, -1), now)).toEqual([now.slice(0, -1), 'similar']);
  });
});

/** Anything a text may hold. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$x^2$',
        'sim75\\%',
        '\\emph{',
        '}',
        '{',
        '$',
        '&amp;',
        '\\',
        "\\'e",
        '<i>',
        ' ',
        '\n',
        '. ',
        '-',
        'the ',
        'not ',
        '7',
        'α',
      ),
      fc.constantFrom(
        'e\u0301',
        '\u05e9\u05dc\u05d5\u05dd',
        '\u202eabc\u202c',
        '👩‍👩‍👧',
        '\ud83d',
        '\ude00',
        '注意力',
        'ﬁ',
        '\u0301',
        '\0',
        'İ',
        '각',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.lorem({ maxCount: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

function rangeIn(raw: string, one: number, other: number): { start: number; end: number } | null {
  const [start = 0, end = 0] = [one % (raw.length + 1), other % (raw.length + 1)].sort((a, b) => a - b);
  return isRange(raw, start, end) ? { start, end } : null;
}

describe('any text', () => {
  test('gives back every range of itself', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (raw, one, other) => {
        const range = rangeIn(raw, one, other);
        fc.pre(range !== null);
        expect(findAnchor(raw, anchorAt(raw, range.start, range.end))).toEqual({ ...range, how: 'exact' });
      }),
      { numRuns: 2_000 },
    );
  });

  test('is searched without complaint, and what is found in it is a whole range', () => {
    fc.assert(
      fc.property(text, text, text, fc.nat(), fc.nat(), (old, before, after, one, other) => {
        const range = rangeIn(old, one, other);
        fc.pre(range !== null);
        const anchor = anchorAt(old, range.start, range.end);
        for (const now of [
          before,
          `${before} ${old}`,
          `${old} ${after}`,
          old.normalize('NFKC'),
          old.toUpperCase(),
          before + anchor.quote + after,
        ]) {
          const found = findAnchor(now, anchor);
          if (found === null) continue;
          expect(isRange(now, found.start, found.end)).toBe(true);
          if (found.how !== 'exact' || now.slice(found.start, found.end) !== anchor.quote)
            expect(cutsSpan(old, range) || !cutsSpan(now, found)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('is searched for anchors of anyone', () => {
    const anyNumber = fc.oneof(fc.integer(), fc.double());
    fc.assert(
      fc.property(text, text, text, text, anyNumber, anyNumber, (raw, quote, prefix, suffix, start, end) => {
        const found = findAnchor(raw, { quote, prefix, suffix, start, end });
        expect(found === null || isRange(raw, found.start, found.end)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is searched however long and hard it is', () => {
    for (const hard of [
      'the ',
      '{',
      '\\emph{',
      '$',
      '. a',
      'a-',
      'e\u0301',
      '👩‍👧',
      '注意',
      '$x$ ',
      '&amp;',
      '\\alpha ',
      'we show that ',
    ]) {
      const raw = `a ${hard.repeat(200_000 / hard.length)}`;
      const quote = raw.slice(50, 20_000);
      const anchor = { quote, prefix: 'once upon ', suffix: ' a time', start: 50, end: 20_050 };
      const found = findAnchor(raw, anchor);
      expect(found === null || isRange(raw, found.start, found.end)).toBe(true);
    }
  });

  test('is searched however long an anchor is', () => {
    const long = 'we show that the model is right. '.repeat(20_000);
    for (const anchor of [
      { quote: long, prefix: '', suffix: '' },
      { quote: 'novel method', prefix: `${long}In this paper, we propose a `, suffix: `${OLD.slice(40)}${long}` },
    ]) {
      expect(findAnchor(OLD, { ...anchor, start: 700_000, end: 700_012 })?.how ?? null).toBe(anchor.prefix === '' ? null : 'moved');
    }
  });

  test('is anchored in ranges only', () => {
    for (const [start, end] of [
      [0, 0],
      [2, 1],
      [-1, 2],
      [0, 99],
      [0.5, 2],
      [1, 3],
    ] as const)
      expect(() => anchorAt('a🌞 b', start, end === 3 ? 2 : end)).toThrow(RangeError);
    expect(isRange('a \u00ad\n', 1, 4)).toBe(false);
  });

  test('keeps surrogate pairs in anchors whole', () => {
    const raw = `${'🌞'.repeat(40)} x ${'🌞'.repeat(40)}`;
    const { prefix, suffix } = anchorAt(raw, 81, 82);
    expect([prefix.isWellFormed(), suffix.isWellFormed()]).toEqual([true, true]);
  });

  test('counts its code points there and back', () => {
    expect([toCodePoints('a🌞b', 3), fromCodePoints('a🌞b', 2), toCodePoints('a🌞b', 2), toCodePoints('ab', 9)]).toEqual([2, 3, 1, 2]);
    fc.assert(
      fc.property(text, fc.nat(), (raw, at) => {
        const points = Array.from(raw);
        const count = at % (points.length + 1);
        const offset = points.slice(0, count).join('').length;
        expect(fromCodePoints(raw, count)).toBe(offset);
        expect(toCodePoints(raw, offset)).toBe(count);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Whether an edge of a range stands inside a formula or repair. */
function cutsSpan(raw: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const spans = spansOf(raw, { repair: true });
  return [start, end].some((at) => toShown(spans, at) !== toShown(spans, at, 'end'));
}
