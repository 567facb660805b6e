/** Letters of many scripts in the twenty-six of ASCII. */

const LETTERS: ReadonlyMap<string, string> = new Map(
  [
    'ß:ss ẞ:SS æ:ae Æ:AE œ:oe Œ:OE ø:o Ø:O ł:l Ł:L đ:d Đ:D ð:d Ð:D þ:th Þ:Th ħ:h Ħ:H ı:i ĸ:k ŋ:ng Ŋ:Ng ŧ:t Ŧ:T ə:e Ə:E а:a б:b в:v',
    'г:g ґ:g д:d е:e є:ie ж:zh з:z и:i і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e',
    'ю:iu я:ia ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f',
    'χ:ch ψ:ps ω:o',
  ].flatMap((line) => line.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(2)] as const)),
);

/** Of Hangul: what a syllable begins with, its vowel and what it ends in, in the order of Unicode. */
const INITIALS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = ' k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t'.split(' ');

const KANA_ROWS: readonly (readonly [string, string])[] = [
  ['あいうえお', 'a i u e o'],
  ['かきくけこ', 'ka ki ku ke ko'],
  ['がぎぐげご', 'ga gi gu ge go'],
  ['さしすせそ', 'sa shi su se so'],
  ['ざじずぜぞ', 'za ji zu ze zo'],
  ['たちつてと', 'ta chi tsu te to'],
  ['だぢづでど', 'da ji zu de do'],
  ['なにぬねの', 'na ni nu ne no'],
  ['はひふへほ', 'ha hi fu he ho'],
  ['ばびぶべぼ', 'ba bi bu be bo'],
  ['ぱぴぷぺぽ', 'pa pi pu pe po'],
  ['まみむめも', 'ma mi mu me mo'],
  ['やゆよわを', 'ya yu yo wa o'],
  ['らりるれろ', 'ra ri ru re ro'],
  ['んゃゅょっ', 'n ya yu yo tsu'],
];
const KANA: ReadonlyMap<string, string> = new Map(
  KANA_ROWS.flatMap(([signs, sounds]) => {
    const each = sounds.split(' ');
    return [...signs].map((sign, at) => [sign, each[at] ?? ''] as const);
  }),
);

/** The text in ASCII: accents fall, letters of other alphabets are spelt by their sound; what has none here (Han, Arabic …) is left out. */
export function toAscii(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  let out = '';
  for (const char of text.normalize('NFKC')) out += asciiOf(char);
  return out;
}

function asciiOf(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return char;
  const syllable = point - 0xac00;
  if (syllable >= 0 && syllable < 11_172) {
    return `${INITIALS[Math.floor(syllable / 588)]}${VOWELS[Math.floor((syllable % 588) / 28)]}${FINALS[syllable % 28]}`;
  }
  // Katakana stand 96 places behind their Hiragana.
  const kana = KANA.get(point >= 0x30a1 && point <= 0x30f6 ? String.fromCodePoint(point - 0x60) : char);
  if (kana !== undefined) return kana;
  const known = letterOf(char);
  if (known !== undefined) return known;
  if (/\p{P}/u.test(char)) return /\p{Pd}/u.test(char) ? '-' : ' ';
  const bare = char.normalize('NFKD').replace(/\p{M}+/gu, '');
  return [...bare].map((part) => ((part.codePointAt(0) ?? 0) < 0x80 ? part : (letterOf(part) ?? ''))).join('');
}

function letterOf(char: string): string | undefined {
  const own = LETTERS.get(char);
  if (own !== undefined) return own;
  const lower = char.toLowerCase();
  const small = lower === char ? undefined : LETTERS.get(lower);
  return small === undefined ? undefined : `${small.charAt(0).toUpperCase()}${small.slice(1)}`;
}
