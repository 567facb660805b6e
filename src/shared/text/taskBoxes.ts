/** The boxes of task items, `[ ]` and `[x]`, in Markdown. Offsets are UTF-16 units and name the sign between the brackets. */

const isBox = (text: string, offset: number): boolean => /^\[[ xX]\]$/u.test(text.slice(offset - 1, offset + 2));

/** The text with one box ticked or cleared, and nothing else changed; null where no box stands at that place. */
export function setBox(text: string, offset: number, done: boolean): string | null {
  if (offset < 1 || !isBox(text, offset)) return null;
  return (text[offset] !== ' ') === done ? text : `${text.slice(0, offset)}${done ? 'x' : ' '}${text.slice(offset + 1)}`;
}

/**
 * Where a box of one text stands in another version of it, told by its line, whether ticked or not; null where that line is gone
 * or stands there more than once.
 */
export function findBox(text: string, offset: number, other: string): number | null {
  if (text === other) return offset;
  const start = text.lastIndexOf('\n', offset) + 1;
  const at = offset - start;
  const cleared = (line: string) => `${line.slice(0, at)} ${line.slice(at + 1)}`;
  const [wanted = ''] = text.slice(start).split('\n', 1);
  let found: number | null = null;
  let lineStart = 0;
  for (const line of other.split('\n')) {
    if (cleared(line) === cleared(wanted) && isBox(line, at)) {
      if (found !== null) return null;
      found = lineStart + at;
    }
    lineStart += line.length + 1;
  }
  return found;
}
