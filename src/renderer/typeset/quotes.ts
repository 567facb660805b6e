/** Quotation marks as a printer would set them. */

/** A straight mark after one of these, or at the very start, opens. */
const OPENS_AFTER = /[\s([{<‹«“‘—–/-]$/u;

/**
 * Replaces straight quotes with curly ones, one UTF-16 unit for one, so that offsets stay the same.
 * @param before the character shown before `text`, empty at the start.
 */
export function typographic(text: string, before = ''): string {
  if (!/["']/u.test(text)) return text;
  let previous = before;
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i] ?? '';
    let set = unit;
    if (unit === '"' || unit === "'") {
      const opens = previous === '' || OPENS_AFTER.test(previous);
      // 'tis the years: '90s takes an apostrophe, which is shaped like a closing mark.
      const elided = unit === "'" && /^\d\ds?\b/u.test(text.slice(i + 1, i + 5));
      set = unit === '"' ? (opens ? '“' : '”') : opens && !elided ? '‘' : '’';
    }
    out += set;
    previous = set;
  }
  return out;
}
