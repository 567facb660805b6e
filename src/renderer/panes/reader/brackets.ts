/** Longest beginning of a title looked for, in UTF-16 units. */
const LONGEST = 100;

/** `[[` and what is typed after it. */
export interface Brackets {
  /** Where the first bracket stands. */
  readonly start: number;
  readonly typed: string;
}

/** The brackets that are open at the caret: on its line, and not closed yet. */
export function bracketsBefore(text: string, caret: number): Brackets | null {
  const found = /\[\[([^[\]\n]*)$/u.exec(text.slice(Math.max(0, caret - LONGEST), caret));
  return found === null ? null : { start: caret - found[0].length, typed: found[1] ?? '' };
}
