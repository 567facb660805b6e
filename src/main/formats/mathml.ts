/** Formulas in MathML as TeX between dollar signs, so that they are set like all others; what has no place in TeX gives its text. */
import { all, attribute, localName, type XmlElement } from './xml.ts';

/** Marks over and under a letter that TeX has a command for. */
const ACCENTS: Readonly<Record<string, string>> = {
  '^': 'hat',
  ˆ: 'hat',
  '~': 'tilde',
  '˜': 'tilde',
  '¯': 'bar',
  '‾': 'overline',
  '→': 'vec',
  '˙': 'dot',
  '¨': 'ddot',
};
/** Names that TeX sets upright. */
const FUNCTIONS = new Set(
  'arccos arcsin arctan cos cosh cot det dim exp gcd inf ker lim ln log max min mod sin sinh sup tan tanh Pr'.split(' '),
);

/** The formula as `$…$`; its text alone where it is content markup, blank where it holds nothing. */
export function mathText(math: XmlElement): string {
  const source = annotationIn(math);
  const tex = (source ?? row(math)).replace(/\s+/g, ' ').trim();
  if (tex === '') return '';
  // A single plain number or letter needs no formula.
  if (/^(?:[\d.,]+|[%<>=±])$/.test(tex)) return tex;
  return `$${tex.replace(/(?<!\\)\$/g, '\\$')}$`;
}

/** TeX that the formula carries along. */
function annotationIn(math: XmlElement): string | null {
  const found = all(math, 'semantics', 'annotation').find((one) => /tex/i.test(attribute(one, 'encoding') ?? ''));
  const text = found?.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  return text === undefined || text === '' ? null : text;
}

function row(element: XmlElement): string {
  return joined(element.children.map((child) => (typeof child === 'string' ? '' : tex(child))));
}

/** Parts side by side; a command is parted from the letter after it. */
function joined(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += /\\[A-Za-z]+$/.test(text) && /^[A-Za-z]/.test(part) ? ` ${part}` : part;
  return text;
}

function tex(element: XmlElement): string {
  const parts = element.children.filter((child) => typeof child !== 'string');
  const part = (at: number) => {
    const child = parts[at];
    return child === undefined ? '' : tex(child);
  };
  switch (localName(element)) {
    case 'mi': {
      const text = tokenText(element);
      if (FUNCTIONS.has(text)) return `\\${text} `;
      return [...text].length > 1 ? `\\mathrm{${escaped(text)}}` : escaped(text);
    }
    case 'mn':
      return escaped(tokenText(element));
    case 'mo': {
      const text = tokenText(element);
      return /^[\u2061-\u2064]$/.test(text)
        ? ''
        : [...text].length > 1 && /^[A-Za-z]+$/.test(text)
          ? `\\operatorname{${text}}`
          : escaped(text);
    }
    case 'mtext':
    case 'ms': {
      const text = tokenText(element, true);
      return text.trim() === '' ? ' ' : `\\text{${escaped(text)}}`;
    }
    case 'mspace':
      return ' ';
    case 'msub':
      return `${based(part(0))}_${grouped(part(1))}`;
    case 'msup':
      return `${based(part(0))}^${grouped(part(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${based(part(0))}_${grouped(part(1))}^${grouped(part(2))}`;
    case 'munder':
      return `${based(part(0))}_${grouped(part(1))}`;
    case 'mover': {
      const accent = ACCENTS[part(1).trim()];
      return accent === undefined ? `${based(part(0))}^${grouped(part(1))}` : `\\${accent}{${part(0)}}`;
    }
    case 'mfrac':
      return `\\frac{${part(0)}}{${part(1)}}`;
    case 'msqrt':
      return `\\sqrt{${row(element)}}`;
    case 'mroot':
      return `\\sqrt[${part(1)}]{${part(0)}}`;
    case 'mfenced': {
      const separator = element.attributes.separators?.trim().charAt(0) ?? ',';
      const opened = element.attributes.open ?? '(';
      const closed = element.attributes.close ?? ')';
      return `${escaped(opened)}${parts.map((child) => tex(child)).join(escaped(separator))}${escaped(closed)}`;
    }
    case 'mtable': {
      const rows = parts.map((line) => all(line, 'mtd').map(row).join(' & '));
      return `\\begin{matrix}${rows.join(' \\\\ ')}\\end{matrix}`;
    }
    case 'mrow':
    case 'mstyle':
    case 'mpadded':
    case 'mtd':
      return row(element);
    case 'semantics':
      return part(0);
    case 'annotation':
    case 'annotation-xml':
      return '';
    default:
      // Content markup and what else there may be: its text in order, empty elements by their names.
      return element.children.length === 0
        ? escaped(localName(element))
        : element.children.map((child) => (typeof child === 'string' ? escaped(child) : tex(child))).join(' ');
  }
}

function tokenText(element: XmlElement, keepSpaces = false): string {
  const text = element.children.map((child) => (typeof child === 'string' ? child : tokenText(child, keepSpaces))).join('');
  return keepSpaces ? text.replace(/\s+/g, ' ') : text.trim();
}

/** What an index is put on: one sign, or a group. */
function based(text: string): string {
  return text === '' ? '{}' : /^(?:.|\\[A-Za-z]+ ?|\\mathrm\{[^{}]*\})$/u.test(text) ? text.trimEnd() : `{${text}}`;
}

function grouped(text: string): string {
  return [...text].length === 1 ? text : `{${text}}`;
}

/** Characters that TeX would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\{}$%#&_^~]/g, (char) =>
    char === '\\' ? '\\backslash ' : char === '^' ? '\\hat{}' : char === '~' ? '\\sim ' : `\\${char}`,
  );
}
