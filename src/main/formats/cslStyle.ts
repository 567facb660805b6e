/** Files of the Citation Style Language (.csl): what they are called, and whether they can be one. */
import { Parser } from 'htmlparser2';
import { AppError } from '../../shared/errors.ts';
import { MAX_DEPTH } from './recordLimits.ts';

const NAMESPACE = 'http://purl.org/net/xbiblio/csl';

/** What a style says about itself. */
export interface CslStyle {
  /** What the style calls itself for programs, usually an address. */
  readonly cslId: string;
  readonly title: string;
}

/**
 * Looks at the file of a style as text, without running it.
 * @throws {AppError} `bad-request` where it is not a style that can be used, in a sentence that says why
 */
export function readStyle(xml: string, name: string): CslStyle {
  const refused = (why: string) => new AppError('bad-request', `${name} ${why} No style was added.`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw refused('holds a document type, which Offprint does not read.');
  if (!/<style\b/.test(xml)) throw refused('is not a citation style: those are .csl files, as Zotero’s style repository has them.');
  const found = outline(xml);
  if (found.broken) throw refused('is not well-formed XML, as if a part of it were missing.');
  if (found.root !== 'style' || found.namespace !== NAMESPACE)
    throw refused('is not a citation style: it is not in the Citation Style Language.');
  const title = found.title.replace(/\s+/gu, ' ').trim().slice(0, 200);
  if (title === '') throw refused('has no title, so it could not be told from other styles.');
  if (found.parent !== null) {
    const parent = decodeURIComponentSafely(found.parent.split('/').at(-1) ?? found.parent);
    throw refused(`only says that “${title}” is the same as another style. Add that one, ${parent}.csl, in its place.`);
  }
  const missing = [...found.used].find((macro) => !found.macros.has(macro));
  if (missing !== undefined) throw refused(`goes by a rule called “${missing.slice(0, 60)}” that is not in it.`);
  if (!found.cites) throw refused('has no rules for citations.');
  return { cslId: found.id.trim() || title, title };
}

interface Outline {
  root: string | null;
  namespace: string | undefined;
  id: string;
  title: string;
  /** The style that a dependent one goes by. */
  parent: string | null;
  cites: boolean;
  /** Macros that are there, and those that are called. */
  readonly macros: Set<string>;
  readonly used: Set<string>;
  broken: boolean;
}

function outline(xml: string): Outline {
  const found: Outline = {
    root: null,
    namespace: undefined,
    id: '',
    title: '',
    parent: null,
    cites: false,
    macros: new Set(),
    used: new Set(),
    broken: false,
  };
  const open: string[] = [];
  const text = xml.replace(/^\uFEFF/, '');
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length === 0) {
          if (found.root !== null) found.broken = true;
          found.root ??= name;
          found.namespace ??= attributes.xmlns;
        }
        open.push(name);
        if (open.length > MAX_DEPTH) found.broken = true;
        const path = open.join(' ');
        if (path === 'style citation') found.cites = true;
        if (path === 'style macro') found.macros.add(attributes.name ?? '');
        if ((name === 'text' || name === 'key') && attributes.macro !== undefined) found.used.add(attributes.macro);
        if (path === 'style info link' && attributes.rel === 'independent-parent') found.parent = attributes.href ?? '';
      },
      ontext(words) {
        const path = open.join(' ');
        if (path === 'style info title') found.title += words;
        if (path === 'style info id') found.id += words;
        if (open.length === 0 && words.trim() !== '') found.broken = true;
      },
      onclosetag(name, implied) {
        // Implied are the ends of elements that close themselves, and of those that nothing closes.
        if (open.pop() !== name || (implied && !text.slice(parser.startIndex, parser.endIndex + 1).endsWith('/>'))) found.broken = true;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (open.length > 0) found.broken = true;
  return found;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
