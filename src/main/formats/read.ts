/** One source through the format it is in. */

import type { ReadItem, SourceFacts } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { sourceInSentence } from '../../shared/text/sourceNames.ts';
import { digestHtml } from './digest-html.ts';
import { type Format, HEAD_LENGTH, type ReadContext } from './format.ts';
import { detectFormat, FORMATS } from './index.ts';
import { type Source, textSource } from './source.ts';
import { describeText } from './unknown.ts';

export interface ReadResult {
  /** The format's id and its name for people. */
  readonly format: string;
  readonly label: string;
  readonly facts: SourceFacts;
}

/**
 * Tells the format of a source, reads it to its end and hands over each paper and problem in order. Of a paste that
 * came as text and as HTML, the one that yields more papers is taken; at a tie the HTML, for its links. A `format` in the context is the id of the one to read it as.
 * @throws {AppError} `bad-request` for a format that is not known; `nothing-found`, saying what the text looked like; and what the format throws.
 */
export async function readSource(
  source: Source,
  context: ReadContext & { readonly format?: string | undefined },
  take: (item: ReadItem) => void | Promise<void>,
): Promise<ReadResult> {
  try {
    const head = await source.head();
    if (context.format !== undefined) return await readAs(formatNamed(context.format), source, head, context, take);
    if (source.html !== null) return await readBetter(source, head, source.html, context, take);
    const format = detectFormat(head, source.name);
    if (format === null) throw nothingFound(source.name, head);
    return await readAs(format, source, head, context, take);
  } finally {
    await source.close();
  }
}

function formatNamed(id: string): Format {
  const format = FORMATS.find((known) => known.id === id);
  if (format) return format;
  const known = FORMATS.map((one) => one.id).sort();
  throw new AppError('bad-request', `Offprint reads no format named “${id}”. It reads ${known.join(', ')}.`, { format: id });
}

async function readAs(
  format: Format,
  source: Source,
  head: string,
  context: ReadContext,
  take: (item: ReadItem) => void | Promise<void>,
): Promise<ReadResult> {
  let facts: SourceFacts = { digest: null };
  let papers = 0;
  let lost = 0;
  for await (const item of format.read(source, context)) {
    if (item.kind === 'facts') {
      facts = item.facts;
      continue;
    }
    if (item.kind === 'entry') papers += 1;
    else if (item.problem.severity === 'lost') lost += 1;
    await take(item);
  }
  if (papers === 0 && lost === 0) throw nothingFound(source.name, head);
  for (const problem of source.problems()) await take({ kind: 'problem', problem });
  return { format: format.id, label: format.label, facts };
}

/** Reads both faces of a paste into memory, where it stands already, and hands over the better one. */
async function readBetter(
  source: Source,
  head: string,
  html: string,
  context: ReadContext,
  take: (item: ReadItem) => void | Promise<void>,
): Promise<ReadResult> {
  const attempt = async (format: Format | null, from: Source) => {
    const items: ReadItem[] = [];
    if (format === null) return null;
    try {
      const result = await readAs(format, from, head, context, (item) => {
        items.push(item);
      });
      return { result, items, papers: items.filter(({ kind }) => kind === 'entry').length };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'nothing-found') return null;
      throw thrown;
    }
  };
  const plain = await attempt(detectFormat(head, source.name), source);
  const rich = await attempt(detectFormat(html.slice(0, HEAD_LENGTH), source.name) ?? digestHtml, textSource(html, source.name));
  const better = rich !== null && rich.papers >= (plain?.papers ?? 0) ? rich : plain;
  if (better === null) throw nothingFound(source.name, head);
  for (const item of better.items) await take(item);
  return better.result;
}

/** What is read, for whoever brought something else. */
const READS =
  'Offprint reads reference files (BibTeX, RIS, CSL-JSON, CSV, EndNote, PubMed), arXiv’s listings and feeds, mails with alerts or lists, digests as text, HTML or Markdown, JSON with titles, and its own exports.';

function nothingFound(name: string, head: string): AppError {
  const { is, advice } = describeText(head);
  return new AppError('nothing-found', `No papers were found in ${sourceInSentence(name)}: ${is}. Nothing was changed. ${advice ?? READS}`);
}
