/** What a rare piece of TeX says, by @retorquere/bibtex-parser: it knows much TeX, and takes its time. */
import { parse } from '@retorquere/bibtex-parser';

/** A longer piece is only freed of its commands. In UTF-16 units. */
const MAX_SNIPPET_LENGTH = 20_000;
/** Answers that are kept: files repeat their commands. */
const MAX_KEPT = 4_000;
const kept = new Map<string, string>();

/** The text of a balanced piece of TeX; commands that nobody knows are left out, what they enclose is not. */
export function snippetText(tex: string): string {
  if (tex.length > MAX_SNIPPET_LENGTH) return withoutCommands(tex);
  const known = kept.get(tex);
  if (known !== undefined) return known;
  const text = plainMarkup(parsed(tex) ?? withoutCommands(tex));
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(tex, text);
  return text;
}

/** Between two bars, since blanks at the ends of a field are lost. */
function parsed(tex: string): string | null {
  try {
    const { entries } = parse(`@misc{x, title = {|${tex}|}}`, {
      sentenceCase: false,
      english: false,
      caseProtection: false,
      unsupported: 'ignore',
    });
    const title: unknown = entries[0]?.fields.title;
    return typeof title === 'string' && title.length >= 2 && title.startsWith('|') && title.endsWith('|') ? title.slice(1, -1) : null;
  } catch {
    return null;
  }
}

function withoutCommands(tex: string): string {
  return tex.replace(/\\[A-Za-z]+\*?[ \t\n]*|\\.|[{}]/gs, ' ').replace(/ {2,}/g, ' ');
}

/** Italics, bold, raised and lowered words stay as they are marked everywhere else; the rest of HTML does not belong into a text. */
function plainMarkup(text: string): string {
  return text.replace(/<a href="[^"]*">([^<]*)<\/a>/g, '$1').replace(/<\/?(?:code|span|p|br|li|ul|blockquote|h\d)\b[^>]*>/g, '');
}
