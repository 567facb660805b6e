/** Finding a run of letters in a text as people read it: case, accents, kinds of quotes and dashes, and line breaks do not matter. */

const SIGNS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  ß: 'ss',
  ς: 'σ',
};

/** A text made comparable; a cut of it is not to be shown. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad\u200b-\u200d\u2060]+/gu, '')
    .toLowerCase()
    .replace(/[‘’“”‐‑–—ßς]/gu, (sign) => SIGNS[sign] ?? sign)
    .replace(/\s+/gu, ' ');
}

/** Tells of texts whether they hold what was typed; every text holds an empty one. */
export function finder(typed: string): (text: string) => boolean {
  const wanted = folded(typed).trim();
  return (text) => wanted === '' || folded(text).includes(wanted);
}
