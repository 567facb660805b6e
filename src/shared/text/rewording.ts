/**
 * Which words may stand for others without a sentence saying anything else. What is not listed here says something else:
 * no measure of likeness tells "increase" from "decrease" or "alkane" from "alkene".
 */

/** Words that come and go in a revision. None that relates things ("from", "by"), weighs them ("only") or denies them. */
const LIGHT = new Set(
  `a an the this that these those which we our here also then thus hence therefore moreover furthermore further additionally
  is are was were be been has have had`.split(/\s+/),
);

/** Each line: words that authors exchange for each other. */
const EXCHANGED = [
  'novel new',
  'propose present introduce',
  'show demonstrate',
  'method approach technique',
  'use utilize employ leverage',
  'using utilizing employing leveraging',
  'significantly substantially considerably',
  'achieve obtain attain',
  'investigate study examine',
  'previous prior',
  'numerous many',
  'paper work article',
  'enable allow',
  'require need',
  'outperform surpass',
  'usually typically',
  'because since',
  'however nevertheless nonetheless',
  'in on at',
].map((line) => line.split(' '));
/** Articles, pronouns and tenses: of one line they may take each other's place. */
const SWAPPED = ['a an the this that these those our', 'that which', 'is are was were be been', 'has have had', 'thus hence therefore'].map(
  (line) => line.split(' '),
);

const EXCHANGES = linesByWord(EXCHANGED);
const SWAPS = linesByWord(SWAPPED);

function linesByWord(lines: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<number>> {
  const known = new Map<string, Set<number>>();
  lines.forEach((line, at) => {
    for (const word of line) known.set(word, (known.get(word) ?? new Set()).add(at));
  });
  return known;
}

/** Never taken for a form of another word. */
const FIXED = new Set('not no nor none never news means this thus bias lens series species being during'.split(' '));

/** Whether a word may be added or left out. Folded words only, here and below. */
export function isLight(word: string): boolean {
  return LIGHT.has(word);
}

/** Whether two words are one: another ending, British or American, with or without its accents. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  if (FIXED.has(one) || FIXED.has(other) || !isPlain(one) || !isPlain(other)) return false;
  return intersect(basesOf(one), basesOf(other));
}

/** Whether a word may stand for another. */
export function isExchangeable(one: string, other: string): boolean {
  if (sharesLine(SWAPS, [one], [other])) return true;
  return !FIXED.has(one) && !FIXED.has(other) && sharesLine(EXCHANGES, basesOf(one), basesOf(other));
}

function isPlain(word: string): boolean {
  return /^[\p{L}\p{M}]{3,40}$/u.test(word);
}

function intersect(one: readonly string[], other: readonly string[]): boolean {
  return one.some((base) => other.includes(base));
}

function sharesLine(lines: ReadonlyMap<string, ReadonlySet<number>>, one: readonly string[], other: readonly string[]): boolean {
  return one.some((base) => [...(lines.get(base) ?? [])].some((line) => other.some((second) => lines.get(second)?.has(line) === true)));
}

/** The words a word may be a form of: "modelled" of "model", "studies" of "study", "modelling" of "modeling". */
function basesOf(word: string): readonly string[] {
  const plain = word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/(?<=\p{L}{3})is(?=(?:e|es|ed|ing|ation|ations)$)/u, 'iz')
    .replace(/(?<=\p{L}{3})our(?=s?$|(?:ed|ing|able)$)/u, 'or')
    .replace(/(?<=\p{L}{3})re$/u, 'er');
  const bases = [plain];
  const ending = /^(\p{L}{2,}?)(ies|ied|es|s|ed|ing)$/u.exec(plain);
  const [, stem = '', end = ''] = ending ?? [];
  if (end === '' || (end === 's' && /[suia]$/.test(stem))) return bases;
  if (end === 'ies' || end === 'ied') return [...bases, `${stem}y`];
  if (end === 's') return [...bases, stem];
  // "running" and "used": the end took a letter or doubled one.
  const found = /[aeiouy]/.test(stem) ? [stem, `${stem}e`] : [];
  if (end !== 'es' && /([bdgklmnprt])\1$/.test(stem)) found.push(stem.slice(0, -1));
  // "Planning" is not "plans", nor "learning" "learned".
  return [...bases, ...(end === 'ing' ? found.map((base) => `${base}ing`) : found)];
}
