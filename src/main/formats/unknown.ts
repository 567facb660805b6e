/** Words for a text that no format knows, and for the many answers that are no papers. */

export interface Unknown {
  /** What the text is, to end a sentence with: "it looks like program code". */
  readonly is: string;
  /** What a person may do about it, as a sentence of its own; null where nothing helps but another file. */
  readonly advice: string | null;
}

interface Guess extends Unknown {
  readonly test: (text: string) => boolean;
}

const SAVE_AGAIN = 'Open the address in a browser, and save or copy the page once it shows the papers.';
const ASK_AGAIN = 'Ask again with other words, or later.';

/** Files that are told by how they begin, none of which is a text. */
const FILES: readonly Guess[] = [
  {
    test: (text) => text.startsWith('%PDF'),
    is: 'it is a PDF, which holds a paper and not a list of them',
    advice: 'Bring the reference of the paper instead, as BibTeX, RIS or text.',
  },
  {
    test: (text) => isZip(text) && /word\/|vnd\.oasis\.opendocument\.text/.test(text),
    is: 'it is a document of a word processor',
    advice: 'Save it as plain text, or copy its text and paste it.',
  },
  {
    test: (text) => isZip(text) && /xl\/|vnd\.oasis\.opendocument\.spreadsheet/.test(text),
    is: 'it is a spreadsheet',
    advice: 'Save it as CSV and bring that.',
  },
  { test: isZip, is: 'it is a packed folder', advice: 'Unpack it, and bring the files or the folder that come out.' },
  {
    test: (text) => text.startsWith('SQLite format 3'),
    is: 'it is a database of another program',
    advice: 'Export a list from that program, as BibTeX, RIS or CSV.',
  },
  {
    test: (text) => text.startsWith('{\\rtf'),
    is: 'it is formatted text (RTF)',
    advice: 'Save it as plain text, or copy its text and paste it.',
  },
  {
    test: (text) => /^(?:Rar!|7z\xbc\xaf|BZh\d|\ufffd?7zXZ|\xfd7zXZ|\x28\xb5\x2f\xfd)/.test(text),
    is: 'it is packed in a way that cannot be unpacked here',
    advice: 'Unpack it first.',
  },
  {
    test: (text) => /^.?PNG|^GIF8|^.{0,6}(?:JFIF|Exif)|^RIFF|^<svg\b/i.test(text),
    is: 'it is a picture',
    advice: null,
  },
  { test: (text) => controlShare(text) > 0.05, is: 'it is not a text', advice: null },
];

/** Pages that came in place of the papers. */
const PAGES: readonly Guess[] = [
  {
    test: (text) =>
      /captcha|verify (?:that )?you(?: are|’re|'re) (?:a )?human|are you a robot|unusual (?:traffic|download)|automated access|checking your browser|just a moment/i.test(
        text,
      ),
    is: 'it is a page that asks whether you are human, which the site sent in place of the papers',
    advice: SAVE_AGAIN,
  },
  {
    test: (text) => /<input[^>]{0,300}type\s*=\s*["']?password/i.test(text) || /<title>[^<]{0,80}\b(?:log ?in|sign ?in)\b/i.test(text),
    is: 'it is a page that asks to sign in',
    advice: 'Sign in with a browser, and save or copy the page once it shows the papers.',
  },
  {
    test: (text) =>
      /\b(?:no (?:results|papers|articles|matches|documents)(?: were| was)? (?:found|match)|0 results|did not match any|nothing (?:was )?found)\b/i.test(
        text,
      ),
    is: 'it is an answer without any results',
    advice: ASK_AGAIN,
  },
  {
    test: (text) => /access denied|forbidden|not found|error|blocked|too many requests|rate limit|unavailable|bad gateway/i.test(text),
    is: 'it looks like a page that reports an error',
    advice: SAVE_AGAIN,
  },
];

/** Texts of a kind that Offprint reads, or that carry papers elsewhere, but not here. */
const TEXTS: readonly Guess[] = [
  {
    test: (text) =>
      /^(?:From|Return-Path|Received|Delivered-To|Date|Message-ID|MIME-Version|Subject|X-[\w-]+): /i.test(text) && /^Subject:/im.test(text),
    is: 'it is an e-mail without papers in its text',
    advice: 'If they stand in a file on the mail, or behind a link, bring that.',
  },
  {
    test: (text) => /arxiv\.org\/api\/errors/.test(text),
    is: 'it is arXiv’s answer that it did not understand the question',
    advice: 'Look at the ids or the words that were asked for, and ask again.',
  },
  {
    test: (text) => isXml(text) && /<(?:\w+:)?(?:feed|rss|rdf:RDF)\b/i.test(text) && !/<(?:\w+:)?(?:entry|item)[\s>]/.test(text),
    is: 'it is a feed without entries: there was nothing new, or the search found nothing',
    advice: ASK_AGAIN,
  },
  {
    test: (text) => isXml(text) && /<(?:\w+:)?(?:feed|rss|rdf:RDF)\b/i.test(text),
    is: 'it is a feed of news or posts and not of papers',
    advice: null,
  },
  {
    test: (text) =>
      /^\s*\{/.test(text) &&
      text.length < 100_000 &&
      /"total(?:_?(?:results|count|hits))?"\s*:\s*0\b|"(?:data|results|papers|notes|items)"\s*:\s*\[\s*\]/i.test(text),
    is: 'it is an answer without any results',
    advice: ASK_AGAIN,
  },
  {
    test: (text) => /^\s*\{/.test(text) && text.length < 5_000 && /"(?:error|message|detail|errors)"\s*:/.test(text),
    is: 'it is an answer that reports an error in place of papers',
    advice: ASK_AGAIN,
  },
  { test: (text) => /^\[\s*\]$|^\{\s*\}$/.test(text), is: 'it is an empty list', advice: ASK_AGAIN },
  {
    test: (text) => /^@\w+[ \t]*[{(]/m.test(text) && /^[ \t]*\w+[ \t]*=[ \t]*[{"]/m.test(text),
    is: 'it looks like BibTeX, but has no entry with a title',
    advice: null,
  },
  { test: (text) => /^TY {1,2}- /m.test(text), is: 'it looks like RIS, but has no record with a title', advice: null },
  {
    test: (text) => /\\documentclass\b|\\begin\{document\}/.test(text),
    is: 'it is the source of a paper in LaTeX and not a list of papers',
    advice: 'Bring its .bib file instead.',
  },
  { test: isXml, is: 'it is XML of a kind that holds no papers', advice: null },
  { test: (text) => /^\s*[[{]/.test(text), is: 'it is JSON without papers, or it is damaged at its beginning', advice: null },
  { test: isCode, is: 'it looks like program code', advice: null },
];

/** What a text that holds no papers looks like. `head` is its beginning. */
export function describeText(head: string): Unknown {
  const text = head.trim();
  if (text === '') return { is: 'it is empty', advice: 'Fetch or export it again.' };
  const feeds = /<opml\b/i.test(text.slice(0, 2_000)) ? (text.match(/<outline\b[^>]{0,5000}?\bxmlUrl\s*=/gi)?.length ?? 0) : 0;
  if (feeds > 0) {
    return {
      is: `it is a list of ${feeds === 1 ? 'one feed' : `${feeds} feeds`} and not of papers`,
      advice: 'Open a feed, save what it shows, and bring that.',
    };
  }
  const isPage = /^<(?:!doctype html|html|body|div|head)\b/i.test(withoutDeclaration(text));
  const guess = [...FILES, ...(isPage ? PAGES : TEXTS)].find(({ test }) => test(text));
  if (guess !== undefined) return { is: guess.is, advice: guess.advice };
  if (isPage) return { is: 'it is a web page without titles and abstracts', advice: null };
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 2 && lines.every((line) => line.length < 80)
    ? { is: 'it has short lines but no abstracts below them', advice: null }
    : { is: 'it has no short titles with abstracts below them', advice: null };
}

function isZip(text: string): boolean {
  return /^PK[^A-Za-z ]/.test(text);
}

function isXml(text: string): boolean {
  return /^(?:<\?xml|<!--|<[\w:.-]{1,60}[\s>/])/.test(text);
}

function withoutDeclaration(text: string): string {
  return text.replace(/^<\?xml[^>]{0,300}>\s*/, '');
}

function isCode(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const coded = lines.filter((line) =>
    /[;{}]\s*$|^\s*(?:def|class|import|from|function|const|let|var|#include|return|if|for)\b/.test(line.slice(0, 300)),
  );
  return coded.length > lines.length * 0.3;
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
