/** What arXiv's many answers have in common: ids with versions, names in TeX, abstracts broken at the width of a page. */
import type { Author, Identifier, Link } from '../../shared/models.ts';
import { identifierOf } from '../../shared/text/identifiers.ts';
import { plainTitle } from '../../shared/text/titles.ts';
import { authorNamed, recordLink } from './entry.ts';
import { unwrapped } from './json.ts';

/** A paper of arXiv's under its id; `raw` keeps the version. Null for what is no id. */
export function arxivIdentifier(id: string, version?: string | null): Identifier | null {
  const bare = id.trim().replace(/^arxiv:\s*/i, '');
  const found = identifierOf(/arxiv\.org/i.test(bare) ? bare : `arXiv:${bare}${version ?? ''}`);
  return found?.scheme === 'arxiv' ? found : null;
}

/** Where a paper of arXiv's is read. */
export function arxivLinks({ value }: Identifier): readonly Link[] {
  return [`https://arxiv.org/abs/${value}`, `https://arxiv.org/pdf/${value}`].map((url) => recordLink(url)).filter((link) => link !== null);
}

/** DOIs as arXiv gives them: several may stand in one field. */
export function doisIn(text: string | null): readonly Identifier[] {
  return (text ?? '').split(/[\s;]+/).flatMap((part) => {
    const found = identifierOf(part.replace(/,$/, ''));
    return found === null ? [] : [found];
  });
}

/** An abstract as arXiv keeps it: lines are joined, an indented line begins a paragraph. */
export function arxivAbstract(text: string): string | null {
  const joined = unwrapped(text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, '\n\n'));
  return joined === '' ? null : joined;
}

/**
 * Names from arXiv's author line: parted by commas and "and", with places of work in brackets behind them, accents in TeX.
 * A collaboration before a colon is an author of its own.
 */
export function arxivAuthors(text: string): readonly Author[] {
  const names: string[] = [];
  for (const part of withoutBrackets(text.replace(/\s+/g, ' '))
    .replace(/:\s/g, ', ')
    .split(/\s*[,;]\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+/)) {
    const name = part.trim();
    // "Jr." and the like belong to the name before the comma.
    if (/^(?:Jr|Sr|[IV]{2,3})\.?$/.test(name) && names.length > 0) names.push(`${names.pop() ?? ''} ${name}`);
    else if (name !== '' && !/^(?:and|et al\.?)$/i.test(name)) names.push(name);
  }
  return names.map((name) => authorNamed(plainName(name))).filter((author) => author !== null);
}

/** A name with its TeX accents as letters. */
export function plainName(name: string): string {
  // A space after a command's name only ends it.
  const spaced = name.replace(/\\(o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j) (?=\S)/g, '\\$1{}').replace(/\\[ ,]|~/g, ' ');
  return /[\\&$]/.test(spaced) || /[{}]/.test(spaced) ? plainTitle(spaced).replace(/[{}]/g, '') : spaced;
}

/** The text without what stands in brackets, however they nest; one that never closes is left out to the end. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const char of text) {
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += char;
  }
  return kept;
}

export interface Announcement {
  /** With its version. */
  readonly id: string;
  /** `new`, `cross`, `replace` or `replace-cross`. */
  readonly type: string;
  readonly abstract: string;
}

/** What arXiv's feeds put before an abstract: `arXiv:2411.03340v1 Announce Type: new` and, below it, `Abstract: …`; null for any other text. */
export function announcementIn(text: string): Announcement | null {
  const found = /^\s*arXiv:(\S{4,40})\s+Announce Type:\s*([\w-]{1,30})\s*/i.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) return null;
  return { id: found[1], type: found[2].toLowerCase(), abstract: text.slice(found[0].length).replace(/^Abstract:\s*/i, '') };
}
