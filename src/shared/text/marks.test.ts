import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTerms } from '../query/matchTerms.ts';
import { parseQuery } from '../query/parse.ts';
import { bestPassage, marksIn } from './marks.ts';

function termsFor(query: string) {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return matchTerms(parsed.query);
}

const marked = (text: string, query: string, field = 'abstract') =>
  marksIn(text, termsFor(query), field).map(({ start, end }) => text.slice(start, end));

describe('marks', () => {
  it.each([
    ['We study speculative decoding. Decoding is slow.', 'speculative decod', ['speculative decoding', 'Decoding']],
    ['speculative, decoding', 'speculative decoding', ['speculative', 'decoding']],
    ['speculative-decoding', 'speculative decoding', ['speculative-decoding']],
    ['one study of studies', 'studi', ['study', 'studies']],
    ['José and jose', 'jose', ['José', 'jose']],
    ['cats and dogs', 'cats -dogs', ['cats']],
    ['GPT-4 and 4 cats', 'gpt-4', ['GPT-4']],
    ['Big cats, not cats as big as big dogs', '"big cats"', ['Big cats']],
    ['big cats and small cats', '"big cats" small', ['big cats', 'small']],
    ['big category, category', '"big cat"*', ['big category']],
    ['cats or dogs', 'cats birds match:any', ['cats']],
    ['基于深度学习的方法', '深度学习', ['深度学习']],
    ['基于深度学习的方法', '学', ['学']],
    ['nothing here', 'cats', []],
  ])('%j for %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it('keep to their field', () => {
    expect(marked('heads', 'title:heads', 'title')).toEqual(['heads']);
    expect(marked('heads', 'title:heads', 'abstract')).toEqual([]);
    expect(marked('Decoder', 'de', 'title')).toEqual(['Decoder']);
    expect(marked('Decoder', 'de', 'abstract')).toEqual([]);
  });

  it('are in order and do not overlap in any text', () => {
    const word = fc.constantFrom('cats', 'cat', 'dogs', ' ', '-', ', ', '深度', '度学', 'é', '\ud83e');
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom('cats dogs', 'ca', '深度', '度', 'cat*'), (words, query) => {
        const text = words.join('');
        let before = -1;
        for (const { start, end } of marksIn(text, termsFor(query), 'title')) {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('the best passage', () => {
  const filler = 'Filler words stand here for quite a while without any sense. '.repeat(6);

  it('is the whole of a short text', () => {
    expect(bestPassage('Two cats.', termsFor('cat'), 100)).toBe('Two cats.');
    expect(bestPassage('Two cats.', termsFor('bird'), 100)).toBeNull();
  });

  it('begins at the beginning where the words are near it', () => {
    const passage = bestPassage(`Our cats sleep. ${filler}`, termsFor('cats'), 80) ?? '';
    expect(passage).toMatch(/^Our cats sleep\. .*[\w.] …$/);
    expect(passage.length).toBeLessThanOrEqual(80);
  });

  it('is where most different words stand together', () => {
    const text = `${filler}cats cats cats. ${filler}cats chase dogs. ${filler}`;
    const passage = bestPassage(text, termsFor('cats dogs'), 100) ?? '';
    expect(passage).toMatch(/^… \w.*cats chase dogs\..*[\w.] …$/);
    expect(text).toContain(passage.slice(2, -2));
  });

  it('holds a word, keeps to its length and is cut between words', () => {
    const word = fc.constantFrom('cats', 'dogs', 'birds', 'a', 'something', 'else,', '\n');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), fc.integer({ min: 60, max: 200 }), (words, length) => {
        const text = words.join(' ');
        const passage = bestPassage(text, termsFor('cats dogs'), length);
        if (!/cats|dogs/.test(text)) {
          expect(passage).toBeNull();
          return;
        }
        expect(passage).toMatch(/\b(cats|dogs)\b/);
        expect(passage?.length).toBeLessThanOrEqual(length);
        const inside = (passage ?? '').replace(/^… | …$/g, '');
        expect(` ${text} `).toMatch(new RegExp(`\\s${inside}\\s|^ ${inside}\\s|\\s${inside} $`));
      }),
    );
  });

  it('cuts no character in two where there are no spaces', () => {
    const passage = bestPassage(`深度${'𠀀'.repeat(200)}`, termsFor('深度'), 61) ?? '';
    expect(passage.isWellFormed()).toBe(true);
    expect(passage).toContain('深度');
  });
});
