/** Papers as RIS, after the specification of 2011, each with the fields of the record it came with. */
import type { ExportPaper } from '../../../shared/entries.ts';
import type { Author, Identifier } from '../../../shared/models.ts';
import { variablesOf } from '../cslVariables.ts';
import { familyFirst, isSame, isSameDate, keywordsOf, likelyType, noteBodies, ownRecord, suffixOf } from '../exported.ts';
import { isDatabaseNote } from '../foreignNotes.ts';
import { oneLine, unwrapped } from '../json.ts';
import { TaggedFields } from '../tagged.ts';
import { dateFields } from './dates.ts';
import { looksLikeField } from './lines.ts';
import { entryFrom, titleIn, venueIn } from './record.ts';
import { NAMES_OF_TYPES } from './types.ts';

/** The papers in RIS, record by record. */
export function* writeRis(papers: Iterable<ExportPaper>): Generator<string> {
  for (const paper of papers) yield recordText(paper);
}

function recordText(paper: ExportPaper): string {
  const fields = fieldsOf(paper);
  const lines = fields.fields
    .filter(([tag, value]) => tag !== 'TY' && value !== '')
    .map(([tag, value]) => `${tag}  - ${valueLines(value)}`);
  return `${[`TY  - ${fields.first('TY') ?? 'GEN'}`, ...lines, 'ER  - ', ''].join('\r\n')}\r\n`;
}

/** A line that would be taken for a field is moved in. */
function valueLines(value: string): string {
  const [opening = '', ...rest] = value.split(/\r\n?|\n/);
  return [opening, ...rest.map((line) => (looksLikeField(line) ? `   ${line}` : line))].join('\r\n');
}

/** The record that the paper came with, with what the library knows better in place of what it says. */
function fieldsOf(paper: ExportPaper): TaggedFields {
  const fields = TaggedFields.from(ownRecord(paper, 'ris'));
  const was = entryFrom(fields, new Date(0));

  const type = paper.type ?? likelyType(paper.venue);
  if (!fields.has('TY') || (paper.type !== null && paper.type !== was?.type)) fields.set('TY', [NAMES_OF_TYPES[type]]);
  if (was?.citationKey !== (paper.citationKey ?? undefined) && paper.citationKey !== null) fields.set('ID', [paper.citationKey]);
  const title = oneLine(paper.title);
  if (was?.title !== title) fields.set(titleIn(fields)?.tag ?? 'TI', [title]);
  if (!isSame(was?.authors ?? [], paper.authors)) {
    fields.set('A1', []);
    fields.set('AU', paper.authors.map(authorLine));
  }
  if (!isSameDate(was?.date ?? null, paper.date)) {
    fields.set('Y1', []);
    for (const [tag, value] of dateFields(paper.date)) fields.set(tag, value === null ? [] : [value]);
  }
  const venue = paper.venue === null ? null : oneLine(paper.venue);
  if (venue !== null && venue !== was?.venue) {
    const supplied = venueIn(fields, title)?.tag;
    fields.set(supplied === undefined || supplied === 'PB' ? 'T2' : supplied, [venue]);
  }
  const abstract = paper.abstract === null ? null : unwrapped(paper.abstract);
  if (abstract !== null && abstract !== was?.abstract) fields.set(fields.has('N2') && !fields.has('AB') ? 'N2' : 'AB', [abstract]);
  addIdentifiers(fields, paper, was?.identifiers ?? []);
  for (const { url, kind, source } of paper.links) {
    if (source !== 'record' || was?.links.some((link) => link.url === url) === true) continue;
    const tag = kind === 'pdf' ? 'L1' : 'UR';
    fields.set(tag, [...fields.all(tag), url]);
  }
  const keywords = keywordsOf(paper);
  if (!isSame(was?.keywords ?? [], keywords)) fields.set('KW', keywords);
  const notes = noteBodies(paper);
  const said = (was?.kept?.notes ?? []).map(({ body }) => body);
  if (!isSame(said, notes)) {
    fields.set('RN', []);
    fields.set('N1', [...fields.all('N1').filter(isDatabaseNote), ...notes]);
  }
  for (const [tag, value] of detailsOf(paper)) if (!fields.has(tag)) fields.set(tag, [value]);
  return fields;
}

/** Those that the record does not tell already. */
function addIdentifiers(fields: TaggedFields, paper: ExportPaper, known: readonly Identifier[]): void {
  const add = (tag: string, value: string) => fields.set(tag, [...fields.all(tag), value]);
  for (const { scheme, value } of paper.identifiers) {
    if (known.some((other) => other.scheme === scheme && other.value === value)) continue;
    if (scheme === 'doi') add('DO', value);
    else if (scheme === 'isbn') add('SN', value);
    else if (scheme === 'pmid') add('AN', `PMID: ${value}`);
    else if (scheme === 'arxiv') add('AN', `arXiv:${value}`);
    else if (scheme === 'other' && /^PMC\d+$/.test(value)) add('AN', value);
    else if (scheme === 'openreview' && !paper.links.some(({ url }) => url.includes(value))) {
      add('UR', `https://openreview.net/forum?id=${value}`);
    }
  }
}

/** What records of other formats tell of volume, pages and the like. */
function detailsOf({ records, venue }: ExportPaper): readonly [string, string][] {
  const variables = variablesOf(records.filter(({ format }) => format !== 'ris'));
  const [, from, to] = /^(\S+?)-(\S+)$/.exec(variables.page ?? '') ?? [];
  const details: readonly [string, string | undefined][] = [
    ['VL', variables.volume],
    ['IS', variables.issue],
    ['SP', from ?? variables.page],
    ['EP', to],
    ['PB', variables.publisher === venue ? undefined : variables.publisher],
    ['CY', variables['publisher-place']],
    ['ET', variables.edition],
    ['J2', variables['container-title-short'] === venue ? undefined : variables['container-title-short']],
    ['SN', variables.ISSN],
    ['LA', variables.language],
  ];
  return details.flatMap(([tag, value]): [string, string][] => (value === undefined ? [] : [[tag, value]]));
}

function authorLine(author: Author): string {
  const { name, family, given } = familyFirst(author);
  if (family === undefined || given === undefined) return name.includes(',') ? `${name},` : name;
  const suffix = suffixOf({ name, family, given });
  return suffix === '' ? `${family}, ${given}` : `${family}, ${given}, ${suffix}`;
}
