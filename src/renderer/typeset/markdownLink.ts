/** Signs that mean something inside the text of a Markdown link. */
const MEANING = /[\\`*_[\]<>$~]|&(?=#?\w+;)/gu;

/** A Markdown link whose text is read as it is written here, whatever signs it holds. */
export function markdownLink(text: string, address: string): string {
  return `[${text.replace(/\s+/gu, ' ').trim().replace(MEANING, '\\$&')}](${address})`;
}
