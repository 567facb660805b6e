/** The language of a text as far as its script tells it. */

/** Where the script leaves the language open, the tag names the script alone. Kana come before Han: Japanese uses both. */
const SCRIPTS: readonly (readonly [letters: RegExp, tag: string])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, 'ja'],
  [/\p{sc=Hangul}/gu, 'ko'],
  [/\p{sc=Han}/gu, 'zh'],
  [/\p{sc=Hebrew}/gu, 'he'],
  [/\p{sc=Greek}/gu, 'el'],
  [/\p{sc=Thai}/gu, 'th'],
  [/\p{sc=Arabic}/gu, 'und-Arab'],
  [/\p{sc=Cyrillic}/gu, 'und-Cyrl'],
];

/** Letters looked at: an abstract does not change its language half-way. */
const LOOKED_AT = 400;

/** A language tag for texts mostly in another script than Latin, so that they are read and set rightly; undefined for all others. */
export function languageOf(text: string): string | undefined {
  const letters = text.slice(0, LOOKED_AT).match(/\p{L}/gu)?.join('') ?? '';
  // Japanese is a third kana at least; any other script must be the half of its text.
  return SCRIPTS.find(([script, tag]) => (letters.match(script)?.length ?? 0) > letters.length * (tag === 'ja' ? 0.2 : 0.5))?.[1];
}
