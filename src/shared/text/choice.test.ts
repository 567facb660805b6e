import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choice, choiceOf, chosen, edge, extend, step, turned } from './choice.ts';
import { segmentsOf } from './segments.ts';
import { shownText, spansOf } from './spans.ts';

const RAW = 'One two three. Four $x$ five? Six.';
const spans = spansOf(RAW, { repair: true });
const segments = segmentsOf(spans);
const shown = shownText(spans);
const at = (words: string): Choice => choiceOf(segments, { start: shown.indexOf(words), end: shown.indexOf(words) + words.length });
const say = (choice: Choice): string => shown.slice(chosen(choice).start, chosen(choice).end);
const first = edge(segments, 'sentence', -1) ?? at('One');

describe('one after another', () => {
  test('words to the right and back', () => {
    const three = step(segments, at('two'), 'word', 1);
    expect(say(three)).toBe('three');
    expect(say(step(segments, three, 'word', 1))).toBe('Four');
    expect(say(step(segments, three, 'word', -1))).toBe('two');
  });

  test('sentences down and back', () => {
    const second = step(segments, first, 'sentence', 1);
    expect(say(second)).toBe('Four x five?');
    expect(say(step(segments, second, 'sentence', -1))).toBe('One two three.');
  });

  test('a word in a sentence leads to that sentence; a sentence to its first word, or its last', () => {
    expect(say(step(segments, at('x'), 'sentence', 1))).toBe('Four x five?');
    expect(say(step(segments, at('x'), 'sentence', -1))).toBe('Four x five?');
    expect(say(step(segments, at('Four x five?'), 'word', 1))).toBe('Four');
    expect(say(step(segments, at('Four x five?'), 'word', -1))).toBe('five');
  });

  test('a stretch over two sentences leads to the one at the side the key says', () => {
    expect(say(step(segments, at('three. Four'), 'sentence', 1))).toBe('Four x five?');
    expect(say(step(segments, at('three. Four'), 'sentence', -1))).toBe('One two three.');
  });

  test('the ends of the text hold', () => {
    expect(say(step(segments, at('One'), 'word', -1))).toBe('One');
    expect(say(step(segments, at('Six'), 'word', 1))).toBe('Six');
    expect(say(step(segments, first, 'sentence', -1))).toBe('One two three.');
    expect(edge(segmentsOf([]), 'word', 1)).toBeNull();
  });
});

describe('more and less', () => {
  test('by words, over what stands between, and back', () => {
    const two = extend(segments, at('three'), 'word', 1);
    expect(say(two)).toBe('three. Four');
    expect(say(extend(segments, two, 'word', -1))).toBe('three');
    expect(say(extend(segments, extend(segments, two, 'word', -1), 'word', -1))).toBe('two three');
  });

  test('a sentence loses its last word, and its first after turning round', () => {
    expect(say(extend(segments, at('Four x five?'), 'word', -1))).toBe('Four x');
    expect(say(extend(segments, turned(at('Four x five?')), 'word', 1))).toBe('x five?');
    expect(say(extend(segments, turned(at('Four x five?')), 'word', -1))).toBe('three. Four x five?');
  });

  test('by sentences, both ways, and back', () => {
    const second = at('Four x five?');
    expect(say(extend(segments, second, 'sentence', 1))).toBe('Four x five? Six.');
    expect(say(extend(segments, extend(segments, second, 'sentence', 1), 'sentence', -1))).toBe('Four x five?');
    expect(say(extend(segments, second, 'sentence', -1))).toBe('One two three. Four x five?');
    expect(say(extend(segments, extend(segments, second, 'sentence', -1), 'sentence', 1))).toBe('Four x five?');
  });

  test('a word grows to the end of its sentence, or to its beginning', () => {
    expect(say(extend(segments, at('x'), 'sentence', 1))).toBe('x five?');
    expect(say(extend(segments, at('x'), 'sentence', -1))).toBe('Four x');
  });
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('$a. B$', 'It\\^o', '. ', '! ', ' ', '-', '\n\n', 'e.g. ', '注意力', 'שלום ', '👩‍👩‍👧', '%', '(', '→'),
      fc.lorem({ maxCount: 3 }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((pieces) => spansOf(pieces.join(''), { repair: true }));
const key = fc.record({
  unit: fc.constantFrom('word' as const, 'sentence' as const),
  direction: fc.constantFrom(1 as const, -1 as const),
  how: fc.constantFrom('step' as const, 'extend' as const, 'turn' as const),
});

test('whatever is pressed, a stretch of the text is chosen that begins and ends where words or sentences do', () => {
  fc.assert(
    fc.property(text, fc.array(key, { maxLength: 30 }), (of, keys) => {
      const found = segmentsOf(of);
      const begun = edge(found, 'sentence', -1);
      if (begun === null) return;
      let choice: Choice = begun;
      const starts = new Set([...found.words, ...found.sentences].map(({ start }) => start));
      const ends = new Set([...found.words, ...found.sentences].map(({ end }) => end));
      for (const { unit, direction, how } of keys) {
        if (how === 'turn') choice = turned(choice);
        else choice = how === 'step' ? step(found, choice, unit, direction) : extend(found, choice, unit, direction);
        const { start, end } = chosen(choice);
        expect(end).toBeGreaterThan(start);
        expect(starts).toContain(start);
        expect(ends).toContain(end);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('one way and back is where it began', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.constantFrom(1 as const, -1 as const), (of, pick, direction) => {
      const found = segmentsOf(of);
      for (const unit of ['word', 'sentence'] as const) {
        const list = unit === 'word' ? found.words : found.sentences;
        const from = list[pick % Math.max(1, list.length)];
        if (from === undefined) return;
        const choice = choiceOf(found, from);
        for (const move of [step, extend]) {
          const there = move(found, choice, unit, direction);
          const moved = chosen(there).start !== from.start || chosen(there).end !== from.end;
          // A sentence is shrunk by words from its end; by sentences it stays whole.
          if (moved) expect(chosen(move(found, there, unit, direction === 1 ? -1 : 1))).toEqual(from);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
