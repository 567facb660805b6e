/** Libraries with one paper of a very long text, made anew with each run: the same text bare, and highlighted and commented on. */
import { createApp } from '../src/main/app.ts';
import type { Input, Output, RequestName } from '../src/shared/contract.ts';
import { HIGHLIGHT_COLORS } from '../src/shared/models.ts';

export const WORDS = 20_000;
export const HIGHLIGHTS = 300;
export const COMMENTS = 40;

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
const SENTENCE = 17;
const PARAGRAPH = 160;

/** A word no other number has. */
function word(n: number): string {
  let [rest, made] = [n, ''];
  do {
    made += SYLLABLES[rest % SYLLABLES.length] ?? '';
    rest = Math.floor(rest / SYLLABLES.length);
  } while (rest > 0);
  return made;
}

/** Distinct words in sentences and paragraphs, a formula here and there. */
function longText(): string {
  let text = '';
  for (let n = 0; n < WORDS; n += 1) {
    const ends = (n + 1) % SENTENCE === 0;
    const written = n % 211 === 0 ? `$x_{${n}} \\le \\sqrt{n}$` : word(n);
    text += `${n % SENTENCE === 0 ? written.charAt(0).toUpperCase() + written.slice(1) : written}${ends ? '.' : ''}`;
    text += ends && (n + 1) % PARAGRAPH < SENTENCE ? '\n\n' : ' ';
  }
  return text.trimEnd();
}

/** Stretches of the text over all its length: every tenth begins inside the one before it. */
function stretches(text: string): { start: number; end: number; quote: string }[] {
  const words = [...text.matchAll(/\S+/gu)];
  const every = Math.floor(words.length / HIGHLIGHTS);
  return Array.from({ length: HIGHLIGHTS }, (_, i) => {
    const first = i * every + (i % 10 === 9 ? 8 - every : 2);
    const start = words[first]?.index ?? 0;
    const last = words[first + 6 + (i % 5) * 3];
    const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
    return { start, end, quote: text.slice(start, end) };
  });
}

const comment = (i: number): string =>
  i % 4 === 0
    ? `Compare **${word(i)}** with $\\alpha_{${i}}$:\n\n- ${word(i + 1)}\n- ${word(i + 2)}`
    : `Why ${word(i * 7)}? `.repeat(1 + (i % 6));

/** Makes a library with the paper; `marked` adds the highlights and the comments. */
export async function makeLongPaper(file: string, marked: boolean): Promise<void> {
  const app = await createApp({ file, mode: 'owner', door: 'a bench' });
  const call = async <N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await app.call(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
    return reply.value as Output<N>; // what the contract says of this name
  };
  const text = longText();
  const record = JSON.stringify({ title: 'A very long text', year: 2025, abstract: text });
  const plan = await call('imports.prepare', { source: { kind: 'paste', text: record } });
  await call('imports.commit', { planId: plan.id });
  const list = await call('papers.list', { view: { kind: 'all' } });
  const [paperId = 0] = list.kind === 'papers' ? list.ids : [];
  if (marked) {
    for (const [i, stretch] of stretches(text).entries()) {
      const color = HIGHLIGHT_COLORS[i % HIGHLIGHT_COLORS.length] ?? 'yellow';
      const { highlight } = await call('highlights.create', { paperId, field: 'abstract', color, ...stretch });
      const nth = Math.floor((i * COMMENTS) / HIGHLIGHTS);
      const isNew = i === 0 || nth !== Math.floor(((i - 1) * COMMENTS) / HIGHLIGHTS);
      if (isNew) await call('notes.create', { paperId, highlightId: highlight.id, body: comment(nth) });
    }
  }
  const { highlights, notes } = await call('papers.get', { id: paperId });
  if (marked && (highlights.length !== HIGHLIGHTS || notes.length !== COMMENTS)) {
    throw new Error(`There are ${highlights.length} highlights and ${notes.length} comments.`);
  }
  await app.close();
}
