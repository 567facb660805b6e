/** A formula in plain characters, for lines too many to set: readable, not exact. */
import type { Span } from './spans.ts';
import { lowered, raised, SIGNS, table } from './symbols.ts';

/** Commands whose braces only say how letters look. */
const STYLES = /\\(?:text|math|operatorname)[a-z]*\s*\*?(?=\s*\{)|\\(?:boldsymbol|bm|mbox|left|right|displaystyle|big|Big)(?![a-zA-Z])/gu;

/** Operators that TeX sets large. */
const LARGE = table({ sum: '∑', prod: '∏', int: '∫' });

/** Fractions and indices nested deeper keep their braces' content and lose their shape. */
const MAX_DEPTH = 6;

/** Takes the innermost braces of roots, fractions and indices away. */
function flatten(tex: string): string {
  return tex
    .replace(/\^\s*(?:\{\s*\\(?:top|intercal)\s*\}|\\(?:top|intercal)(?![a-zA-Z]))/gu, 'ᵀ')
    .replace(/\\sqrt\s*\{([^{}]*)\}/gu, '√$1')
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/gu, '$1/$2')
    .replace(/([_^])(?:\{([^{}]*)\}|([^\s{}()\\]))/gu, (whole, mark: string, group: string | undefined, single: string | undefined) => {
      const content = group ?? single ?? '';
      const shifted = mark === '^' ? raised(content) : lowered(content);
      return shifted ?? (group === undefined ? whole : `${mark}${/[-+*/ ]/u.test(content) ? `(${content})` : content}`);
    });
}

/** "\mathcal{O}(n \log n)" as "O(n log n)", "L^2" as "L²". What it does not know keeps its name. */
export function plainMaths(tex: string): string {
  let flat = tex.replace(STYLES, '');
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const before = flat;
    flat = flatten(flat);
    if (flat === before) break;
  }
  return flat
    .replace(/\\[,;:! ]|~/gu, ' ')
    .replace(/([\p{L}\p{N})]?)\\([a-zA-Z]+)/gu, (_, before: string, name: string) => {
      const sign = SIGNS[name] ?? LARGE[name];
      return sign === undefined ? `${before}${before === '' ? '' : ' '}${name} ` : `${before}${sign}`;
    })
    .replace(/\\([%$#&_{}])|[{}]/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** What is shown of a text, its formulas in plain characters. */
export function plainText(spans: readonly Span[]): string {
  return spans.map(({ kind, shown }) => (kind === 'math' ? plainMaths(shown) : shown)).join('');
}
