/** What happens to abstracts between two versions, done to drafts, which remember what was done. */
import type { Random } from '../durability/random.ts';
import { type Draft, type Piece, space } from './draft.ts';

export type Edit = (draft: Draft, random: Random, other: Draft) => Draft;

/** Spellings of one and the same, as digests, arXiv and publishers have them. */
const SPELLINGS: readonly (readonly [string, ...string[]])[] = [
  ['sim75\\%', '~75%', '$\\sim$75\\%', '$\\sim 75\\%$', '\\sim75\\%'],
  ['6.0times', '6.0×', '6.0x', '$6.0\\times$', '6.0\\times'],
  ['It\\^o', 'Itô', 'Ito\u0302', 'It&ocirc;', 'It\\^{o}'],
  ['H\\"{o}lder', 'Hölder', 'Ho\u0308lder', 'H&ouml;lder', 'H\\"older'],
  ['$O(n^2)$', 'O(n²)', 'O(n^2)', '\\(O(n^2)\\)', 'O(n^{2})', 'O(n<sup>2</sup>)'],
  ['$\\mathcal{O}(n \\log n)$', 'O(n log n)', '$\\mathcal{O}(n\\log n)$', '$O(n \\log n)$'],
  ['$\\alpha$', '\\alpha', 'α', 'alpha', '\\(\\alpha\\)', '&alpha;'],
  ['$\\epsilon$', 'ϵ', '\\epsilon', '$\\varepsilon$'],
  ['\\textbf{robust}', 'robust', '\\emph{robust}', '<b>robust</b>', '{\\bf robust}'],
  ['\\emph{very robust}', 'very robust', '<i>very robust</i>', '\\emph{very\nrobust}'],
  ['10^{-5}', '10⁻⁵', '$10^{-5}$', '10<sup>-5</sup>'],
  ['w_0', 'w₀', '$w_0$', 'w_{0}'],
  ['leq 4B', '\\leq 4B', '≤ 4B', '≤4B', '&lt;= 4B'],
  ['90^\\circ', '90°', '$90^\\circ$', '90&deg;'],
  ['4^{th}', '4th', '$4^{th}$'],
  ['3--5', '3–5', '3-5', '3&ndash;5'],
  ['R&amp;D', 'R&D', 'R\\&D'],
  ['“fair”', '"fair"', "``fair''", '&quot;fair&quot;', '&ldquo;fair&rdquo;'],
  ['ﬁne-tuned', 'fine-tuned', 'fine‑tuned', 'fine-\ntuned', 'fi\u00adne-tuned'],
  ['Wei{\\ss}', 'Weiß', 'Wei\\ss'],
];

/** Other words for the same, whatever the finder thinks of them. */
const SYNONYMS = pairs(
  'novel new,propose present,proposes presents,show demonstrate,shows demonstrates,method approach,methods approaches,use employ,' +
    'using employing,significantly substantially,often frequently,important essential,many numerous,paper work,achieves attains,' +
    'outperforms surpasses,investigate study,existing available,is was,are were,model models,the this,our the',
);
/** Words for something else, however alike they look. */
const OPPOSITES = pairs(
  'increase decrease,increases decreases,improve worsen,improves worsens,high low,higher lower,large small,better worse,more less,' +
    'outperforms underperforms,best worst,efficient inefficient,supervised unsupervised,linear nonlinear,first last,with without,can cannot,' +
    'all some,before after,training test,and or,upper lower,effective ineffective,from to,convex nonconvex,strong weak,fast slow,is isn’t,' +
    'always never,most least,known unknown,possible impossible,similar dissimilar,global local,both neither',
);

/** Words that authors exchange for each other, in all their forms: one in the other's place says the same. */
const EXCHANGEABLE =
  /^(?:propos|present|introduc|show|demonstrat|us(?:e|ing)|utili|employ|leverag|achiev|obtain|attain|investigat|stud|examin|enabl|allow|requir|need|outperform|surpass|method|approach|techni|novel|previous|prior|further|these|those|their|which|hence|thus|therefore)/i;

function pairs(text: string): ReadonlyMap<string, string> {
  const all = text.split(',').map((pair) => pair.split(' ') as [string, string]);
  return new Map([...all, ...all.map(([one, other]): [string, string] => [other, one])]);
}

function mapPieces(draft: Draft, change: (piece: Piece) => Piece): Draft {
  return draft.map((sentence) => sentence.map((piece) => (piece.text === '' ? piece : change(piece))));
}

function isProse(piece: Piece): boolean {
  return piece.kind === 'word' && piece.spellings === undefined && /^[\p{L}\p{M}\p{N}'’-]+$/u.test(piece.text);
}

/** Lays some of the made-up spellings into a text, as real abstracts have them more thinly. */
export const seasoned: Edit = (draft, random) =>
  draft.map((sentence) =>
    sentence.flatMap((piece, at) => {
      if (piece.kind !== 'space' || at === sentence.length - 1 || random.next() > 0.06) return [piece];
      const spellings = SPELLINGS[random.int(SPELLINGS.length)] ?? ['x'];
      const text = spellings[random.int(spellings.length)] ?? '';
      return [piece, { ...space(), text, kind: 'word', spellings }, space()] satisfies Piece[];
    }),
  );

const respelled: Edit = (draft, random) =>
  mapPieces(draft, (piece) => {
    const { text, spellings } = piece;
    if (spellings !== undefined) return { ...piece, text: spellings[random.int(spellings.length)] ?? text };
    if (piece.kind === 'word' && /^\$[A-Za-z0-9()+,^ =-]+\$$/.test(text) && !/\s\$|\$\s/.test(text)) {
      return { ...piece, text: random.pick([text, text.slice(1, -1), `\\(${text.slice(1, -1)}\\)`]) };
    }
    if (/^[\d.]+\\?%$/.test(text)) return { ...piece, text: text.includes('\\') ? text.replace('\\', '') : text.replace('%', '\\%') };
    if (isProse(piece) && text.length > 3 && random.next() < 0.03) {
      return { ...piece, text: random.pick([`\\textbf{${text}}`, `\\emph{${text}}`, `<i>${text}</i>`, `\\textit{${text}}`, `{${text}}`]) };
    }
    return piece;
  });

const UNICODE: Readonly<Record<string, (text: string) => string>> = {
  decomposed: (text) => text.normalize('NFD'),
  ligatures: (text) => text.replace(/ffi/g, 'ﬃ').replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ'),
  'soft hyphens': (text) => text.replace(/(?<=\p{L}{4})(?=\p{L}{4})/gu, '\u00ad'),
  quotes: (text) => (/[’‘“”]/.test(text) ? text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"') : text.replace(/'/g, '’').replace(/"/g, '”')),
  dashes: (text) => text.replace(/(?<=\p{L})-(?=\p{L})/gu, '‐').replace(/—/g, '---'),
  compatible: (text) => (/[²³¹⁰-ₜ½¼¾ªº]/.test(text) ? text : text.normalize('NFKC')),
  joiners: (text) => text.replace(/(?<=\p{L}{3})(?=\p{L}{3})/gu, '\u200b'),
};

const unicode: Edit = (draft, random) => {
  const names = Object.keys(UNICODE);
  const change = UNICODE[names[random.int(names.length)] ?? ''] ?? ((text: string) => text);
  return mapPieces(draft, (piece) => (isProse(piece) || piece.kind === 'mark' ? { ...piece, text: change(piece.text) } : piece));
};

const rewrapped: Edit = (draft, random) => {
  const spaces = random.pick([
    ['\n'],
    ['\n', ' ', ' ', ' '],
    ['\r\n', ' ', ' '],
    ['  ', ' '],
    ['\n  ', ' ', ' '],
    ['\u00a0', ' '],
    ['\t', '\u2009', ' '],
  ]);
  const broken = random.next() < 0.5;
  return mapPieces(draft, (piece) => {
    if (piece.kind === 'space') return { ...piece, text: spaces[random.int(spaces.length)] ?? ' ' };
    return broken && isProse(piece) ? { ...piece, text: piece.text.replace(/(?<=\p{L})-(?=\p{L})/u, '-\n') } : piece;
  });
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '’': '&rsquo;',
  '‘': '&#8216;',
  '“': '&ldquo;',
  '”': '&#x201d;',
  '–': '&ndash;',
  '—': '&#8212;',
  "'": '&#39;',
  é: '&eacute;',
  ö: '&ouml;',
  ü: '&uuml;',
  '<': '&lt;',
  '>': '&gt;',
  '×': '&times;',
  α: '&alpha;',
  ε: '&#949;',
  '±': '&plusmn;',
  '°': '&deg;',
};

const inHtml: Edit = (draft, random) =>
  mapPieces(draft, (piece) => {
    if (piece.spellings !== undefined || /[\\$]|&[#\w]+;|\/\/|<\/?\w/.test(piece.text) || random.next() < 0.2) return piece;
    if (piece.kind === 'space') return random.next() < 0.05 ? { ...piece, text: '&nbsp;' } : piece;
    return { ...piece, text: piece.text.replace(/[&"’‘“”–—'éöü<>×αε±°]/g, (char) => ENTITIES[char] ?? char) };
  });

const recased: Edit = (draft, random) => {
  const change = random.pick([
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
    (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  ]);
  // A letter alone is a variable: its case is part of its name. "ß" has no capital in every font.
  return mapPieces(draft, (piece) =>
    /^[\p{L}-]{2,}$/u.test(piece.text) && isProse(piece) && !/(?<!\p{L})\p{L}(?!\p{L})|[ßİıµ\p{Script=Greek}]/u.test(piece.text)
      ? { ...piece, text: change(piece.text) }
      : piece,
  );
};

/** Changes the pieces that a test likes, some of them. */
function some(
  draft: Draft,
  random: Random,
  count: number,
  likes: (piece: Piece) => boolean,
  change: (piece: Piece) => readonly Piece[],
): Draft {
  const liked = draft.flat().filter((piece) => piece.text !== '' && piece.fate === 'same' && likes(piece));
  const chosen = new Set(Array.from({ length: Math.min(count, liked.length) }, () => liked[random.int(liked.length)]));
  return draft.map((sentence) => sentence.flatMap((piece) => (chosen.has(piece) ? change(piece) : [piece])));
}

const renumbered: Edit = (draft, random) =>
  some(
    draft,
    random,
    1 + random.int(4),
    (piece) => piece.kind === 'word' && /\d/.test(piece.text) && !/&#/.test(piece.text),
    (piece) => {
      const digits = [...piece.text.matchAll(/\d/g)];
      const digit = digits[random.int(digits.length)];
      const text =
        digit === undefined
          ? piece.text
          : `${piece.text.slice(0, digit.index)}${(Number(digit[0]) + 1 + random.int(8)) % 10}${piece.text.slice(digit.index + 1)}`;
      const { spellings: _, ...rest } = piece;
      return [{ ...rest, text, fate: 'other' }];
    },
  );

/** As a word at its place is written. */
function inCaseOf(model: string, word: string): string {
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const reworded: Edit = (draft, random) =>
  some(
    draft,
    random,
    1 + random.int(5),
    (piece) =>
      isProse(piece) &&
      (SYNONYMS.has(piece.text.toLowerCase()) || /^(?:an?|that)$/.test(piece.text) || (piece.text.length > 4 && random.next() < 0.1)),
    (piece) => {
      const synonym = SYNONYMS.get(piece.text.toLowerCase());
      if (synonym !== undefined) return [{ ...piece, text: inCaseOf(piece.text, synonym), fate: 'reworded' }];
      const added = { ...space(), text: random.pick(['also', 'thus', 'further']), kind: 'word', fate: 'reworded' } as const;
      return /^(?:an?|that)$/.test(piece.text) ? [{ ...piece, text: '', fate: 'reworded' }] : [added, space(), piece];
    },
  );

const DENIALS: readonly string[] = ['not', 'hardly', 'never', 'without'];

const contradicted: Edit = (draft, random, other) => {
  const words = other
    .flat()
    .filter(
      (piece) => isProse(piece) && piece.text.length > 4 && !SYNONYMS.has(piece.text.toLowerCase()) && !EXCHANGEABLE.test(piece.text),
    );
  // A second "not" behind the first could be either.
  const denied = new Set(draft.flat().filter((_, at, all) => DENIALS.includes(all[at - 2]?.text.toLowerCase() ?? '')));
  return some(
    draft,
    random,
    1 + random.int(4),
    (piece) =>
      isProse(piece) &&
      !denied.has(piece) &&
      (OPPOSITES.has(piece.text.toLowerCase()) || /^(?:not|no)$/i.test(piece.text) || random.next() < 0.15),
    (piece) => {
      const opposite = OPPOSITES.get(piece.text.toLowerCase());
      if (opposite !== undefined) return [{ ...piece, text: inCaseOf(piece.text, opposite), fate: 'other' }];
      if (/^(?:not|no)$/i.test(piece.text)) return [{ ...piece, text: '', fate: 'other' }];
      const added = { ...space(), text: DENIALS[random.int(DENIALS.length)] ?? 'not', kind: 'word', fate: 'other' } as const;
      const instead = words[random.int(words.length)]?.text ?? 'otherwise';
      if (random.next() < 0.5 || piece.text.length < 5 || instead.slice(0, 4).toLowerCase() === piece.text.slice(0, 4).toLowerCase())
        return [added, space(), piece];
      return [{ ...piece, text: instead, fate: 'other' }];
    },
  );
};

/** Forms of a word begin alike, and are one word here. */
function stemOf({ text }: Piece): string {
  return text.toLowerCase().slice(0, 4);
}

const reordered: Edit = (draft, random) =>
  draft.map((sentence) => {
    // Articles and such may take each other's place without saying anything else.
    const words = sentence.filter(
      (piece) => isProse(piece) && piece.text.length > 4 && !SYNONYMS.has(piece.text.toLowerCase()) && !EXCHANGEABLE.test(piece.text),
    );
    const one = words[random.int(words.length)];
    const second = words[random.int(words.length)];
    if (one === undefined || second === undefined || stemOf(one) === stemOf(second) || random.next() < 0.5) return sentence;
    return sentence.map((piece) => (piece === one ? second : piece === second ? one : piece));
  });

const inserted: Edit = (draft, random, other) => {
  const at = random.int(draft.length + 1);
  const foreign = (other[random.int(other.length)] ?? []).map((piece): Piece => ({ ...piece, origin: null, fate: 'other' }));
  return [...draft.slice(0, at), foreign, ...draft.slice(at)];
};

const dropped: Edit = (draft, random) => {
  const at = random.int(draft.length);
  return draft.length > 1 ? [...draft.slice(0, at), ...draft.slice(at + 1)] : draft;
};

const swapped: Edit = (draft, random) => {
  const one = random.int(draft.length);
  const second = random.int(draft.length);
  return draft.map((sentence, at) => (at === one ? (draft[second] ?? sentence) : at === second ? (draft[one] ?? sentence) : sentence));
};

let copies = 0;

const duplicated: Edit = (draft, random) => {
  copies += 1;
  const from = draft[random.int(draft.length)] ?? [];
  const copy = copies;
  const copied = (pieces: readonly Piece[]): Piece[] => pieces.map((piece) => ({ ...piece, copy }));
  const target = random.int(draft.length);
  const to = draft[target] ?? [];
  // A sentence beside its copy could be either.
  if (random.next() < 0.3 && Math.abs(draft.indexOf(from) - target) > 1)
    return [...draft.slice(0, target), copied(from), ...draft.slice(target)];
  const spaces = to.flatMap((piece, at) => (piece.kind === 'space' && at < to.length - 1 ? [at] : []));
  const at = spaces[random.int(spaces.length)];
  const first = from.findIndex((piece, index) => piece.kind === 'word' && index >= random.int(from.length));
  const phrase = from.slice(first, first + 5 + random.int(12));
  if (at === undefined || first === -1 || from === to || phrase.at(-1)?.kind !== 'word') return draft;
  return draft.map((sentence) => (sentence === to ? [...to.slice(0, at + 1), ...copied(phrase), space(), ...to.slice(at + 1)] : sentence));
};

const cutShort: Edit = (draft, random) => {
  const { length } = draft.flat();
  let left = Math.floor(length * (0.4 + random.next() * 0.55));
  const kept = draft.map((sentence) => {
    const piece = sentence.slice(0, Math.max(0, left));
    left -= sentence.length;
    return piece;
  });
  const last = kept.findLastIndex((sentence) => sentence.length > 0);
  const end = kept[last]?.at(-1);
  const stub: Piece[] =
    end !== undefined && isProse(end) && end.text.length > 5 && random.next() < 0.5
      ? [{ ...end, text: end.text.slice(0, 3), fate: 'other' }]
      : [];
  const dots: Piece = { ...space(), text: random.pick(['…', '...', ' …', ' [...]']), kind: 'mark' };
  return kept
    .slice(0, last + 1)
    .map((sentence, at) => (at === last ? [...(stub.length > 0 ? [...sentence.slice(0, -1), ...stub] : sentence), dots] : sentence));
};

export const EDITS: Readonly<Record<string, Edit>> = {
  'Unicode forms': unicode,
  'lines wrapped anew': rewrapped,
  'TeX spelled otherwise': respelled,
  'HTML entities': inHtml,
  case: recased,
  'sentence inserted': inserted,
  'sentence dropped': dropped,
  'sentences swapped': swapped,
  'phrase or sentence repeated': duplicated,
  'end cut off': cutShort,
  'numbers changed': renumbered,
  'words exchanged': reworded,
  'words contradicted': contradicted,
  'words in another order': reordered,
};
