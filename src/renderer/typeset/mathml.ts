/** What browsers no longer do for MathML by themselves: letters of other alphabets, and the air around operator names. */

/** Where an alphabet begins in Unicode, for A, a, 0, Α and α. */
interface Alphabet {
  readonly upper: number;
  readonly lower: number;
  readonly digits?: number;
  readonly greekUpper?: number;
  readonly greekLower?: number;
}

/** By the value of `mathvariant`, which MathML Core dropped but for `normal`. */
const ALPHABETS: Readonly<Record<string, Alphabet>> = {
  bold: { upper: 0x1d400, lower: 0x1d41a, digits: 0x1d7ce, greekUpper: 0x1d6a8, greekLower: 0x1d6c2 },
  italic: { upper: 0x1d434, lower: 0x1d44e, greekUpper: 0x1d6e2, greekLower: 0x1d6fc },
  'bold-italic': { upper: 0x1d468, lower: 0x1d482, greekUpper: 0x1d71c, greekLower: 0x1d736 },
  script: { upper: 0x1d49c, lower: 0x1d4b6 },
  'bold-script': { upper: 0x1d4d0, lower: 0x1d4ea },
  fraktur: { upper: 0x1d504, lower: 0x1d51e },
  'bold-fraktur': { upper: 0x1d56c, lower: 0x1d586 },
  'double-struck': { upper: 0x1d538, lower: 0x1d552, digits: 0x1d7d8 },
  'sans-serif': { upper: 0x1d5a0, lower: 0x1d5ba, digits: 0x1d7e2 },
  'bold-sans-serif': { upper: 0x1d5d4, lower: 0x1d5ee, digits: 0x1d7ec },
  'sans-serif-italic': { upper: 0x1d608, lower: 0x1d622 },
  monospace: { upper: 0x1d670, lower: 0x1d68a, digits: 0x1d7f6 },
};

/** Letters that Unicode had before the alphabets came. */
const OLDER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  italic: { h: 'ℎ' },
  script: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' },
  fraktur: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' },
  'double-struck': { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
};

const RANGES: readonly (readonly [first: string, last: string, start: keyof Alphabet])[] = [
  ['A', 'Z', 'upper'],
  ['a', 'z', 'lower'],
  ['0', '9', 'digits'],
  ['Α', 'Ω', 'greekUpper'],
  ['α', 'ω', 'greekLower'],
];

/** The letters of `text` in the alphabet a `mathvariant` names; others stay. */
export function inAlphabet(text: string, variant: string): string {
  const alphabet = ALPHABETS[variant];
  if (alphabet === undefined) return text;
  return Array.from(text)
    .map((letter) => {
      const older = OLDER[variant]?.[letter];
      if (older !== undefined) return older;
      const range = RANGES.find(([first, last]) => letter >= first && letter <= last && letter.length === 1);
      const start = range === undefined ? undefined : alphabet[range[2]];
      return range === undefined || start === undefined
        ? letter
        : String.fromCodePoint(start + letter.charCodeAt(0) - range[0].charCodeAt(0));
    })
    .join('');
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';
/** U+2061: stands after a function's name and is not seen. */
const APPLY = '\u2061';

function thinSpace(): Element {
  const space = document.createElementNS(MATHML, 'mspace');
  space.setAttribute('width', '0.1667em');
  return space;
}

/** Mends KaTeX's MathML in place. */
export function mendMathML(root: Element): void {
  for (const element of root.querySelectorAll('mi[mathvariant], mn[mathvariant], mo[mathvariant]')) {
    const variant = element.getAttribute('mathvariant') ?? '';
    const mended = inAlphabet(element.textContent, variant);
    if (mended === element.textContent) continue;
    element.textContent = mended;
    element.removeAttribute('mathvariant');
  }
  for (const apply of [...root.querySelectorAll('mo')].filter((mo) => mo.textContent === APPLY)) {
    const name = apply.previousElementSibling;
    const before = name?.previousElementSibling;
    if (name !== null && before != null && before.localName !== 'mo' && before.localName !== 'mspace') name.before(thinSpace());
    const after = apply.nextElementSibling;
    if (after !== null && after.localName !== 'mo' && after.localName !== 'mspace') apply.after(thinSpace());
  }
}
