import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damagedMarkers, hasRegions, mergeAnnotationsMarkdown, piecesOf, printOf, writeRegion } from './regions.ts';

interface Written {
  readonly kind: 'highlight' | 'comment' | 'note';
  readonly uid: string;
  readonly words: string;
}

const paper = (uid = 'paper') => writeRegion('paper', { uid }, '# A title');
const write = ({ kind, uid, words }: Written) => writeRegion(kind, { uid, paper: 'paper' }, words, kind === 'note' ? '## Note' : undefined);
const file = (regions: readonly Written[]) => `---\ntitle: "A"\n---\n\n${paper()}${regions.map(write).join('')}`;
const one = (kind: Written['kind'], uid: string, words: string): Written => ({ kind, uid, words });
const regionsIn = (text: string) => piecesOf(text).flatMap(({ region }) => region ?? []);
const theirsIn = (text: string) =>
  piecesOf(text)
    .filter(({ region }) => region === null)
    .map((piece) => piece.text)
    .join('');

/** Words as people and machines write them: line ends, markers, ends of comments, characters of every kind. */
const bit = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '\n',
    '\n\n',
    '<!-- /offprint -->',
    '<!-- offprint:note {"uid":"x"} -->',
    '\\<!-- /offprint -->',
    '-->',
    '--',
    '# Head\n',
  ),
  fc.constantFrom(
    '\u00a0<!-- /offprint -->',
    '\t<!-- /offprint -->\n',
    '\u2028',
    '\u2028<!-- /offprint -->',
    '```\n',
    '- [ ] task\n',
    '> quoted\n',
    '## Note\n\n',
  ),
);
const words = fc.array(bit, { maxLength: 8 }).map((bits) => bits.join('').replaceAll('\r', ''));

describe('a region', () => {
  it('gives back any words that were written into it', () => {
    fc.assert(
      fc.property(words, words, fc.boolean(), (given, more, headed) => {
        const written = writeRegion('note', { uid: 'a', more }, given, headed ? '## Note' : undefined);
        const pieces = piecesOf(`before\n${written}after`);
        expect(pieces.map(({ text }) => text)).toEqual(['before\n', written, 'after']);
        expect(pieces[1]?.region).toMatchObject({ kind: 'note', uid: 'a', words: given, isEdited: false, line: 2 });
        expect(pieces[1]?.region?.facts.more).toBe(more);
        // Whatever it tells, its first line is one whole comment of HTML.
        expect(written.split('\n')[0]).toMatch(/^<!--(?:(?!--).)*-->$/su);
      }),
      { numRuns: 500 },
    );
  });

  it('tells an edit, but not of line ends and white space at the end of a line', () => {
    const written = write(one('comment', 'c', 'Why one head?\nOr two?'));
    expect(regionsIn(written.replaceAll('\n', '\r\n'))).toMatchObject([{ isEdited: false, words: 'Why one head?\nOr two?' }]);
    expect(regionsIn(written.replace('head?', 'head?  '))).toMatchObject([{ isEdited: false }]);
    expect(regionsIn(written.replace('Why', '\n \n    code\n\nWhy'))).toMatchObject([{ words: '    code\n\nWhy one head?\nOr two?' }]);
    expect(regionsIn(written.replace('one', 'a'))).toMatchObject([{ isEdited: true, words: 'Why a head?\nOr two?' }]);
    const note = write(one('note', 'n', 'Words'));
    expect(note).toContain('-->\n## Note\n\nWords\n');
    expect(regionsIn(note.replace('\n## Note', '\n## Thoughts'))).toMatchObject([{ isEdited: true, words: '## Thoughts\n\nWords' }]);
  });

  it('that is damaged is a person’s text, and the others are whole', () => {
    const [a, b] = [write(one('note', 'a', 'A')), write(one('note', 'b', 'B'))];
    const cases = [
      `${a.replace('<!-- /offprint -->\n', '')}mine\n${b}`,
      `${a.replace('{"uid"', '{uid')}mine\n${b}`,
      `${a.split('\n').slice(1).join('\n')}mine\n${b}`,
      `${a.replace('"print":', '"prints":')}mine\n${b}`,
    ];
    for (const text of cases) {
      expect(regionsIn(text)).toMatchObject([{ uid: 'b', words: 'B', isEdited: false }]);
      expect(theirsIn(text)).toContain('mine');
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
    expect(cases.map((text) => damagedMarkers(piecesOf(text)))).toEqual([[1], [1], [], [1]]);
    expect(hasRegions('<!-- offprint:note {} -->\n')).toBe(false);
  });
});

describe('merging', () => {
  const a = one('highlight', 'a', '> First words');
  const b = one('highlight', 'b', '> Later words');
  const comment = one('comment', 'c', 'Why?');

  it('brings regions up to date, adds what is new and takes out what is gone, all around a person’s text', () => {
    const existing = `${file([a, b])}My thoughts.\n`.replace(write(b), `Between.\n${write(b)}`);
    const fresh = file([
      { ...a, words: '> First words\n>\n> — Method' },
      comment,
      one('highlight', 'z', '> New'),
      one('note', 'n', 'A note'),
    ]);
    const { text, left } = mergeAnnotationsMarkdown(existing, fresh);
    expect(left).toBe(0);
    expect(regionsIn(text).map(({ uid, words: now }) => [uid, now])).toEqual([
      ['paper', '# A title'],
      ['a', '> First words\n>\n> — Method'],
      ['c', 'Why?'],
      ['z', '> New'],
      ['n', 'A note'],
    ]);
    expect(theirsIn(text)).toBe('---\ntitle: "A"\n---\n\nBetween.\nMy thoughts.\n');
  });

  it('puts a new comment behind its own highlight and its own paper’s regions together', () => {
    const other = `${paper('other')}${write(one('highlight', 'o', '> Other'))}`;
    const existing = `${file([a, b])}Mine.\n${other}Theirs.\n`;
    const fresh = `${file([one('highlight', 'y', '> Before'), one('comment', 'd', 'On y'), a, comment, b, one('note', 'n', 'N')])}${other}`;
    const { text } = mergeAnnotationsMarkdown(existing, fresh);
    expect(regionsIn(text).map(({ uid }) => uid)).toEqual(['paper', 'a', 'c', 'b', 'y', 'd', 'n', 'other', 'o']);
    expect(mergeAnnotationsMarkdown(text, fresh).text).toBe(text);
  });

  it('leaves an edited region alone until its words are in the library', () => {
    const existing = file([a, comment]).replace('Why?', 'Why not?');
    for (const now of [[a, comment], [a, { ...comment, words: 'Because.' }], [a], []]) {
      const merged = mergeAnnotationsMarkdown(existing, file(now));
      expect(merged.left).toBe(1);
      expect(merged.text).toContain('Why not?');
      expect(merged.text).not.toContain('Because.');
    }
    // Taken in as a new version; or, where both were changed, as a comment of its own.
    const versioned = mergeAnnotationsMarkdown(existing, file([a, { ...comment, words: 'Why not?' }]));
    expect(versioned).toEqual({ text: file([a, { ...comment, words: 'Why not?' }]), left: 0 });
    const both = [a, { ...comment, words: 'Because.' }, one('comment', 'd', 'Why not?')];
    expect(mergeAnnotationsMarkdown(existing, file(both))).toEqual({ text: file(both), left: 0 });
    // Words that merely stand elsewhere, too, are not had yet.
    const elsewhere = file([a, comment, one('note', 'n', 'Why not?')]).replace('\nWhy?', '\nWhy not?');
    expect(mergeAnnotationsMarkdown(elsewhere, file([a, comment, one('note', 'n', 'Why not?')])).left).toBe(1);
  });

  it('keeps the line ends of a file, begins regions on lines of their own, and writes a file anew where there is none', () => {
    const windows = file([a]).replaceAll('\n', '\r\n');
    expect(mergeAnnotationsMarkdown(windows, file([a, b])).text).toBe(file([a, b]).replaceAll('\n', '\r\n'));
    expect(mergeAnnotationsMarkdown('My file', file([a])).text).toBe(`My file\n${paper()}${write(a)}`);
    expect(mergeAnnotationsMarkdown('\n', file([a])).text).toBe(file([a]));
    expect(mergeAnnotationsMarkdown(`${write(a)}`, '').text).toBe('');
  });

  it('keeps a person’s text byte for byte through any number of exports', () => {
    const theirs = fc.array(bit, { maxLength: 5 }).map((bits) => `${bits.join('')}\n`);
    const region = fc.record({
      kind: fc.constantFrom('highlight' as const, 'comment' as const, 'note' as const),
      uid: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      words: words.map((text) => `w${text}`),
    });
    const state = fc.uniqueArray(region, { maxLength: 5, selector: ({ kind, uid }) => kind + uid });
    fc.assert(
      fc.property(state, fc.array(theirs, { maxLength: 8 }), fc.array(state, { minLength: 1, maxLength: 4 }), (first, texts, states) => {
        // Their own words between ours, never looking like a marker that closes or opens one of ours.
        const around = texts.map((text) => text.replaceAll('offprint', 'off-print'));
        const parts = [paper(), ...first.map(write)];
        let text = parts.map((part, at) => `${around[at] ?? ''}${part}`).join('') + around.slice(parts.length).join('');
        const before = theirsIn(text);
        for (const now of states) {
          const { text: merged, left } = mergeAnnotationsMarkdown(text, file(now));
          expect(left).toBe(0);
          expect(theirsIn(merged)).toBe(before);
          const shown = new Map(regionsIn(merged).map((one_) => [one_.kind + one_.uid, one_.words]));
          expect(shown).toEqual(new Map([['paperpaper', '# A title'], ...now.map((one_) => [one_.kind + one_.uid, one_.words] as const)]));
          expect(mergeAnnotationsMarkdown(merged, file(now)).text).toBe(merged);
          text = merged;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('loses no character of a person’s text even where markers were damaged', () => {
    const noise = fc.array(fc.oneof(bit, fc.constantFrom(write(a), write(comment), `${write(b).slice(0, 40)}\n`, '<!-- /offprint -->\n')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(noise, (bits) => {
        const text = `${bits.join('')}\n`;
        const mine = theirsIn(text);
        const { text: merged } = mergeAnnotationsMarkdown(text, file([a, comment]));
        if (text.trim() !== '') expect(theirsIn(merged)).toBe(mine);
      }),
      { numRuns: 500 },
    );
  });
});

it('prints differ where words do', () => {
  const prints = new Set(Array.from({ length: 20_000 }, (_, at) => printOf(`Note ${at}`)));
  expect(prints.size).toBe(20_000);
});
