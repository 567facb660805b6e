/**
 * Offprint's own JSON: everything the library keeps of its papers, and nothing that would differ if they were taken
 * into an empty library and written again. One object:
 *
 *     {"format":"offprint","version":1,"papers":[
 *     {"uid":...,"title":...,"abstract":...,"olderAbstracts":[...],"authors":[...],"date":...,"venue":...,
 *      "type":...,"citationKey":...,"identifiers":[...],"links":[...],"keywords":[...],"digest":...,"status":...,"statusAt":...,"statusReason":...,
 *      "starredAt":...,"trashedAt":...,"addedAt":...,"abstractAddedAt":...,"tags":[...],"highlights":[...],"notes":[...],
 *      "records":[...],"merged":[...],"notSameAs":[...]},
 *     ...
 *     ]}
 *
 * with one paper a line, so that it can be written and read as a stream and compared line by line. Texts are raw.
 * Times are ISO instants. Dates are `{given, sort, precision, guessed}`. Notes hold all their revisions, oldest
 * first; older abstracts stand newest first; records are the sources' own, each under the id of its format.
 *
 * A highlight is `{uid, field, color, createdAt, updatedAt, anchors}`; a note with its uid as `highlight` comments on it. Its anchors,
 * oldest first, are the places it has or had: `{version, start, end, quote, prefix, suffix, placedBy}` in UTF-16 units of a raw text,
 * where version 0 is the abstract, 1 the first of the older ones and so on, null the title or a text that is not there.
 * Files of before there were highlights have none.
 *
 * `merged` are the papers that went into this one, each with what it said of itself and with `abstract`, the version that was its own;
 * `notSameAs` are uids of papers that this one was said not to be. Both are left out where there are none.
 */
import { z } from 'zod';
import type { ExportPaper, ImportEntry, KeptMerger, ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { CSL_TYPES, HIGHLIGHT_COLORS, HIGHLIGHT_FIELDS, LINK_KINDS, STATUSES } from '../../shared/models.ts';
import type { Format } from './format.ts';
import { jsonRecords, parseRecord } from './json.ts';

const VERSION = 1;

const date = z.object({
  given: z.string(),
  sort: z.string().nullable(),
  precision: z.enum(['day', 'month', 'season', 'year', 'none']),
  guessed: z.boolean(),
});
const uid = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const instant = z.iso.datetime({ offset: true });
const revision = z.object({ seq: z.int().positive(), body: z.string(), savedAt: instant });
const anchor = z
  .object({
    version: z.int().nonnegative().nullable(),
    start: z.int().nonnegative(),
    end: z.int().positive(),
    quote: z.string().min(1),
    prefix: z.string(),
    suffix: z.string(),
    placedBy: z.enum(['hand', 'same', 'similar']),
  })
  .refine(({ start, end }) => start < end);
const highlight = z.object({
  uid,
  field: z.enum(HIGHLIGHT_FIELDS),
  color: z.enum(HIGHLIGHT_COLORS),
  createdAt: instant,
  updatedAt: instant,
  anchors: z.array(anchor).min(1),
});
const note = z.object({
  uid,
  body: z.string(),
  createdAt: instant,
  updatedAt: instant,
  highlight: uid.exactOptional(),
  revisions: z.array(revision).default([]),
});

const digest = z.object({ uid, name: z.string(), date: date.nullable() }).nullable();
const title = z.string().refine((one) => one.trim() !== '');
const authors = z.array(z.object({ name: z.string(), family: z.string().exactOptional(), given: z.string().exactOptional() })).default([]);
const merger = z.object({
  uid,
  title,
  authors,
  keywords: z.array(z.string()).default([]),
  date: date.nullable().default(null),
  venue: z.string().nullable().default(null),
  type: z.enum(CSL_TYPES).nullable().default(null),
  citationKey: z.string().nullable().default(null),
  abstract: z.int().nonnegative().nullable().default(null),
  digest: digest.default(null),
  status: z.enum(STATUSES).default('new'),
  statusAt: instant,
  statusReason: z.string().nullable().default(null),
  starredAt: instant.nullable().default(null),
  trashedAt: instant.nullable().default(null),
  addedAt: instant,
  mergedAt: instant,
});

const paperSchema = z.object({
  uid,
  title,
  abstract: z.string().nullable(),
  olderAbstracts: z.array(z.object({ text: z.string(), addedAt: instant })).default([]),
  authors,
  date: date.nullable().default(null),
  venue: z.string().nullable().default(null),
  type: z.enum(CSL_TYPES).nullable().default(null),
  citationKey: z.string().nullable().default(null),
  identifiers: z
    .array(z.object({ scheme: z.enum(['doi', 'arxiv', 'openreview', 'pmid', 'isbn', 'other']), value: z.string(), raw: z.string() }))
    .default([]),
  links: z.array(z.object({ kind: z.enum(LINK_KINDS), url: z.string(), source: z.enum(['record', 'abstract']) })).default([]),
  keywords: z.array(z.string()).default([]),
  digest: digest.default(null),
  status: z.enum(STATUSES).default('new'),
  statusAt: instant.exactOptional(),
  statusReason: z.string().nullable().default(null),
  starredAt: instant.nullable().default(null),
  trashedAt: instant.nullable().default(null),
  addedAt: instant.exactOptional(),
  abstractAddedAt: instant.nullable().default(null),
  tags: z.array(z.object({ uid, name: z.string() })).default([]),
  highlights: z.array(highlight).default([]),
  notes: z.array(note).default([]),
  records: z.array(z.object({ format: z.string(), record: z.record(z.string(), z.unknown()) })).exactOptional(),
  merged: z.array(merger).exactOptional(),
  notSameAs: z.array(uid).exactOptional(),
});

export const offprintJson: Format = {
  id: 'offprint-json',
  label: 'Offprint export',

  detect(head) {
    return /^\s*\{\s*"format"\s*:\s*"offprint"/.test(head) ? 1 : 0;
  },

  async *read(source): AsyncGenerator<ReadItem> {
    const version = Number(/"version"\s*:\s*(\d+)/.exec((await source.head()).slice(0, 500))?.[1] ?? VERSION);
    if (version > VERSION) {
      throw new AppError(
        'bad-request',
        `${source.name} was written by a newer Offprint (version ${version} of its format; this one reads up to ${VERSION}). Nothing was imported; update Offprint and import it again.`,
      );
    }
    for await (const record of jsonRecords(source, ['papers'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      const paper = paperSchema.safeParse(parsed.value);
      if (paper.success) yield { kind: 'entry', entry: entryFrom(paper.data, record.line) };
      // An export of an empty library is a wrapper alone.
      else if (!isWrapper(parsed.value)) {
        const where = paper.error.issues[0]?.path.join('.') ?? '';
        const message = `This paper is not as Offprint writes it${where === '' ? '' : ` (see “${where}”)`}, so it was left out.`;
        yield { kind: 'problem', problem: { line: record.line, message, severity: 'lost' } };
      }
    }
  },
};

function isWrapper(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && !('title' in value);
}

function entryFrom(paper: z.infer<typeof paperSchema>, line: number): ImportEntry {
  const { title, abstract, authors, venue, identifiers, links, keywords } = paper;
  const { olderAbstracts, digest, status, statusAt, statusReason, starredAt, trashedAt, addedAt, abstractAddedAt, tags, records } = paper;
  const { highlights, notes, merged, notSameAs } = paper;
  return {
    line,
    title,
    abstract,
    authors,
    date: paper.date,
    venue,
    identifiers,
    links,
    keywords,
    ...(paper.type === null ? {} : { type: paper.type }),
    ...(paper.citationKey === null ? {} : { citationKey: paper.citationKey }),
    problems: [],
    record: records?.at(-1)?.record ?? {},
    kept: {
      uid: paper.uid,
      status,
      statusReason,
      starredAt,
      trashedAt,
      tags,
      highlights,
      notes,
      olderAbstracts,
      ...(statusAt === undefined ? {} : { statusAt }),
      ...(addedAt === undefined ? {} : { addedAt }),
      ...(abstractAddedAt === null ? {} : { abstractAddedAt }),
      ...(digest === null ? {} : { digest }),
      ...(records === undefined ? {} : { records }),
      ...(merged === undefined ? {} : { merged }),
      ...(notSameAs === undefined ? {} : { notSameAs }),
    },
  };
}

/** The papers in the format above, piece by piece. */
export function* writeJson(papers: Iterable<ExportPaper>): Generator<string> {
  yield `{"format":"offprint","version":${VERSION},"papers":[`;
  let first = true;
  for (const paper of papers) {
    yield `${first ? '' : ','}\n${JSON.stringify(written(paper))}`;
    first = false;
  }
  yield '\n]}\n';
}

/** The parts of a paper in their fixed order, without what is a library's own: row numbers, and which import brought it when. */
function written(paper: ExportPaper): z.input<typeof paperSchema> {
  return {
    uid: paper.uid,
    title: paper.title,
    abstract: paper.abstract,
    olderAbstracts: paper.olderAbstracts.map(({ text, addedAt }) => ({ text, addedAt })),
    authors: [...paper.authors],
    date: paper.date,
    venue: paper.venue,
    type: paper.type,
    citationKey: paper.citationKey,
    identifiers: [...paper.identifiers],
    links: [...paper.links],
    keywords: [...paper.keywords],
    digest: paper.digest,
    status: paper.status,
    statusAt: paper.statusAt,
    statusReason: paper.statusReason,
    starredAt: paper.starredAt,
    trashedAt: paper.trashedAt,
    addedAt: paper.addedAt,
    abstractAddedAt: paper.abstractAddedAt,
    tags: [...paper.tags],
    highlights: paper.highlights.map(({ uid, field, color, createdAt, updatedAt, anchors }) => ({
      uid,
      field,
      color,
      createdAt,
      updatedAt,
      anchors: anchors.map(({ version, start, end, quote, prefix, suffix, placedBy }) => ({
        version,
        start,
        end,
        quote,
        prefix,
        suffix,
        placedBy,
      })),
    })),
    notes: paper.notes.map(({ uid, body, createdAt, updatedAt, highlight, revisions }) => ({
      uid,
      body,
      createdAt,
      updatedAt,
      ...(highlight === null ? {} : { highlight }),
      revisions: [...revisions],
    })),
    records: paper.records.map(({ format, record }) => ({ format, record })),
    ...(paper.merged === undefined ? {} : { merged: paper.merged.map(writtenMerger) }),
    ...(paper.notSameAs === undefined ? {} : { notSameAs: [...paper.notSameAs] }),
  };
}

function writtenMerger(merged: KeptMerger): z.input<typeof merger> {
  return {
    uid: merged.uid,
    title: merged.title,
    authors: [...merged.authors],
    keywords: [...merged.keywords],
    date: merged.date,
    venue: merged.venue,
    type: merged.type,
    citationKey: merged.citationKey,
    abstract: merged.abstract,
    digest: merged.digest,
    status: merged.status,
    statusAt: merged.statusAt,
    statusReason: merged.statusReason,
    starredAt: merged.starredAt,
    trashedAt: merged.trashedAt,
    addedAt: merged.addedAt,
    mergedAt: merged.mergedAt,
  };
}
