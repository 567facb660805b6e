/** The words inside an element of XML, its markup made plain. */
import { mathText } from './mathml.ts';
import { attribute, localName, type XmlElement } from './xml.ts';

/** Digits and signs that stand raised or lowered in plain characters. */
const RAISED: Readonly<Record<string, string>> = { '+': '⁺', '-': '⁻', '−': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', n: 'ⁿ' };
const LOWERED: Readonly<Record<string, string>> = { '+': '₊', '-': '₋', '−': '₋', '=': '₌', '(': '₍', ')': '₎' };

/**
 * All text inside an element, trimmed, or null where there is none. Inline markup is left out; raised and lowered
 * digits become characters that are (CO₂), formulas in MathML become TeX between dollar signs.
 */
export function textOf(element: XmlElement | null): string | null {
  if (element === null) return null;
  const text = inlineText(element).trim();
  return text === '' ? null : text;
}

function inlineText(element: XmlElement): string {
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') text += child;
    else {
      const name = localName(child);
      if (name === 'math') text += mathText(child);
      else if (name === 'sup' || name === 'inf' || name === 'sub') text += shifted(inlineText(child), name === 'sup');
      // EndNote's way of raising and lowering.
      else if (name === 'style' && /superscript|subscript/.test(attribute(child, 'face') ?? '')) {
        text += shifted(inlineText(child), /superscript/.test(attribute(child, 'face') ?? ''));
      } else text += inlineText(child);
    }
  }
  return text;
}

/** The text raised or lowered where every character of it can be, otherwise as it stands. */
function shifted(text: string, up: boolean): string {
  let moved = '';
  for (const char of text) {
    const digit = char >= '0' && char <= '9' ? char : null;
    const other = (up ? RAISED : LOWERED)[char];
    if (digit !== null) moved += up ? '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)) : '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit));
    else if (other !== undefined) moved += other;
    else return text;
  }
  return moved;
}
