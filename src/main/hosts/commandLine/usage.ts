import { parseArgs } from 'node:util';
import { EXPORT_FORMATS, type ExportFormat, PLACES, type Place } from '../../../shared/models.ts';
import { uidOfAddress } from '../../../shared/paperAddress.ts';
import { quote } from '../../../shared/query/quote.ts';

/** The formats of papers; those of annotations have a command of their own. */
const PAPER_FORMATS = EXPORT_FORMATS.filter((format) => !format.startsWith('annotations-'));

export const USAGE = `Offprint, a reading list for research papers.

  offprint import FILE... [--library PATH] [--json]
      Brings papers in and reports what was added, already here, brought up to date, or unreadable.
  offprint export --format FORMAT [--query QUERY] [--tag TAG]... [--view PLACE] [-o FILE] [--force] [--json] [--library PATH]
      Writes papers to a file, or to standard output ("-o -", too): all of them, or those of a place, with the tags, that a
      query finds. A file that is there is left alone without --force. --json reports what was written to a file.
      FORMAT: ${PAPER_FORMATS.join(', ')}. "json" leaves nothing out.
      PLACE: ${PLACES.join(', ')}.
  offprint annotations --format markdown|jsonld|csv [the options of export] [-o FILE|FOLDER]
      Writes highlights and notes. Markdown is brought up to date in a file that is there, around what you wrote in it;
      in a folder each paper has a file of its own.
  offprint open offprint://paper/UID [--library PATH]
      Shows a paper in the running app.
  offprint search QUERY [--limit N] [--json] [--library PATH]
      Lists ids and titles, the best first.
  offprint similar UID [--limit N] [--json] [--library PATH]
      Lists the papers most like one, with the words that make them so.
  offprint list [--query QUERY] [--json] [--library PATH]
      Lists ids and titles, the newest first.
  offprint serve [--port N] [--no-open] [--library PATH]
      Serves the library to a browser on this machine and prints the link.
  offprint help | --version

Without --library, the app's own library is used. A query that begins with "-" is written after "--".
Exit status: 0 done, 1 failed or nothing could be read, 2 wrong usage.
`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'import'; readonly library: string | undefined; readonly files: readonly string[]; readonly json: boolean }
  | {
      readonly kind: 'export';
      readonly library: string | undefined;
      readonly format: ExportFormat;
      readonly view: Place;
      readonly query: string;
      /** Undefined for standard output. */
      readonly output: string | undefined;
      /** Whether a file that is there may be replaced. */
      readonly force: boolean;
      readonly json: boolean;
    }
  | {
      readonly kind: 'find';
      readonly library: string | undefined;
      readonly query: string;
      readonly sort: 'best' | 'newest';
      readonly limit: number;
      readonly json: boolean;
    }
  | {
      readonly kind: 'similar';
      readonly library: string | undefined;
      readonly uid: string;
      readonly limit: number;
      readonly json: boolean;
    }
  | { readonly kind: 'open'; readonly library: string | undefined; readonly uid: string }
  | { readonly kind: 'serve'; readonly library: string | undefined; readonly port: number; readonly open: boolean };

/** Wrong usage: told in a sentence, with exit status 2. */
export class UsageError extends Error {}

const library = { library: { type: 'string' } } as const;
const json = { json: { type: 'boolean', default: false } } as const;
const writing = {
  ...library,
  ...json,
  format: { type: 'string' },
  query: { type: 'string', default: '' },
  tag: { type: 'string', multiple: true },
  view: { type: 'string', default: 'all' },
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean', default: false },
} as const;

/**
 * Reads the arguments after the program's name.
 * @throws {UsageError} with a sentence that says what is wrong.
 */
export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args;
  try {
    return parse(name, rest);
  } catch (thrown) {
    if (thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')) {
      throw new UsageError(thrown.message);
    }
    throw thrown;
  }
}

function parse(name: string | undefined, args: string[]): Command {
  if (name !== undefined && args.includes('--help')) return { kind: 'help' };
  switch (name) {
    case undefined:
      throw new UsageError('Say what to do: import, export, annotations, open, search, similar, list or serve.');
    case 'help':
    case '--help':
    case '-h':
      return { kind: 'help' };
    case '--version':
    case '-v':
      return { kind: 'version' };
    case 'import': {
      const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { ...library, ...json } });
      if (positionals.length === 0) throw new UsageError('Name at least one file to import.');
      return { kind: 'import', library: given(values.library), files: positionals, json: values.json };
    }
    case 'export': {
      const { values } = parseArgs({ args, options: writing });
      const format = EXPORT_FORMATS.find((known) => known === values.format);
      if (format === undefined) throw new UsageError(`Say which format to write: --format ${PAPER_FORMATS.join(' or --format ')}.`);
      return { kind: 'export', format, ...written(values) };
    }
    case 'annotations': {
      const { values } = parseArgs({ args, options: writing });
      const format = EXPORT_FORMATS.find((known) => known === `annotations-${values.format}`);
      if (format === undefined) throw new UsageError('Say which format to write: --format markdown, --format jsonld or --format csv.');
      return { kind: 'export', format, ...written(values) };
    }
    case 'open': {
      const { values, positionals } = parseArgs({ args, allowPositionals: true, options: library });
      const uid = positionals.length === 1 ? uidOfAddress(positionals[0] ?? '') : null;
      if (uid === null) throw new UsageError('Say which paper to open, by its link: offprint://paper/UID.');
      return { kind: 'open', library: given(values.library), uid };
    }
    case 'search': {
      const options = { ...library, ...json, limit: { type: 'string' } } as const;
      const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
      const query = positionals.join(' ').trim();
      if (query === '') throw new UsageError('Say what to search for.');
      const limit =
        values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', values.limit, 1, Number.MAX_SAFE_INTEGER);
      return { kind: 'find', library: given(values.library), query, sort: 'best', limit, json: values.json };
    }
    case 'similar': {
      const options = { ...library, ...json, limit: { type: 'string', default: '5' } } as const;
      const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
      const [uid] = positionals;
      if (uid === undefined || positionals.length > 1)
        throw new UsageError('Say which paper, by its id or its link: offprint similar UID.');
      const limit = wholeNumber('--limit', values.limit, 1, 20);
      return { kind: 'similar', library: given(values.library), uid: uidOfAddress(uid) ?? uid, limit, json: values.json };
    }
    case 'list': {
      const { values } = parseArgs({ args, options: { ...library, ...json, query: { type: 'string', default: '' } } });
      const limit = Number.POSITIVE_INFINITY;
      return { kind: 'find', library: given(values.library), query: values.query, sort: 'newest', limit, json: values.json };
    }
    case 'serve': {
      const options = { ...library, port: { type: 'string', default: '0' }, 'no-open': { type: 'boolean', default: false } } as const;
      const { values } = parseArgs({ args, options });
      const port = wholeNumber('--port', values.port, 0, 65_535);
      return { kind: 'serve', library: given(values.library), port, open: !values['no-open'] };
    }
    default:
      throw new UsageError(`Offprint does not know "${name}".`);
  }
}

function given(path: string | undefined): string | undefined {
  if (path === '') throw new UsageError('--library needs the path of a library.');
  return path;
}

interface Writing {
  readonly library?: string | undefined;
  readonly query: string;
  readonly tag?: readonly string[] | undefined;
  readonly view: string;
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** Of which papers, and where to. A paper has all of the tags. */
function written({ library: file, query, tag = [], view: place, output: to, force, json: reports }: Writing) {
  const view = PLACES.find((known) => known === place);
  if (view === undefined) throw new UsageError(`There is no place called "${place}". --view takes ${PLACES.join(', ')}.`);
  if (to === '') throw new UsageError('--output needs the path of a file, or - for standard output.');
  const output = to === '-' ? undefined : to;
  if (reports && output === undefined) throw new UsageError('--json reports what was written to a file: name one with --output.');
  const tags = tag.map((name) => `tag:${quote(name)}`);
  return {
    library: given(file),
    view,
    query: [query, ...tags].filter((part) => part.trim() !== '').join(' '),
    output,
    force,
    json: reports,
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`${option} needs a whole number ${most > 1e6 ? `of at least ${least}` : `from ${least} to ${most}`}.`);
  }
  return value;
}
