/**
 * A text in the pieces it is edited by. Each knows which piece of the first version it is, so that after any edits it is
 * known where every stretch of that version went: the trials need no finder to tell them.
 */
import { spansOf } from '../../src/shared/text/spans.ts';

export interface Piece {
  /** What is written now. */
  readonly text: string;
  readonly kind: 'word' | 'mark' | 'space';
  /** Its number in the first version; null for what came later. */
  readonly origin: number | null;
  /** What became of the word: the same in any spelling, one that says the same, or another. */
  readonly fate: 'same' | 'reworded' | 'other';
  /** Which copy it belongs to, 0 for the text itself. */
  readonly copy: number;
  /** All spellings of the word, where the trials made it up. */
  readonly spellings?: readonly string[];
}

/** Pieces by sentence, each with the space behind it. */
export type Draft = readonly (readonly Piece[])[];

const OPENING = /^[("“‘[`']+/u;
/** Says how the words after it look. */
const STYLE = /^\\(?:em|sc|bf|it|tt|rm)$/;
const CLOSING = /[.,;:?!)"”’\]']+$/u;

/** Cuts a raw text. No formula and no clean-up is cut, so that what is chosen of the pieces can be highlighted. */
export function draftOf(raw: string): Draft {
  const whole = spansOf(raw, { repair: true }).filter(({ kind }) => kind === 'math' || kind === 'repair');
  const pieces: { text: string; kind: Piece['kind'] }[] = [];
  let from = 0;
  const add = (start: number, end: number, kind: Piece['kind']): void => {
    if (end > start) pieces.push({ text: raw.slice(start, end), kind });
  };
  const word = (start: number, end: number): void => {
    const inside = whole.filter(({ rawStart, rawEnd }) => rawStart < end && rawEnd > start);
    const chunk = raw.slice(start, end);
    const first = Math.min(start + (OPENING.exec(chunk)?.[0].length ?? 0), inside[0]?.rawStart ?? end);
    const last = Math.max(first, end - (CLOSING.exec(chunk)?.[0].length ?? 0), inside.at(-1)?.rawEnd ?? start);
    add(start, first, 'mark');
    add(first, last, /[\p{L}\p{N}]/u.test(raw.slice(first, last).replace(STYLE, '')) ? 'word' : 'mark');
    add(last, end, 'mark');
  };
  // A word that was broken for a line's end is one.
  for (const space of raw.matchAll(/(?<!\p{L}-)\s+/gu)) {
    if (whole.some(({ rawStart, rawEnd }) => rawStart < space.index && space.index < rawEnd)) continue;
    word(from, space.index);
    pieces.push({ text: space[0], kind: 'space' });
    from = space.index + space[0].length;
  }
  word(from, raw.length);

  const sentences: Piece[][] = [];
  let sentence: Piece[] = [];
  pieces.forEach((piece, origin) => {
    sentence.push({ ...piece, origin, fate: 'same', copy: 0 });
    const before = pieces.slice(Math.max(0, origin - 2), origin);
    if (piece.kind === 'space' && before[1]?.kind === 'mark' && /[.?!]/u.test(before[1].text) && (before[0]?.text.length ?? 0) > 3) {
      sentences.push(sentence);
      sentence = [];
    }
  });
  if (sentence.length > 0) sentences.push(sentence);
  return sentences;
}

/** Numbers the pieces of a draft anew: it is the first version now. */
export function asFirst(draft: Draft): Draft {
  let origin = 0;
  return draft.map((sentence) => sentence.map((piece) => ({ ...piece, origin: origin++, fate: 'same', copy: 0 })));
}

export interface Placed extends Piece {
  readonly start: number;
  readonly end: number;
}

/** The text of a draft, and where each of its pieces stands. */
export function written(draft: Draft): { readonly raw: string; readonly pieces: readonly Placed[] } {
  const pieces: Placed[] = [];
  let raw = '';
  const add = (piece: Piece): void => {
    pieces.push({ ...piece, start: raw.length, end: raw.length + piece.text.length });
    raw += piece.text;
  };
  for (const sentence of draft) {
    if (raw !== '' && !/\s$/u.test(raw)) add(space());
    for (const piece of sentence) add(piece);
  }
  return { raw, pieces };
}

export function space(): Piece {
  return { text: ' ', kind: 'space', origin: null, fate: 'same', copy: 0 };
}
