/**
 * A text as any other spelling of it would read: Unicode forms, white space, quotes, dashes, case, HTML and TeX are alike.
 * What is found in the folded text is found in the raw one, as every word knows where it stands there.
 */
import { type Span, spansOf } from './spans.ts';
import { GREEK, table } from './symbols.ts';
import { add, type Traced, unwrapped } from './unwrap.ts';

/** A word, a number or a sign. */
export interface Token {
  /** Folded: the same for every spelling. */
  readonly text: string;
  /** Variables and Greek letters as they were written, as their case tells them apart: `O(n)` is not `o(n)`. Null for words. */
  readonly letter: string | null;
  /** Says nothing of its own: commas, brackets, quotes, hyphens. */
  readonly punctuation: boolean;
  /** Ends a sentence, or an abbreviation that looks like it. */
  readonly stop: boolean;
  /** UTF-16 offsets in the raw text; of a token inside a repair or a formula those of the whole repair or formula. */
  readonly start: number;
  readonly end: number;
}

/** A token that says something. */
export interface Word extends Token {
  /** Its place among the tokens. */
  readonly index: number;
  /** A hyphen joins it to the word before. */
  readonly hyphened: boolean;
  /** A stop parts it from the word before. */
  readonly stopped: boolean;
}

export interface FoldedText {
  readonly raw: string;
  readonly spans: readonly Span[];
  readonly tokens: readonly Token[];
  /** The tokens that are no punctuation. */
  readonly words: readonly Word[];
}

/** Folds a raw text. Never throws; linear in the text. */
export function folded(raw: string): FoldedText {
  const spans = spansOf(raw, { repair: true });
  const tokens = tokensOf(normalised(unwrapped(raw, spans)));
  return { raw, spans, tokens, words: wordsOf(tokens) };
}

/** A letter with its accents, a syllable of Hangul or a half-width kana in whatever pieces it came. */
const CLUSTER =
  /[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*|[\uac00-\ud7a3][\u11a8-\u11ff]|[\uff66-\uff9d][\uff9e\uff9f]|\P{M}\p{M}*|\p{M}+/gsu;
const PLAIN = /^[\0-\x7f]*$/;
const RAISED = /^[ª²³¹º\u2070-\u207f\u1d2c-\u1d61\u1d78\u1d9b-\u1dbf]/u;
const LOWERED = /^[\u2080-\u209c\u1d62-\u1d6a\u2c7c]/u;

/** The letters in one form. Raised and lowered ones keep their height: 10² is not 102. */
function normalised(given: Traced): Traced {
  if (PLAIN.test(given.text)) return given;
  const out: Traced = { text: '', from: [], to: [] };
  let height = '';
  for (const match of given.text.matchAll(CLUSTER)) {
    const [cluster] = match;
    const start = given.from[match.index] ?? 0;
    const end = given.to[match.index + cluster.length - 1] ?? start;
    const before = height;
    height = RAISED.test(cluster) ? '^' : LOWERED.test(cluster) ? '_' : '';
    if (height !== '' && height !== before) add(out, height, start, end);
    const form = cluster.normalize('NFKC');
    // "2½" is not 21/2.
    add(out, height === '' && /^\p{No}/u.test(cluster) ? ` ${form} ` : form, start, end);
  }
  return out;
}

const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const DASHES = String.raw`\-\u2010-\u2015\u2043\u2212`;
const QUOTES = String.raw`'"\`\u2018-\u201f\u2032-\u2037\u2039\u203a«»`;

/** In scripts without spaces, and of Greek, each letter is a token. */
const TOKEN = new RegExp(
  [
    String.raw`(?<number>\p{Nd}+(?:[.,]\p{Nd}+)*)`,
    String.raw`(?<greek>\p{Script=Greek}\p{M}*)`,
    String.raw`[${UNSPACED}]\p{M}*`,
    String.raw`(?<word>[[\p{L}\p{M}\p{N}]--[\p{Nd}\p{Script=Greek}${UNSPACED}]]+)`,
    `(?<dash>->|[${DASHES}]+)`,
    `(?<quote>[${QUOTES}]+)`,
    String.raw`\.{3,}|<=|>=|!=|\^\s*∘`,
    String.raw`(?<sign>\S)`,
  ].join('|'),
  'gv',
);

/** Greek letters by their names, as a digest that lost its backslashes has them. */
const NAMES = new Map<string, string>();
for (const [name, letter] of Object.entries(GREEK)) {
  const plain = letter.normalize('NFKC');
  if (!name.startsWith('var')) NAMES.set(plain, name);
}
NAMES.set('ς', 'sigma');
/** Names a word may have for another, or for a sign: never English words, those say what they say. */
const WORDS = table({
  varepsilon: 'epsilon',
  vartheta: 'theta',
  varphi: 'phi',
  leq: '≤',
  geq: '≥',
  neq: '≠',
  infty: '∞',
  cdot: '·',
  cdots: '...',
  ldots: '...',
  rightarrow: '→',
  leftarrow: '←',
  propto: '∝',
});
const ALIKE = table({
  '->': '→',
  '<=': '≤',
  '>=': '≥',
  '!=': '≠',
  '⋯': '...',
  '∼': '~',
  '˜': '~',
  '⋅': '·',
  '∙': '·',
  '•': '·',
  '∗': '*',
  '⋆': '*',
  '×': 'x',
  '✕': 'x',
  '⨯': 'x',
  '⁄': '/',
  '∕': '/',
  '∆': 'delta',
});
const PUNCTUATION = new Set(['.', ',', ';', ':', '?', '...', "'", '(', ')', '[', ']', '-', '--']);
const STOPS = new Set(['.', '?', '!', '...']);
const STOPPED = /^['"”’)\]]{0,3}(?:\s|$)/u;
/** "i.e." ends no sentence. */
const INITIAL = /(?<![\p{L}\p{M}\p{N}])\p{L}$/u;
/** Beside one of these a letter is part of something: "x1", "it's". */
const ATTACHED = /[\p{L}\p{M}\p{N}'’]/u;

/** Words, numbers and signs. */
function tokensOf({ text, from, to }: Traced): readonly Token[] {
  const found = [...text.matchAll(TOKEN)];
  return found.map((match, at) => {
    const [written] = match;
    const { number, greek, word, dash, quote, sign } = match.groups ?? {};
    const last = match.index + written.length;
    const start = from[match.index] ?? 0;
    const end = to[last - 1] ?? start;
    if (number !== undefined) return { text: number, letter: null, punctuation: false, stop: false, start, end };
    if (greek !== undefined) {
      const name = NAMES.get(greek);
      return {
        text: (name ?? NAMES.get(greek.toLowerCase()) ?? greek).toLowerCase(),
        letter: name ?? greek,
        punctuation: false,
        stop: false,
        start,
        end,
      };
    }
    if (word !== undefined) {
      const lower = word.toLowerCase();
      const alone = word.length === 1 && lower !== 'a' && !ATTACHED.test(text.charAt(match.index - 1)) && !ATTACHED.test(text.charAt(last));
      return { text: WORDS[lower] ?? lower, letter: alone ? word : null, punctuation: false, stop: false, start, end };
    }
    const plain =
      quote !== undefined
        ? "'"
        : dash !== undefined && dash !== '->'
          ? /^[—―]|..$/u.test(dash)
            ? '--'
            : '-'
          : written.startsWith('...')
            ? '...'
            : written;
    const bound = (dash !== undefined || sign === ':') && bindsNumbers(found[at - 1], match, found[at + 1]);
    const canonical = plain.startsWith('^') && plain.length > 1 ? '°' : bound && plain === '--' ? '-' : (ALIKE[plain] ?? plain);
    const punctuation = PUNCTUATION.has(canonical) && !bound;
    const stop =
      STOPS.has(canonical) &&
      STOPPED.test(text.slice(last, last + 4)) &&
      !INITIAL.test(text.slice(Math.max(0, match.index - 2), match.index));
    return { text: canonical, letter: null, punctuation, stop, start, end };
  });
}

/** Whether a dash or colon belongs to a number: −5, 3–5, 3:1; not GPT-4. */
function bindsNumbers(before: RegExpExecArray | undefined, sign: RegExpExecArray, after: RegExpExecArray | undefined): boolean {
  const end = sign.index + sign[0].length;
  if (after?.groups?.number === undefined || (after.index > end && before?.groups?.number === undefined)) return false;
  const glued = before !== undefined && before.index + before[0].length === sign.index;
  return sign[0] === ':'
    ? glued && after.index === end && before.groups?.number !== undefined
    : !(glued && before.groups?.word !== undefined);
}

function wordsOf(tokens: readonly Token[]): readonly Word[] {
  const words: Word[] = [];
  tokens.forEach((token, index) => {
    if (token.punctuation) return;
    const between = tokens.slice((words.at(-1)?.index ?? -1) + 1, index);
    const [hyphen] = between;
    const hyphened = between.length === 1 && hyphen?.text === '-' && hyphen.start <= (words.at(-1)?.end ?? -1);
    words.push({ ...token, index, hyphened, stopped: between.some(({ stop }) => stop) });
  });
  return words;
}
