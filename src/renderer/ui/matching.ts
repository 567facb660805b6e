/** Finds what was typed in labels, for the palette and the tag field. Offsets are UTF-16 units of the label. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Match {
  /** Higher is better: beginnings of words before their middles. */
  readonly score: number;
  /** What to set in bold, in order and apart from each other. */
  readonly ranges: readonly Range[];
}

/** Lower-case without accents, one unit for one, so that offsets stay those of the label. */
function folded(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i] ?? '';
    const [base = unit] = unit.normalize('NFD');
    const lower = base.toLowerCase();
    out += lower.length === 1 ? lower : unit;
  }
  return out;
}

const beginsWord = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');

/** Where one word stands best: at the beginning of a word if it does so anywhere. */
function findWord(text: string, word: string): number {
  const first = text.indexOf(word);
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (beginsWord(text, at)) return at;
  return first;
}

/** Matches every typed word somewhere in the label; null where one is missing. Nothing typed matches all. */
export function matchLabel(label: string, typed: string): Match | null {
  const text = folded(label);
  const words = folded(typed).split(/\s+/u).filter(Boolean);
  const ranges: Range[] = [];
  let score = 0;
  for (const word of words) {
    const start = findWord(text, word);
    if (start < 0) return null;
    score += beginsWord(text, start) ? 2 : 1;
    ranges.push({ start, end: start + word.length });
  }
  ranges.sort((a, b) => a.start - b.start);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return { score: words.length === 0 ? 0 : score / words.length, ranges: merged };
}

/** The entries that match, best first, and in their own order among equals. */
export function matching<T>(entries: readonly T[], labelOf: (entry: T) => string, typed: string): { entry: T; match: Match }[] {
  const found: { entry: T; match: Match }[] = [];
  for (const entry of entries) {
    const match = matchLabel(labelOf(entry), typed);
    if (match !== null) found.push({ entry, match });
  }
  return found.sort((a, b) => b.match.score - a.match.score);
}
