/** Text with a little form, as citations have: runs of words, so that nothing of a source can ever become markup. */
import { lowered, raised } from './symbols.ts';

export interface RichRun {
  readonly text: string;
  readonly italic?: true;
  readonly bold?: true;
  readonly underline?: true;
  readonly smallCaps?: true;
  readonly script?: 'sup' | 'sub';
  /** A web address. */
  readonly href?: string;
}

export type RichText = readonly RichRun[];

/** In plain characters: raised and lowered digits where Unicode has them, other form left out. */
export function plainOf(text: RichText): string {
  return text
    .map(({ text: words, script }) => (script === undefined ? words : ((script === 'sup' ? raised(words) : lowered(words)) ?? words)))
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (char) => ESCAPES[char] ?? char);

/** As HTML for the clipboard of other programs: a handful of elements, everything else escaped. Never shown in our own page. */
export function htmlOf(text: RichText): string {
  return text.map(runHtml).join('');
}

function runHtml({ text, italic, bold, underline, smallCaps, script, href }: RichRun): string {
  let html = escaped(text).replaceAll('\n', '<br>');
  if (script !== undefined) html = `<${script}>${html}</${script}>`;
  if (smallCaps) html = `<span style="font-variant: small-caps">${html}</span>`;
  if (underline) html = `<u>${html}</u>`;
  if (italic) html = `<i>${html}</i>`;
  if (bold) html = `<b>${html}</b>`;
  return href === undefined ? html : `<a href="${escaped(href)}">${html}</a>`;
}
