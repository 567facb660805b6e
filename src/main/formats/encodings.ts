/** Which encoding bytes are in that are not UTF-8: what the text declares of itself, or what its bytes can hardly be otherwise. */

/** Where a declaration is looked for, in bytes: it stands at the beginning. */
const DECLARED_WITHIN = 4096;
/** Enough bytes to tell an encoding by. */
const SAMPLE = 256 * 1024;

const DECLARATIONS = [
  /^\s{0,20}<\?xml[^>]{1,200}\bencoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})["']/i,
  /<meta[^>]{1,300}\bcharset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})/i,
  // JabRef's, newer and older, and those of editors.
  /^[%@\w\s{]{0,200}?\bEncoding: ?([\w.:-]{2,40})/im,
  /-\*-.{0,80}\bcoding: ?([\w.:-]{2,40})/i,
  /^% ?!TeX encoding ?= ?([\w.:-]{2,40})/im,
];

/** Names by which programs in Java call encodings. */
const ALIASES: Readonly<Record<string, string>> = {
  macroman: 'macintosh',
  utf8: 'utf-8',
  ascii: 'utf-8',
  sjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
};

/** The encoding that the text says it is in, under the name that decoders know, and as it is written there; null where it says none that is known. */
export function declaredEncoding(first: Buffer): { readonly label: string; readonly written: string } | null {
  const head = first.subarray(0, DECLARED_WITHIN).toString('latin1');
  for (const declaration of DECLARATIONS) {
    const written = declaration.exec(head)?.[1];
    const label = written === undefined ? null : knownLabel(written);
    if (written !== undefined && label !== null) return { label, written };
  }
  return null;
}

function knownLabel(written: string): string | null {
  const lower = written.toLowerCase();
  const bare = lower.replace(/[_.-]/g, '');
  for (const label of [ALIASES[bare], lower, lower.replaceAll('_', '-'), lower.replace(/^iso8859[_-]/, 'iso-8859-')]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // Not a name that decoders know.
    }
  }
  return null;
}

export interface Guess {
  readonly label: string;
  /** For people: "Windows-1252". */
  readonly name: string;
  readonly languages: string;
}

const WESTERN: Guess = { label: 'windows-1252', name: 'Windows-1252', languages: 'accented letters' };
const CANDIDATES: readonly (Guess & { readonly fits: (pairs: Pairs) => boolean })[] = [
  {
    label: 'shift_jis',
    name: 'Shift-JIS',
    languages: 'Japanese',
    // Kana stand behind two leading bytes of their own, which no Western text has often.
    // A list of titles and names has few of them, and words that stand together.
    fits: ({ all, leads, together }) =>
      all >= 4 && leads(0x82, 0x83) > (together > 0.7 ? 0.08 : 0.25) && leads(0x81, 0x9f) + leads(0xe0, 0xea) > 0.95,
  },
  {
    label: 'euc-jp',
    name: 'EUC-JP',
    languages: 'Japanese',
    fits: ({ all, leads, lowTrails }) => all >= 4 && lowTrails === 0 && leads(0xa4, 0xa5) > 0.25,
  },
  {
    label: 'big5',
    name: 'Big5',
    languages: 'Chinese',
    // Its common characters begin with these; unlike the others it has ASCII letters as second bytes.
    fits: ({ all, leads, lowTrails, together }) =>
      all >= 4 && leads(0xa4, 0xc6) + leads(0xa1, 0xa3) > 0.9 && lowTrails > 0.1 && together > 0.7,
  },
  {
    label: 'euc-kr',
    name: 'EUC-KR',
    languages: 'Korean',
    fits: ({ all, leads, lowTrails }) => all >= 20 && lowTrails === 0 && leads(0xb0, 0xc8) + leads(0xa1, 0xa1) > 0.99,
  },
  {
    label: 'gb18030',
    name: 'GBK',
    languages: 'Chinese',
    fits: ({ all, leads, lowTrails }) => all >= 2 && lowTrails < 0.05 && leads(0xb0, 0xd7) + leads(0xa1, 0xa3) > 0.85,
  },
];

/** The encoding of bytes that are not UTF-8: one of those of East Asia, or Cyrillic, where that is convincing; Windows-1252 otherwise. */
export function guessedEncoding(bytes: Buffer): Guess {
  const sample = bytes.subarray(0, SAMPLE);
  for (const { fits, ...guess } of CANDIDATES) {
    const leads: readonly [number, number] = guess.label === 'shift_jis' ? [0x81, 0xfc] : [0x81, 0xfe];
    if (fits(pairsOf(sample, leads, guess.label === 'shift_jis')) && isValid(sample, guess.label)) return guess;
  }
  return isCyrillic(sample) ? { label: 'windows-1251', name: 'Windows-1251', languages: 'Cyrillic' } : WESTERN;
}

function isValid(sample: Buffer, label: string): boolean {
  try {
    // The last character may be cut.
    new TextDecoder(label, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** How the bytes look if each high one begins a pair. */
interface Pairs {
  readonly all: number;
  /** The share whose second byte is ASCII. */
  readonly lowTrails: number;
  /** The share that stands straight beside another pair: words of such scripts are not one character among Latin letters. */
  readonly together: number;
  /** The share whose first byte lies in a range. */
  readonly leads: (from: number, to: number) => number;
}

function pairsOf(sample: Buffer, [from, to]: readonly [number, number], halfKana: boolean): Pairs {
  const counts = new Uint32Array(256);
  let all = 0;
  let low = 0;
  let together = 0;
  let last = -2;
  for (let at = 0; at + 1 < sample.length; at += 1) {
    const byte = sample[at] ?? 0;
    if (byte < from || byte > to || (halfKana && byte >= 0xa0 && byte <= 0xdf)) continue;
    const trail = sample[at + 1] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
    all += 1;
    if (trail < 0x80) low += 1;
    if (last === at - 2) together += 1;
    last = at;
    at += 1;
  }
  const share = (count: number) => (all === 0 ? 0 : count / all);
  return {
    all,
    lowTrails: share(low),
    // Of each run the first has none before it.
    together: share(together) * (all > 1 ? all / (all - 1) : 1),
    leads: (first, final) => share(counts.subarray(first, final + 1).reduce((sum, count) => sum + count, 0)),
  };
}

/** Whole words of high letters, as no Western text has them. */
function isCyrillic(sample: Buffer): boolean {
  let high = 0;
  let inWords = 0;
  let run = 0;
  for (const byte of sample) {
    if (byte >= 0xc0 || byte === 0xa8 || byte === 0xb8) run += 1;
    else {
      high += run + (byte >= 0x80 ? 1 : 0);
      if (run >= 3) inWords += run;
      run = 0;
    }
  }
  high += run;
  if (run >= 3) inWords += run;
  return high >= 12 && inWords > high * 0.75;
}
