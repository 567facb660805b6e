/** Names of people as BibTeX writes them: "Given von Family", "von Family, Jr., Given", `{A Body}`; BibLaTeX's `family=…, given=…`. */
import type { Author } from '../../../shared/models.ts';
import { isBody } from '../../../shared/text/bodies.ts';
import { escapedTex } from './escape.ts';
import { texLine } from './tex.ts';

const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;
/** A family name of China, Korea or Japan; what is in kana is likelier a foreign name, which keeps its order. */
const EAST_ASIAN_FAMILY = /^[\p{Script=Han}\p{Script=Hangul}]+$/u;
/** What DBLP puts behind one of several people of the same name. */
const HOMONYM = /^0\d{3}$/;
const SUFFIX = /^(?:jr|sr|[ivx]+|ph\.?d|m\.?d)\.?$/i;

/** The authors of a value, and whether it ends in "and others". */
export function readNames(value: string): { readonly authors: readonly Author[]; readonly others: boolean } {
  const names = splitNames(value);
  const others = names.length > 1 && /^(?:others|et al\.?)$/i.test(names.at(-1) ?? '');
  const authors = (others ? names.slice(0, -1) : names).map((name) => readName(name)).filter((author) => author !== null);
  return { authors, others };
}

function splitNames(written: string): readonly string[] {
  const value = written.replace(/\s+/g, ' ').trim();
  const simple = !/[\\{]/.test(value);
  const names = parted(simple ? value.split(/ and /i) : splitOutside(value, AND));
  const [only] = names;
  if (names.length !== 1 || only === undefined || !simple) return names;
  // What is no BibTeX: "A. One; B. Two" and "A. One, B. Two, C. Three".
  if (only.includes(';')) return parted(only.split(';'));
  const parts = only.split(',').map((part) => part.trim());
  return parts.length > 2 && parts.every((part) => / /.test(part)) ? parts : names;
}

/** Without blank ones, and without an "and" too many. */
function parted(names: readonly string[]): readonly string[] {
  return names.map((name) => name.trim()).filter((name) => name !== '' && name.toLowerCase() !== 'and');
}

const AND = / and /iy;
const COMMA = / ?, ?/y;
const BLANK = / /y;

/** Splits where the pattern matches outside of braces. */
function splitOutside(text: string, pattern: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if (depth === 0 && /[\s,]/.test(char)) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found !== null) {
        parts.push(text.slice(from, at));
        from = at + found[0].length;
        at = from - 1;
      }
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function readName(name: string): Author | null {
  if (isOneGroup(name)) return alone(texLine(name));
  const parts = name.includes(',') ? splitOutside(name, COMMA).map((part) => part.trim()) : [name];
  if (parts.length === 1) return readNatural(name);
  if (parts.every((part) => /^(?:family|given|prefix|suffix|useprefix|given-i|id|juniorcomma)\s*=/.test(part))) return readExtended(parts);
  if (parts.length > 3) return alone(texLine(name));
  const [family = '', second = '', third] = parts.map((part) => texLine(part));
  if (third === undefined && SUFFIX.test(second) && / /.test(family)) {
    const author = readNatural(parts[0] ?? '');
    return author?.family === undefined ? author : { ...author, name: `${author.name}, ${second}` };
  }
  return third === undefined || third === '' ? named(family, second) : named(family, third, second);
}

/** "Ludwig van Beethoven": from the first word in small letters on, or the last word, it is the family name. */
function readNatural(name: string): Author | null {
  const simple = !/[\\{~]/.test(name);
  const raw = (simple ? name.split(/\s+/) : splitOutside(name, BLANK)).filter((word) => word.trim() !== '');
  const words = simple ? raw : raw.map((word) => texLine(word)).filter((word) => word !== '');
  if (words.length > 2 && HOMONYM.test(words.at(-1) ?? '')) words.pop();
  if (words.length < 2) return alone(words.join(' '));
  const [first = '', second = ''] = words;
  // Nobody writes these the other way round, comma or not.
  if (words.length === 2 && EAST_ASIAN.test(first) && EAST_ASIAN.test(second)) {
    return EAST_ASIAN_FAMILY.test(first) ? named(first, second) : alone(`${first} ${second}`);
  }
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && /^\p{Ll}/u.test(word) && !raw[at]?.startsWith('{'));
  const family = particle === -1 ? words.length - 1 : particle;
  if (/^\p{Ll}/u.test(words[0] ?? '') && particle === -1) return alone(words.join(' '));
  return named(words.slice(family).join(' '), words.slice(0, family).join(' '));
}

function readExtended(parts: readonly string[]): Author | null {
  const values = new Map<string, string>();
  for (const part of parts) values.set(part.slice(0, part.indexOf('=')).trim(), texLine(part.slice(part.indexOf('=') + 1)));
  const family = [values.get('prefix'), values.get('family')].filter((part) => part !== undefined && part !== '').join(' ');
  return named(family, values.get('given') ?? '', values.get('suffix'));
}

function named(family: string, given: string, suffix = ''): Author | null {
  if (family === '' || given === '') return alone(family === '' ? given : family);
  const both = EAST_ASIAN.test(family) && EAST_ASIAN.test(given) ? `${family}${given}` : `${given} ${family}`;
  return { name: suffix === '' ? both : `${both}, ${suffix}`, family, given };
}

function alone(name: string): Author | null {
  const written = name.trim();
  return written === '' ? null : { name: written };
}

/** Whether the name is braced as a whole: it is not to be taken apart. */
function isOneGroup(name: string): boolean {
  if (!name.startsWith('{') || !name.endsWith('}')) return false;
  let depth = 0;
  for (let at = 0; at < name.length - 1; at += 1) {
    const char = name.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth === 0) return false;
  }
  return true;
}

/** The value that names these authors. */
export function writeNames(authors: readonly Author[], others: boolean): string {
  const names = authors.map((author) => writeName(author));
  return [...names, ...(others && names.length > 0 ? ['others'] : [])].join(' and ');
}

function writeName(author: Author): string {
  const { name, family, given } = author;
  if (family !== undefined && given !== undefined && family !== '' && given !== '') {
    const suffix = suffixOf(author);
    return [family, ...(suffix === null ? [] : [suffix]), given].map((part) => writePart(part)).join(', ');
  }
  if (isBody(name) || /^(?:others|et al\.?)$/i.test(name)) return `{${escapedTex(name)}}`;
  const read = readNatural(name);
  return read?.family === undefined ? writePart(name) : writeName(read);
}

/** "Jr." of the name "Martin Luther King, Jr.". */
function suffixOf({ name, family = '', given = '' }: Author): string | null {
  const start = `${given} ${family}, `;
  return name.startsWith(start) && name.length > start.length ? name.slice(start.length) : null;
}

/** A part of a name, braced where it would be taken apart. */
function writePart(part: string): string {
  const tex = escapedTex(part);
  return /,|(?:^|\s)and(?:\s|$)|^(?:others|et al\.?)$|=/i.test(part) ? `{${tex}}` : tex;
}
