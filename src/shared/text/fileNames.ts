/** Names of files made from titles. */

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:$|\.)/iu;
/** Longest name without its ending, in bytes of UTF-8: systems take 255, and some programs add to it. */
const MAX_BYTES = 160;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const encoder = new TextEncoder();

/** A name, without an ending, that every system takes and Obsidian can link to: no path, no device, nothing that cannot be seen. */
export function fileNameOf(title: string): string {
  const name = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, ' ')
    .replace(/\s*:\s*/gu, ' - ')
    .replace(/["<>|?*\\/#^[\]]/gu, ' ')
    .replace(/\s+/gu, ' ');
  let short = '';
  let bytes = 0;
  for (const { segment } of characters.segment(name.slice(0, 4 * MAX_BYTES))) {
    bytes += encoder.encode(segment).length;
    if (bytes > MAX_BYTES) break;
    short += segment;
  }
  // Dots and spaces at an end are dropped by some systems; a dot at the beginning hides a file on others.
  const trimmed = short.replace(/^[\s.]+|[\s.]+$/gu, '');
  if (trimmed === '') return 'Untitled';
  return DEVICES.test(trimmed) ? `_${trimmed}` : trimmed;
}
