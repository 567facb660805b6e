import { Parser } from 'htmlparser2';

/** HTML as plain text: markup of others never becomes markup of ours. */
export function textOfHtml(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    ontext: (piece) => {
      if (silent === 0) text += piece;
    },
    onopentag: (name) => {
      if (name === 'script' || name === 'style') silent += 1;
      if (name === 'br') text += '\n';
    },
    onclosetag: (name) => {
      if (name === 'script' || name === 'style') silent -= 1;
      if (/^(?:p|div|li|h[1-6]|blockquote)$/.test(name)) text += '\n\n';
    },
  });
  parser.end(html);
  return text.replace(/\n{3,}/gu, '\n\n').trim();
}
