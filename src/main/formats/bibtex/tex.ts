/**
 * TeX as it stands in bibliographies, as text. What is common is read here; a command that is rare goes to `snippet.ts`, alone.
 * Formulas stay as they are, dollars and all: they are set when they are shown.
 */
import { snippetText } from './snippet.ts';

/** Without one of these, and without blanks to fold, a value is its own text. */
const TEX = /[\\{}~$\t\n\r]| {2}|--|''|``/;

/** The next thing to look at. */
const SPECIAL = /[\\{}~$]|[ \t\n\r]{2,}|[\t\n\r]|---?|''|``/g;

const MARKS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '"': '\u0308',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030c',
  H: '\u030b',
  c: '\u0327',
  k: '\u0328',
  d: '\u0323',
  r: '\u030a',
};
const SIGNS: Readonly<Record<string, string>> = {
  ' ': ' ',
  '\t': ' ',
  '\n': ' ',
  '%': '%',
  '&': '&',
  $: '$',
  '#': '#',
  _: '_',
  '{': '{',
  '}': '}',
  '/': '',
  '!': '',
  '@': '',
  '-': '\u00ad',
};
/** Commands for the rest of the group they stand in, and commands for the group that follows: what they come to. */
const FROM_HERE: Readonly<Record<string, string>> = { em: 'i', it: 'i', sl: 'i', itshape: 'i', slshape: 'i', bf: 'b', bfseries: 'b' };
const OF_GROUP: Readonly<Record<string, string>> = {
  emph: 'i',
  textit: 'i',
  textsl: 'i',
  mkbibemph: 'i',
  mkbibitalic: 'i',
  textbf: 'b',
  mkbibbold: 'b',
};
/** Commands that change nothing that is kept. */
const UNSEEN = new Set(
  [
    ['rm', 'sf', 'tt', 'sc', 'up', 'md', 'scshape', 'ttfamily', 'rmfamily', 'sffamily', 'upshape', 'mdseries', 'normalfont', 'relax'],
    ['textrm', 'textsf', 'texttt', 'textsc', 'textup', 'textmd', 'textnormal', 'text', 'mbox', 'hbox', 'protect', 'ensuremath'],
    ['tiny', 'scriptsize', 'footnotesize', 'small', 'normalsize', 'large', 'Large', 'huge', 'Huge', 'noindent', 'centering', 'nolinkurl'],
  ].flat(),
);
const NAMED: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textasciitilde: '~',
  textasciicircum: '^',
  textquotesingle: "'",
  textbraceleft: '{',
  textbraceright: '}',
  newline: '\n',
  par: ' ',
};

/** A value with more rare commands than this is no text that people read: the others only lose their name. */
const MAX_RARE_COMMANDS = 400;
/** So many ends are looked for in vain before no more are looked for. */
const MAX_MISSING = 40;

/** The text of a value. Blanks and single line breaks become a space; a line that TeX was told to break is broken. */
function texText(value: string): string {
  return composed(TEX.test(value) ? new TexReader(value).read() : value);
}

/** The text of a value on one line. */
export function texLine(value: string): string {
  const text = texText(value);
  return text.includes('\n') ? onLines(text).join(' ') : text.trim();
}

/** The text of a value of several paragraphs, parted by blank lines. */
export function texParagraphs(value: string): string {
  return value
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => onLines(texText(paragraph)).join('\n'))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function onLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** In Unicode's composed form. A dotless letter below an accent is its plain one. */
function composed(text: string): string {
  if (!/[^ -~\n]/.test(text)) return text;
  return text
    .replace(/\u0131(?=[\u0300-\u036f])/g, 'i')
    .replace(/\u0237(?=[\u0300-\u036f])/g, 'j')
    .normalize('NFC');
}

class TexReader {
  readonly #tex: string;
  #at = 0;
  #out = '';
  /** What is written when each open group ends. */
  readonly #groups: string[] = [];
  /** What is written at the very end. */
  #ending = '';
  #rareCommands = 0;
  /** What was looked for in vain: it is not there further on either. */
  readonly #missing = new Set<string>();

  constructor(tex: string) {
    this.#tex = tex;
  }

  read(): string {
    const tex = this.#tex;
    while (this.#at < tex.length) {
      SPECIAL.lastIndex = this.#at;
      const found = SPECIAL.exec(tex);
      if (found === null) {
        this.#out += tex.slice(this.#at);
        break;
      }
      this.#out += tex.slice(this.#at, found.index);
      this.#at = found.index + found[0].length;
      this.#take(found[0]);
    }
    while (this.#groups.length > 0) this.#close();
    this.#write(this.#ending);
    return this.#out;
  }

  #close(): void {
    this.#write(this.#groups.pop() ?? '');
  }

  /** Ends styles; one that holds nothing leaves no trace. */
  #write(ending: string): void {
    if (ending === '') return;
    for (const [tag] of ending.matchAll(/<\/\w>/g)) {
      const opening = tag.replace('/', '');
      if (this.#out.endsWith(opening)) this.#out = this.#out.slice(0, -opening.length);
      else this.#out += tag;
    }
  }

  #take(special: string): void {
    if (special === '\\') this.#command();
    else if (special === '{') this.#groups.push('');
    else if (special === '}') this.#close();
    else if (special === '~') this.#out += '\u00a0';
    else if (special === '$') this.#formula();
    else if (special === '--') this.#out += '–';
    else if (special === '---') this.#out += '—';
    else if (special === '``') this.#out += '“';
    else if (special === "''") this.#out += '”';
    else this.#out += special === '-' ? '-' : ' ';
  }

  /** A formula with its dollars; a dollar that nothing closes is one. */
  #formula(): void {
    const mark = this.#tex.charAt(this.#at) === '$' ? '$$' : '$';
    const from = this.#at + mark.length - 1;
    this.#copyFormula(from - mark.length, from, mark, '$');
  }

  /** Copies a formula that opens at `start`, its content from `from` on, until `closing`; else only `instead` and what follows stays text. */
  #copyFormula(start: number, from: number, closing: string, instead: string): void {
    const tex = this.#tex;
    let to = this.#missing.has(closing) ? -1 : tex.indexOf(closing, from);
    if (closing.startsWith('$')) while (to !== -1 && isEscaped(tex, to)) to = tex.indexOf(closing, to + 1);
    if (to === -1) {
      this.#missing.add(closing);
      this.#out += instead;
      return;
    }
    this.#out += tex.slice(start, to + closing.length).replace(/\s+/g, ' ');
    this.#at = to + closing.length;
  }

  #command(): void {
    const tex = this.#tex;
    const char = tex.charAt(this.#at);
    if (/[A-Za-z]/.test(char)) {
      COMMAND.lastIndex = this.#at;
      const name = COMMAND.exec(tex)?.[0] ?? char;
      this.#at += name.length;
      this.#named(name);
      return;
    }
    this.#at += 1;
    if (char === '') return;
    if (char === '\\') this.#lineBreak();
    else if (char === '(') this.#copyFormula(this.#at - 2, this.#at, '\\)', '(');
    else if (char === '[') this.#copyFormula(this.#at - 2, this.#at, '\\]', '[');
    else if (MARKS[char] !== undefined) this.#accent(char);
    else this.#out += SIGNS[char] ?? snippetText(`\\${char}`);
  }

  #lineBreak(): void {
    LINE_BREAK.lastIndex = this.#at;
    const after = LINE_BREAK.exec(this.#tex)?.[0] ?? '';
    this.#at += after.length;
    this.#out += after.includes('\n') ? '\n' : this.#out.endsWith(' ') ? '' : ' ';
  }

  #accent(name: string): void {
    ACCENTED.lastIndex = this.#at;
    const found = ACCENTED.exec(this.#tex);
    // A command of letters needs a blank or a brace before its letter.
    if (found === null || (/[A-Za-z]/.test(name) && /^[A-Za-z]/.test(found[0]))) {
      this.#rare(name);
      return;
    }
    this.#at += found[0].length;
    const letter = found.groups?.letter ?? found.groups?.braced ?? found.groups?.dotless ?? found.groups?.bracedDotless ?? '';
    this.#out += `${letter}${MARKS[name] ?? ''}`;
  }

  #named(name: string): void {
    const sign = NAMED[name];
    const fromHere = FROM_HERE[name];
    const braced = this.#tex.charAt(this.#at) === '{';
    if (MARKS[name] !== undefined) this.#accent(name);
    else if (UNSEEN.has(name)) this.#skipBlanks();
    else if (sign !== undefined) {
      this.#skipBlanks();
      this.#out += sign;
    } else if (OF_GROUP[name] !== undefined) this.#styledGroup(name);
    else if (fromHere !== undefined) this.#styleFromHere(fromHere);
    else if (braced && (name === 'url' || name === 'path' || name === 'href')) this.#address(name);
    else if (braced && name === 'begin') this.#environment();
    else this.#rare(name);
  }

  #styledGroup(name: string): void {
    this.#skipBlanks();
    if (this.#tex.charAt(this.#at) !== '{') {
      this.#rare(name);
      return;
    }
    this.#at += 1;
    this.#out += `<${OF_GROUP[name]}>`;
    this.#groups.push(`</${OF_GROUP[name]}>`);
  }

  #styleFromHere(style: string): void {
    this.#skipBlanks();
    this.#out += `<${style}>`;
    const group = this.#groups.pop();
    if (group === undefined) this.#ending = `</${style}>${this.#ending}`;
    else this.#groups.push(`</${style}>${group}`);
  }

  /** An address as it stands; a link's words with the address after them. */
  #address(name: string): void {
    const address = this.#group();
    const url = plainAddress(address);
    if (name !== 'href' || this.#tex.charAt(this.#at) !== '{') {
      this.#out += url;
      return;
    }
    const words = texText(this.#group());
    this.#out += words === url ? url : `${words} (${url})`;
  }

  #environment(): void {
    const from = this.#at;
    const name = this.#group();
    const closing = `\\end{${name}}`;
    const to = this.#missing.size > MAX_MISSING || this.#missing.has(closing) ? -1 : this.#tex.indexOf(closing, this.#at);
    if (to === -1) {
      this.#missing.add(closing);
      return;
    }
    this.#at = to + closing.length;
    this.#out += snippetText(`\\begin${this.#tex.slice(from, this.#at)}`);
  }

  /** A command of another kind, with the groups behind it or the one letter that it would take in their place. */
  #rare(name: string): void {
    const sign = snippetText(`\\${name}{}`);
    if (sign !== '') {
      if (/^[A-Za-z]/.test(name)) this.#skipBlanks();
      this.#out += sign;
      return;
    }
    const tex = this.#tex;
    if (/^[A-Za-z]/.test(name)) this.#skipBlanks();
    const from = this.#at;
    for (let groups = 0; groups < 2 && tex.charAt(this.#at) === '{'; groups += 1) this.#group();
    if (this.#at === from && /[A-Za-z0-9]/.test(tex.charAt(from))) this.#at += 1;
    const argument = tex.slice(from, this.#at);
    this.#rareCommands += 1;
    // What a rare command would do to a formula is not for here, nor is a text that is all commands.
    if (argument.includes('$') || this.#rareCommands > MAX_RARE_COMMANDS) this.#out += texText(argument);
    else this.#out += snippetText(`\\${name}${argument.startsWith('{') ? '' : ' '}${argument}`);
  }

  /** Passes over a group and gives what is in it. */
  #group(): string {
    const tex = this.#tex;
    const from = this.#at + 1;
    let depth = 0;
    for (let at = this.#at; at < tex.length; at += 1) {
      const char = tex.charAt(at);
      if (char === '\\') at += 1;
      else if (char === '{') depth += 1;
      else if (char === '}' && --depth === 0) {
        this.#at = at + 1;
        return tex.slice(from, at);
      }
    }
    this.#at = tex.length;
    return tex.slice(from);
  }

  #skipBlanks(): void {
    while (/[ \t\n\r]/.test(this.#tex.charAt(this.#at))) this.#at += 1;
  }
}

const MAX_ADDRESS_LENGTH = 4_000;
const COMMAND = /[A-Za-z]+/y;
const LINE_BREAK = /\*?(?:\[[^\]\n]{0,20}\])?[ \t]*\n?/y;
/** The letter below an accent: alone, in braces, or without its dot. */
const ACCENTED =
  /\s*(?:(?<letter>[A-Za-z])|\{\s*(?<braced>[A-Za-z])\s*\}|\\(?<dotless>[ij])(?![A-Za-z])\s*|\{\s*\\(?<bracedDotless>[ij])\s*\})/y;

function isEscaped(tex: string, at: number): boolean {
  let back = at;
  while (back > 0 && tex.charAt(back - 1) === '\\') back -= 1;
  return (at - back) % 2 === 1;
}

/** An address as TeX writes it, as it is. */
export function plainAddress(tex: string): string {
  const trimmed = tex.trim();
  if (trimmed.length > MAX_ADDRESS_LENGTH || !/[\\{}$\n]/.test(trimmed)) return trimmed;
  const inner = /^\\(?:url|path)[ \t]*\{(.*)\}$/s.exec(trimmed)?.[1] ?? trimmed;
  return inner
    .replace(/\{?\\textasciitilde[ \t]?(?:\{\})?\}?|\$\\sim\$|\\~\{\}/g, '~')
    .replace(/\\textasciicircum[ \t]?(?:\{\})?/g, '^')
    .replace(/\\textbackslash[ \t]?(?:\{\})?/g, '\\')
    .replace(/\\([%#_&~{}$])/g, '$1')
    .replace(/[\t\n\r]+/g, '')
    .trim();
}
