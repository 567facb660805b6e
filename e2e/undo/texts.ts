/** Made-up papers whose words tell where they came from: no two sentences share one, so that a highlight can only be right or wrong. */
import type { Random } from '../durability/random.ts';

const SENTENCES = [
  'Quiet rivers 🌳 carry silver leaves towards every sleeping harbour.',
  'Seven drafting heads guess several upcoming tokens ahead of decoding.',
  'Our größte Zahl wächst über 75\\% bei kleinen Modellen schnell.',
  'Birds cross northern seas by starlight, seldom resting before dawn.',
  'Let $\\alpha_n$ bound each residual; then convergence follows immediately afterwards.',
  'Naïve café owners 👩‍🔬 measured espresso pressure during summer festivals.',
  'من اليمين إلى اليسار نقرأ هذه الجملة الطويلة.',
  'Judges preferred longer answers unless graders saw hidden references first.',
  '研究 显示 这种 方法 明显 优于 先前 工作。',
  'Cached prefixes cut latency whenever prompts repeat identical system messages.',
];

export interface Words {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export const titleOf = (name: string, random: Random): string => `${name} ${SENTENCES[random.int(SENTENCES.length)]}`;

/** Some of the sentences in some order, with a word at the end that no version before had. */
export function abstractOf(version: string, random: Random): string {
  const order = SENTENCES.map((sentence) => ({ sentence, at: random.next() })).sort((a, b) => a.at - b.at);
  return `${order
    .slice(0, 3 + random.int(5))
    .map(({ sentence }) => sentence)
    .join(' ')} (${version})`;
}

/** A stretch of one sentence of a text: two words at least, often all of them. */
export function someWords(text: string, random: Random): Words {
  const here = SENTENCES.filter((sentence) => text.includes(sentence));
  const sentence = here[random.int(here.length)] ?? text;
  const words = [...sentence.matchAll(/\S+/gu)];
  const whole = random.next() < 0.4;
  const from = whole ? 0 : random.int(words.length - 1);
  const to = whole ? words.length - 1 : from + 1 + random.int(words.length - from - 1);
  const [first, last] = [words[from], words[to]];
  const offset = text.indexOf(sentence);
  const start = offset + (first?.index ?? 0);
  const end = offset + (last?.index ?? 0) + (last?.[0].length ?? 0);
  return { start, end, quote: text.slice(start, end) };
}

/** Whether words are so many that they must be found again wherever they stand. */
export const mustBeFound = (quote: string): boolean => SENTENCES.includes(quote);
