import { readFile, stat } from 'node:fs/promises';
import { MAX_CITED, MAX_STYLE_LENGTH } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { SHIPPED_STYLES } from '../../shared/models.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { plainOf, type RichText } from '../../shared/text/richText.ts';
import type { CitationTask } from '../citations.ts';
import type { StyleSource } from '../formats/citeproc.ts';
import { readStyle } from '../formats/cslStyle.ts';
import * as library from '../library/citationStyles.ts';
import { counted } from '../library/counted.ts';
import { getSettings, setSettings } from '../library/settings.ts';
import type { Context, Handler } from './context.ts';

/** A style that is tried has so many milliseconds; the slowest public ones take a tenth of it. */
const TRIAL = 10_000;
/** A list of citations has so many milliseconds and can be stopped before. */
const LONGEST = 120_000;
/** A style file in bytes: characters may take up to four. */
const MAX_BYTES = 4 * MAX_STYLE_LENGTH;
/** Up to this many papers are cited without a word: nobody could read the progress. */
const FEW = 50;

export const styles: Handler<'citations.styles'> = ({ db }) => [
  ...SHIPPED_STYLES.map((style) => ({ ...style, own: false })),
  ...library.ownStyles(db),
];

export const write: Handler<'citations.write'> = (context, { ids, style, as }) =>
  cite(context, { kind: 'cite', ids, style: sourceOf(context, style), as });

export const bibtex: Handler<'citations.bibtex'> = async (context, { ids, dialect }) => {
  const { citationKeyPattern: pattern } = getSettings(context.db);
  const [text] = await cite(context, { kind: 'bibtex', ids, dialect, pattern });
  return plainOf(text ?? []);
};

function cite(context: Context, task: Exclude<CitationTask, { kind: 'try' }>): Promise<readonly RichText[]> {
  const { ids } = task;
  if (ids.length > MAX_CITED)
    throw new AppError(
      'too-large',
      `At most ${counted(MAX_CITED, 'paper')} can be cited at once, and ${counted(ids.length, 'paper')} were chosen. Nothing was copied; export them in place of it.`,
    );
  if (ids.length <= FEW) return run(context, task);
  const about = {
    label: `Citing ${counted(ids.length, 'paper')}`,
    unit: 'papers',
    stopped: 'Citing was stopped. Nothing was copied.',
  } as const;
  return context.jobs.run(about, ({ signal }) => run(context, task, signal));
}

const run = ({ citations }: Context, task: CitationTask, signal?: AbortSignal): Promise<readonly RichText[]> =>
  citations.run(task, { limit: LONGEST, ...(signal === undefined ? {} : { signal }) });

/** The style asked for, else the chosen one. */
function sourceOf({ db }: Context, asked: string | undefined): StyleSource {
  const id = asked ?? getSettings(db).citationStyle;
  if (SHIPPED_STYLES.some((style) => style.id === id)) return { shipped: id };
  const xml = library.ownStyleXml(db, id);
  if (xml === null) throw new AppError('not-found', 'This citation style is not here any more. Please choose another one in the settings.');
  return { xml };
}

export const addStyle: Handler<'citations.addStyle'> = async (context, source) => {
  const db = context.writer();
  const { xml, name } = 'xml' in source ? { ...source, name: 'This text' } : await fileText(context, source.token);
  const { cslId, title } = readStyle(xml, name);
  await context.citations.run({ kind: 'try', xml }, { limit: TRIAL });
  return library.keepOwnStyle(db, { cslId, title, xml });
};

async function fileText({ offered }: Context, token: string): Promise<{ readonly xml: string; readonly name: string }> {
  const { path, name } = offered.take(token);
  try {
    if ((await stat(path)).size > MAX_BYTES)
      throw new AppError('too-large', `${name} is too large for a citation style. No style was added.`);
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    return { xml, name };
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('bad-request', `${name} could not be read as text in UTF-8. No style was added.`, { cause: String(thrown) });
  }
}

export const removeStyle: Handler<'citations.removeStyle'> = (context, { id }) => {
  const db = context.writer();
  const xml = library.ownStyleXml(db, id);
  if (xml === null) throw new AppError('not-found', 'This citation style is not here any more.');
  library.removeOwnStyle(db, id);
  if (getSettings(db).citationStyle === id) {
    const settings = setSettings(db, { citationStyle: DEFAULT_SETTINGS.citationStyle });
    context.emit({ name: 'settings.changed', payload: settings });
  }
  return { xml };
};
