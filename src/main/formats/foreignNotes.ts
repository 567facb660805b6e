/** Notes as other programs keep them: told from what databases write in the same place, and out of HTML into Markdown. */
import { Parser } from 'htmlparser2';

/** What databases and their exports put where a person's notes belong. */
const DATABASE =
  /^(?:export date|cited by|times cited|total times cited|cited references|correspondence|copyright|accession number|date of electronic publication|date (?:completed|created|revised)|last updated|number of pages|publication date|peer reviewed|language of |isi document|place of publication|database|source type|document type|references? ?:|cc licen|funding|id ?:|pmid|pmcid|doi ?:|10\.\d{4}|from duplicate|ieee (?:xplore|conference)|conference code|chapter ?:|issn ?:|isbn ?:|using smart source parsing|undefined;|rayyan-|l\d{6,}\b|\d{4}-\d\d-\d\d$)/i;
/** Signs inside that it was composed by a database. */
const COMPOSED = /\b(?:Export Date|Cited By|Times Cited|Correspondence Address|Cited References Count)\s*:/;
/** PubMed's notes in EndNote: names, the language alone on a line, types of publication. */
const LANGUAGE = /^[ \t]*(?:eng|fre|ger|spa|ita|por|rus|pol|dut|jpn|chi|kor)[ \t]*$/m;
const PUBLICATION =
  /^[ \t]*(?:Journal Article|Research Support|Comparative Study|Clinical Trial|Randomized Controlled Trial|Meta-Analysis|Case Reports|Review|England|United States)\b/m;

/** Whether the text of a notes field was written by a database and not by a person. */
export function isDatabaseNote(text: string): boolean {
  return DATABASE.test(text) || COMPOSED.test(text) || (LANGUAGE.test(text) && PUBLICATION.test(text));
}

/** A note in HTML as Markdown; any other text as it stands. */
export function noteText(text: string): string {
  if (!/^\s*<(?:p|div|h\d|ul|ol|span|b|i|strong|em|blockquote)\b[^>]*>/i.test(text) || !/<\/\w+>|<br/i.test(text)) return text.trim();
  const parts: string[] = [];
  const links: string[] = [];
  let breaks = 0;
  const brk = (lines: 1 | 2) => {
    breaks = Math.max(breaks, lines);
  };
  const write = (words: string) => {
    if (breaks > 0 && words.trim() === '') return;
    if (breaks > 0 && parts.length > 0) parts.push(`${parts.pop()?.trimEnd()}${'\n'.repeat(breaks)}`);
    parts.push(breaks > 0 ? words.trimStart() : words);
    breaks = 0;
  };
  const parser = new Parser({
    onopentag(name, { href }) {
      if (/^(?:p|div|blockquote|ul|ol|table)$/.test(name)) brk(2);
      else if (/^h[1-6]$/.test(name)) {
        brk(2);
        write(`${'#'.repeat(Number(name[1]))} `);
      } else if (name === 'li') {
        brk(1);
        write('- ');
      } else if (name === 'br' || name === 'tr') brk(1);
      else if (name === 'strong' || name === 'b') write('**');
      else if (name === 'em' || name === 'i') write('*');
      else if (name === 'a') {
        links.push(/^https?:/i.test(href ?? '') ? (href ?? '') : '');
        if (links.at(-1) !== '') write('[');
      }
    },
    ontext(data) {
      write(data.replace(/\s+/g, ' '));
    },
    onclosetag(name) {
      if (/^(?:p|div|blockquote|ul|ol|table|h[1-6])$/.test(name)) brk(2);
      else if (name === 'strong' || name === 'b') write('**');
      else if (name === 'em' || name === 'i') write('*');
      else if (name === 'a') {
        const href = links.pop() ?? '';
        if (href !== '') write(`](${href})`);
      }
    },
  });
  parser.end(text);
  return parts.join('').trim();
}
