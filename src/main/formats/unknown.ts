/** Words for a text that no format knows. */

/** What a text looks like, to end a sentence with: "it looks like program code". `head` is its beginning. */
export function describeText(head: string): string {
  const text = head.trim();
  if (text === '') return 'it is empty';
  if (text.startsWith('%PDF')) return 'it is a PDF, which holds a paper and not a list of them';
  if (/^PK[^A-Za-z ]|^.?PNG|^GIF8|^\ufffd?\ufffd?JFIF|^Rar!|^7z/.test(text) || controlShare(text) > 0.05) return 'it is not a text';
  if (/^@\w+[ \t]*[{(]/m.test(text) && /^[ \t]*\w+[ \t]*=[ \t]*[{"]/m.test(text))
    return 'it looks like BibTeX, but no entry in it can be read';
  if (/^TY {1,2}- /m.test(text)) return 'it looks like RIS, which cannot be read yet';
  if (/^\s*<(?:!doctype html|html|body|div|head)\b/i.test(text)) {
    return /captcha|verify you are (?:a )?human|access denied|forbidden|not found|error|blocked/i.test(text)
      ? 'it looks like a page that reports an error'
      : 'it is a web page without titles and abstracts';
  }
  if (/^\s*<\?xml|^\s*<(?:rss|feed|rdf)\b/i.test(text)) return 'it is XML of a kind that cannot be read yet';
  if (/^\s*[[{]/.test(text)) return 'it is JSON without papers, or it is damaged at its beginning';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (
    lines.filter((line) => /[;{}]\s*$|^\s*(?:def|class|import|from|function|const|let|var|#include|return|if|for)\b/.test(line)).length >
    lines.length * 0.3
  ) {
    return 'it looks like program code';
  }
  if (lines.length > 2 && lines.every((line) => line.length < 80)) return 'it has short lines but no abstracts below them';
  return 'it has no short titles with abstracts below them';
}

function controlShare(text: string): number {
  const sample = text.slice(0, 2_000);
  let controls = 0;
  for (const char of sample) {
    const code = char.charCodeAt(0);
    if ((code < 32 && !/\s/.test(char)) || code === 0xfffd) controls += 1;
  }
  return controls / sample.length;
}
