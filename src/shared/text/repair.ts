/**
 * Clean-up of what digest pages and abstracts leave of TeX and HTML: what is certain is repaired, what is doubtful
 * stays ("times" as a word, "epsilon" in prose). Formulas, addresses, names of code and of files are never touched,
 * and nothing here changes a stored text.
 */
import { linksIn } from './links.ts';
import { mathIn } from './math.ts';
import { ACCENTS, GREEK, lowered, raised, SIGNS } from './symbols.ts';

export interface Repair {
  /** UTF-16 offsets in the raw text. */
  readonly rawStart: number;
  readonly rawEnd: number;
  /** What is read in its place; never empty, never the same as the raw text. */
  readonly shown: string;
}

interface Rule {
  /** Without one of these in the text the pattern is not even tried. */
  readonly hint: RegExp;
  /** Global, and linear: repetitions are bounded or cannot overlap. */
  readonly pattern: RegExp;
  /** What to show, or null where a second look says that it is doubtful. */
  readonly show: (match: RegExpExecArray, text: string, escapesQuotes: boolean) => string | null;
}

const NUMBER = String.raw`\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,12})?`;
const GREEK_NAME = Object.keys(GREEK).join('|');
const STYLE =
  'scriptsize|footnotesize|normalsize|textbf|textit|texttt|textsc|textrm|textsf|mathbf|mathcal|mathbb|mathrm|mathsf|mathit|boldsymbol';

/** In order of precedence: where two overlap, the one that begins first counts, then the one listed first. */
const RULES: readonly Rule[] = [
  // A figure with what is left of its signs: sim75\%, 3.72sim4.11times, 1.5-2.5times, 2.2x, 5^{th}.
  {
    hint: /sim\s?\d|\dtimes|\d\\|\d[xX]|\dsim/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{M}\d_\\./^-])(\\?sim ?)?(${NUMBER})(?:(\\?sim|--?|–|x-)(${NUMBER}))?(?:( ?\\times|times|[xX])(?![\p{L}\p{M}_]|[.-]\p{L})|(\\%))?`,
      'gu',
    ),
    show(match, text) {
      const [whole, sim, from = '', joint, to, times, percent] = match;
      const rest = text.slice(match.index + whole.length);
      // "10x Genomics" is a firm, "802.11x" a standard, "0x" the start of a hexadecimal number, "2x2" a shape.
      if (
        /^[xX]$/.test(times ?? '') &&
        (/^[xX]\d/.test(`${times}${rest}`) || /^0\d*$|^802\./.test(from) || /^\s?(Genomics|Visium|Chromium|Xenium)/.test(rest))
      ) {
        return null;
      }
      // sim2real is a name, not a figure.
      if (times === undefined && percent === undefined && /^\p{L}{2}/u.test(rest)) return null;
      if (sim === undefined && times === undefined && percent === undefined && !joint?.endsWith('sim')) return null;
      const between = joint === undefined ? '' : joint.endsWith('sim') ? '~' : joint === 'x-' ? '×–' : '–';
      return `${sim === undefined ? '' : '~'}${from}${between}${to ?? ''}${times === undefined ? '' : '×'}${percent === undefined ? '' : '%'}`;
    },
  },
  // A set of symbols that lost its dollars: {omega_m,omega_b,...}
  {
    hint: /\{[^{}]*_/,
    pattern: /(?<![\\\w}])\{((?:[^{}\n]|\{\w{1,12}\}){1,200})\}/g,
    show: (match) => symbolSet(match[1] ?? ''),
  },
  // Accents: It\^o, H\"{o}lder, Szemer\'edie, {\'e}, \c{c}, \v s
  {
    hint: /\\[`'^~=."uvHckdr]/,
    pattern: /(\{)?\\(?:([`'^~=."])\s?|([uvHckdr])(?=[{ ]) ?)(?:\{(\\?[A-Za-z])\}|(\\[ij](?![A-Za-z])|[A-Za-z]))(\})?/g,
    show(match, text, escapesQuotes) {
      const [whole, open, sign, letterSign, braced, bare, close] = match;
      const base = (braced ?? bare ?? '').replace('\\', '');
      const mark = ACCENTS[sign ?? letterSign ?? ''];
      if (mark === undefined || (open === undefined) !== (close === undefined)) return null;
      if (braced === undefined && /["']/.test(sign ?? '') && isEscapedQuote(text, match.index, whole, escapesQuotes)) return null;
      const letter = `${base}${mark}`.normalize('NFC');
      return [...letter].length === 1 ? letter : null;
    },
  },
  // Escaped signs: \% \& \_ \# \$ \{ \}
  {
    hint: /\\[%&_#${}]/,
    pattern: /\\([%&_#${}])/g,
    show: (match) => match[1] ?? null,
  },
  // Styled words: \emph{very}, {\bf very}, <i>very</i>, and the bare remnant scriptsizeFLaws
  {
    hint: /\\[a-z]+\{|\{\\/,
    pattern:
      /\\(emph|underline|text|textbf|textit|texttt|textsc|textrm|textsf|textsl|textup|mathbf|mathcal|mathrm|mathsf|mathit|mathbb|boldsymbol|mbox|enquote)\{([^{}\n]{1,300})\}/g,
    show: (match) => (match[1] === 'enquote' ? `“${inner(match[2])}”` : inner(match[2])),
  },
  {
    hint: /\{\\/,
    pattern: /\{\\(?:em|bf|it|tt|sc|sf|rm|sl|bfseries|itshape|scshape|ttfamily|small|scriptsize|footnotesize) ([^{}\n]{1,300})\}/g,
    show: (match) => inner(match[1]),
  },
  {
    hint: /<\//,
    pattern: /<(i|b|em|strong|u|tt|scp|sc|sub|sup)>([^<>\n]{1,300})<\/\1>/gi,
    show(match) {
      const content = inner(match[2]) ?? '';
      const tag = match[1]?.toLowerCase();
      return (tag === 'sub' ? lowered(content) : tag === 'sup' ? raised(content) : null) ?? content;
    },
  },
  {
    hint: new RegExp(STYLE),
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}_\\])\\?(?:${STYLE})\s?([A-Z][\p{L}\p{N}]{0,60})`, 'gu'),
    show: (match) => match[1] ?? null,
  },
  {
    hint: /xspace/,
    pattern: /(?<![\p{L}\p{N}_\\])([A-Za-z][\p{L}\p{N}-]{1,60}?)\\?xspace(?![\p{L}\p{N}_])/gu,
    show: (match) => match[1] ?? null,
  },
  // Signs by name: \alpha, \leq 4, \ldots; without a backslash only where nothing else can be meant.
  {
    hint: /\\[A-Za-z]/,
    pattern: /\\([A-Za-z]{1,16})(?:\{\}|(?![A-Za-z({[]))/g,
    show: (match) => SIGNS[match[1] ?? ''] ?? null,
  },
  {
    hint: /[lg]eq?\d|[lg]eq /,
    pattern:
      /(?<![\p{L}\p{N}_\\])(?:([knxNKL])(leq?|geq?)(\d[\d.,]*\d|\d)(?![\p{L}\p{N}_])|(leq|geq)(?= ?[\d.]| [A-Za-z](?![\p{L}\p{N}_])))/gu,
    show([, variable = '', glued, figure = '', alone]) {
      return `${variable}${(glued ?? alone)?.startsWith('l') ? '≤' : '≥'}${figure}`;
    },
  },
  {
    hint: /ge \d/,
    pattern: new RegExp(String.raw`(?<=(?<![\p{L}\p{N}])(?:${GREEK_NAME}|[kn]) )(ge|le)(?= ${NUMBER}(?![\p{L}\p{N}]))`, 'gu'),
    show: (match) => (match[1] === 'le' ? '≤' : '≥'),
  },
  {
    hint: /(?:approx|pm)\d/,
    pattern: /(?<![\p{L}\p{N}_\\])approx(?=\d)|(?<=\d%?)pm(?=\d)/gu,
    show: (match) => (match[0] === 'pm' ? '±' : '≈'),
  },
  // Degrees and ordinals: 90^\circ, 4^{th}
  {
    hint: /\^\{?\\?(?:circ|st|nd|rd|th|[*]|prime|top)/,
    pattern: /(?<=[\p{L}\d)])\^(?:\{?(?:\\?(circ)|(st|nd|rd|th)|(\*|\\ast|\\star)|(\\prime))\}?)(?![\p{L}\d_{])/gu,
    show: (match) => (match[1] !== undefined ? '°' : (match[2] ?? (match[3] !== undefined ? '*' : '′'))),
  },
  // Powers and indices: 3200^3, 10^{-5}, )^2, w_0, sigma_8, CO_2, H_{2}O
  {
    hint: /\^[\d{n+-]/,
    pattern: /(?<=[\p{L}\d)\]|])\^(?:\{([+-]?[\dn+-]{1,6})\}|([+-]?\d{1,4}|n))(?![\p{L}\d_^{]|[./]\d)/gu,
    show: (match) => raised(match[1] ?? match[2] ?? ''),
  },
  {
    hint: /_[\d{]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}_.\\/@#-])(\\?)(${GREEK_NAME}|ell|log|[A-Z]?[A-Za-z])_(?:\{(\d{1,3})\}|(\d{1,3}))(?![\p{L}\p{N}_(]|\.\p{L}|/\p{L})`,
      'gu',
    ),
    show(match) {
      const [, , name = '', braced, bare] = match;
      const index = lowered(braced ?? bare ?? '');
      return index === null ? null : `${GREEK[name] ?? (name === 'ell' ? 'ℓ' : name)}${index}`;
    },
  },
  {
    hint: /_\{?\d\}?[A-Z]/,
    pattern: /(?<![\p{L}\p{N}_.\\/@#-])([A-Z][a-z]?)_\{?(\d)\}?(?=[A-Z](?![\p{L}\p{N}]))/gu,
    show: (match) => `${match[1]}${lowered(match[2] ?? '')}`,
  },
  // HTML's entities
  {
    hint: /&[a-z#]/i,
    pattern: /&(?:(amp|lt|gt|quot|apos|nbsp|ndash|mdash|hellip|times)|#(\d{2,7})|#x([0-9a-f]{2,6}));/gi,
    show: (match) => entity(match[1], match[2], match[3]),
  },
];

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  times: '×',
};

/** A run of the letters that names of code, files and mailboxes are made of. */
const TOKEN = /[\w.@/+-]+/g;
const FILE_NAME = /\w\.(?:py|json|txt|pdf|html?|csv|cpp|md|ya?ml|ipynb|sh|js|ts|zip|tar|gz|bib|tex)$/;
/** A letter with its index, no name of code. */
const INDEXED = new RegExp(`^(?:${GREEK_NAME}|ell|log|[A-Za-z]{1,2})_\\w{0,3}$`);

/** Whether a token is a name of code (`dynamic_llava`), of a file (`v_1.py`) or of a mailbox, where nothing is a remnant. */
function isName(token: string): boolean {
  const name = token.replace(/^[.+-]+|[.+-]{1,9}$/g, '');
  if (name.includes('@') && name.includes('.')) return true;
  if (FILE_NAME.test(name)) return true;
  return name.includes('_') && name.split(/[./+-]/).some((part) => part.includes('_') && !INDEXED.test(part) && /[A-Za-z]{2}/.test(part));
}

/**
 * The repairs of a text, in order and without overlap. Never throws; time grows linearly with the text.
 */
export function repairsIn(raw: string): readonly Repair[] {
  const found: (Repair & { readonly rank: number })[] = [];
  // A backslash and a quote that no letter follows are no accent: this text escapes its quotes.
  const escapesQuotes = /\\"(?![A-Za-z{\\])/.test(raw);
  RULES.forEach(({ hint, pattern, show }, rank) => {
    if (!hint.test(raw)) return;
    for (const match of raw.matchAll(pattern)) {
      if (match[0] === '') continue;
      const shown = show(match, raw, escapesQuotes);
      if (shown === null || shown === '' || shown === match[0]) continue;
      found.push({ rawStart: match.index, rawEnd: match.index + match[0].length, shown, rank });
    }
  });
  if (found.length === 0) return [];
  found.sort((a, b) => a.rawStart - b.rawStart || a.rank - b.rank);
  const kept: Repair[] = [];
  const protectedRanges = rangesToLeave(raw);
  let next = 0;
  let end = 0;
  for (const { rawStart, rawEnd, shown } of found) {
    if (rawStart < end) continue;
    while ((protectedRanges[next]?.end ?? Number.POSITIVE_INFINITY) <= rawStart) next += 1;
    if ((protectedRanges[next]?.start ?? Number.POSITIVE_INFINITY) < rawEnd) continue;
    kept.push({ rawStart, rawEnd, shown });
    end = rawEnd;
  }
  return kept;
}

function rangesToLeave(raw: string): readonly { readonly start: number; readonly end: number }[] {
  const names = /[_.@]/.test(raw) ? [...raw.matchAll(TOKEN)].filter(([token]) => isName(token)) : [];
  const ranges: { start: number; end: number }[] = [
    ...mathIn(raw).map(({ start, end }) => ({ start, end })),
    ...linksIn(raw).map(({ start, end }) => ({ start, end })),
    ...names.map((match) => ({ start: match.index, end: match.index + match[0].length })),
  ].sort((a, b) => a.start - b.start);
  // Merged, so that a walk over them in step with the repairs sees every one.
  const merged: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push(range);
  }
  return merged;
}

function inner(content: string | undefined): string | null {
  if (content === undefined || content.includes('://')) return null;
  // Style commands stand at most a few deep; their content is short, so reading it again stays linear.
  const repairs = repairsIn(content);
  let shown = '';
  let at = 0;
  for (const repair of repairs) {
    shown += content.slice(at, repair.rawStart) + repair.shown;
    at = repair.rawEnd;
  }
  return shown + content.slice(at);
}

/** `said \"only\"` and `isn\'t` are escapes of a program, not accents: then such quotes stand elsewhere in the text, too. */
function isEscapedQuote(text: string, at: number, match: string, escapesQuotes: boolean): boolean {
  if (/["']$/.test(match)) return true;
  if (match.startsWith("\\'") && /[\p{L}]/u.test(text.charAt(at - 1))) {
    return /^\\'(?:s|t|re|ve|m|ll|d)(?![\p{L}])/u.test(text.slice(at, at + 5));
  }
  return match.startsWith('\\"') && escapesQuotes;
}

/** `omega_m,omega_b, sigma_8, ...` as symbols; null if it does not look like symbols through and through. */
function symbolSet(content: string): string | null {
  const parts = content.split(',').map((part) => part.trim());
  let certain = false;
  const shown = parts.map((part) => {
    if (/^(?:\.\.\.|…|\\l?dots)$/.test(part)) return '…';
    const symbol = /^\\?([A-Za-z]{1,10})(?:_(?:\{\\?(\w{1,10})\}|(\w{1,3})))?$/.exec(part);
    const name = symbol?.[1] ?? '';
    if (symbol === null || !(name in GREEK || name.length <= 2)) return null;
    const index = symbol[2] ?? symbol[3];
    if (index === undefined) return GREEK[name] ?? name;
    certain ||= name in GREEK || name.length === 1;
    return `${GREEK[name] ?? name}${lowered(index) ?? `_${GREEK[index] ?? index}`}`;
  });
  return certain && !shown.includes(null) ? `{${shown.join(', ')}}` : null;
}

function entity(name: string | undefined, decimal: string | undefined, hex: string | undefined): string | null {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? null;
  const point = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  const storable = point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) && !(point >= 0x7f && point < 0xa0);
  return storable ? String.fromCodePoint(point) : null;
}
