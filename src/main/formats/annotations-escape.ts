/** Words as Markdown that shows them as they are, in Obsidian and Logseq too: no markup, link, tag or command comes of them. */
import { plainMaths } from '../../shared/text/plainMaths.ts';
import type { Span } from '../../shared/text/spans.ts';
import { isWebAddress, paragraphsOf } from './annotations-words.ts';

/** One line of text as Markdown that shows it. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(/[\\`*_[\]<$~|]/gu, '\\$&')
      .replace(/&(?=#?\w)/gu, '\\&')
      // Marks of Obsidian and Logseq: ==marked==, %%hidden%%, {{command}}, #tag, ^block.
      .replace(/={2,}|%{2,}|\{{2,}/gu, (signs) => [...signs].map((sign) => `\\${sign}`).join(''))
      .replace(/(?<=^|[\s(])[#^]/gu, '\\$&')
      // What makes a heading, a quotation, a list, a rule or an underlined heading of a line.
      .replace(/^(?:[#>+]|[-=](?=[-=\s]|$))/u, '\\$&')
      .replace(/^(\d{1,9})([.)])(?=\s|$)/u, '$1\\$2')
  );
}

/** A formula that other programs set too; in plain characters where its TeX could be taken for something else. */
function mathMarkdown(tex: string, display: boolean, inTable: boolean): string {
  const line = (inTable ? tex.replaceAll('\\|', '\\Vert ').replaceAll('|', '\\vert ') : tex)
    .replaceAll('<', '\\lt ')
    .replaceAll('>', '\\gt ')
    // A link would need these next to each other; to TeX the space means nothing.
    .replace(/\](?=[([:])|\[(?=\[)/gu, '$& ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (line === '' || /[`$]|%%|\\$/u.test(line)) return escapeMarkdown(plainMaths(tex));
  return display ? `$$${line}$$` : `$${line}$`;
}

/** Spans as one line of Markdown; in a cell of a table formulas hold no bars, for which TeX has other names. */
export function inlineMarkdown(spans: readonly Span[], inTable = false): string {
  const pieces: string[] = [];
  let text = '';
  const flush = () => {
    if (text === '') return;
    // White space next to a formula or a link parts it from the words.
    const words = escapeMarkdown(text);
    const before = /^\s/u.test(text) && pieces.length > 0 ? ' ' : '';
    const after = /\s$/u.test(text) && words !== '' ? ' ' : '';
    pieces.push(`${before}${words}${after}`);
    text = '';
  };
  for (const { kind, shown, href, display } of spans) {
    if (kind === 'math') {
      flush();
      pieces.push(mathMarkdown(shown, display === true, inTable));
    } else if (kind === 'link' && href !== undefined && isWebAddress(href)) {
      flush();
      pieces.push(linkMarkdown(escapeMarkdown(shown), href));
    } else text += shown;
  }
  flush();
  return pieces.join('').trim();
}

/** A link to a web address. `words` are Markdown. */
export function linkMarkdown(words: string, url: string): string {
  return `[${words}](<${url.replace(/[<>|\\\s]/gu, (sign) => encodeURIComponent(sign))}>)`;
}

/** Spans as paragraphs of Markdown, one line each; blank lines of the text part them. */
export function paragraphsMarkdown(spans: readonly Span[]): string[] {
  return paragraphsOf(spans)
    .map((paragraph) => inlineMarkdown(paragraph))
    .filter((line) => line !== '');
}

/** Spans as a block quotation; blank lines part its paragraphs. */
export function quotation(spans: readonly Span[], below: string): string {
  return [...paragraphsMarkdown(spans), below].map((line) => `> ${line}`).join('\n>\n');
}

/** A text as a value of YAML: its double-quoted strings take JSON's. */
export function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
