/** Authors as they stand in one cell of a table. */
import type { Author } from '../../../shared/models.ts';
import { authorNamed, authorsFrom } from '../entry.ts';

/** What parts names for certain. */
const PARTED = /[;；|、\n]/;
/** Numbers that a database gave a person: "Ruiz, Ana (57190394669)". */
const NUMBER = /\(\d{5,20}\)/g;
/** Who are not named. */
const UNNAMED = /^(?:et al|others|and others)\.?$/i;
const INITIALS = /^\p{Lu}\.?(?:[\s.-]*\p{Lu}\.?){0,4}$/u;

/** The authors that a cell names, in whichever way it does: "Ruiz, A.; Wit, J.", "Ruiz A, Wit J.", "Ana Ruiz and Jan Wit", "{The Tidal Group}". */
export function authorsIn(cell: string): readonly Author[] {
  const text = cell
    .replace(NUMBER, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
  const parts = PARTED.test(text) || text.includes('{') ? (text.match(/\{[^{}]*\}|[^;；|、\n{}]+/g) ?? []) : null;
  const names = parts === null ? unparted(text).filter((author) => author !== null && !UNNAMED.test(author.name)) : parts.map(named);
  return names.filter((author) => author !== null);
}

function named(part: string): Author | null {
  const whole = /^\{([^{}]*)\}$/.exec(part.trim())?.[1]?.trim();
  if (whole === undefined) return UNNAMED.test(part.trim()) ? null : authorNamed(part);
  return whole === '' ? null : { name: whole };
}

/** Names with nothing but commas or words between them. */
function unparted(text: string): readonly (Author | null)[] {
  const parts = text.split(/\s*[,，]\s*/).filter((part) => part !== '');
  // "Ruiz, A., Wit, J." has each family name before its initials.
  if (
    parts.length > 1 &&
    parts.length % 2 === 0 &&
    parts.every((part, at) => at % 2 === 0 || INITIALS.test(part.replace(/^(?:&|and) /, '')))
  ) {
    return parts.flatMap((family, at) =>
      at % 2 === 0 ? [authorNamed(`${family.replace(/^(?:&|and) /, '')}, ${parts[at + 1] ?? ''}`)] : [],
    );
  }
  const joined = text.split(/ and | & /);
  if (joined.length > 1 && joined.every((part) => /^[^,]+, [^,]+$/.test(part.trim()))) return joined.map(authorNamed);
  const [family = '', given] = parts;
  if (given !== undefined && parts.length === 2 && !/ and |&/.test(text) && (!/\s/.test(family) || /^\p{Ll}/u.test(family))) {
    return [authorNamed(`${family}, ${given}`)];
  }
  // PubMed's: "Yang Z, Jiang B, Xu J."
  return authorsFrom(
    text
      .replace(/(?<=\s\p{Lu}{1,4})\.$/u, '')
      .replace(/，/g, ', ')
      .replace(/\s+&\s+/g, ' and '),
  );
}

/** Authors as one cell that {@link authorsIn} reads; names that would be taken apart stand in braces. */
export function authorsCell(authors: readonly Author[]): string {
  const names = authors.map(writtenName).filter((name) => name !== '');
  const text = names.join('; ');
  return names.length === 1 && !text.startsWith('{') && JSON.stringify(authorsIn(text)) !== JSON.stringify(authorsIn(`${text};`))
    ? `${text};`
    : text;
}

function writtenName({ name, family, given }: Author): string {
  const plain = (text: string) => text.replace(/[{}]/g, '').replace(/\s+/g, ' ').trim();
  const shown = plain(name);
  const apart = family === undefined || given === undefined ? null : `${plain(family)}, ${plain(given)}`;
  const written = apart !== null && authorNamed(apart)?.name === shown ? apart : shown;
  const [only, ...more] = authorsIn(`${written};`);
  return more.length === 0 && only?.name === shown ? written : `{${shown}}`;
}
