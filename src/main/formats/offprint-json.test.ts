import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportPaper, ImportEntry, KeptMerger } from '../../shared/entries.ts';
import { CSL_TYPES, HIGHLIGHT_COLORS, HIGHLIGHT_FIELDS, LINK_KINDS, STATUSES } from '../../shared/models.ts';
import { read } from './fixtures/reading.ts';
import { writeJson } from './offprint-json.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((value) => `x${value.toWellFormed()}`);
const uid = fc.stringMatching(/^[A-Za-z0-9_-]{12}$/);
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const date = fc.record({
  given: text,
  sort: fc.constantFrom('2026-04-28', null),
  precision: fc.constantFrom('day' as const, 'month' as const, 'none' as const),
  guessed: fc.boolean(),
});
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
const anchor = fc
  .record({
    version: orNull(fc.nat(3)),
    start: fc.nat(50),
    length: fc.integer({ min: 1, max: 50 }),
    quote: text,
    prefix: fc.string(),
    suffix: fc.string(),
    placedBy: fc.constantFrom('hand' as const, 'same' as const, 'similar' as const),
  })
  .map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }));
const highlight = fc.record({
  uid,
  field: fc.constantFrom(...HIGHLIGHT_FIELDS),
  color: fc.constantFrom(...HIGHLIGHT_COLORS),
  createdAt: instant,
  updatedAt: instant,
  anchors: fc.array(anchor, { minLength: 1, maxLength: 3 }),
});
const merger: fc.Arbitrary<KeptMerger> = fc.record({
  uid,
  title: text,
  authors: list(fc.record({ name: text })),
  keywords: list(text),
  date: orNull(date),
  venue: orNull(text),
  type: orNull(fc.constantFrom(...CSL_TYPES)),
  citationKey: orNull(text),
  abstract: orNull(fc.nat()),
  digest: orNull(fc.record({ uid, name: text, date: orNull(date) })),
  status: fc.constantFrom(...STATUSES),
  statusAt: instant,
  statusReason: orNull(text),
  starredAt: orNull(instant),
  trashedAt: orNull(instant),
  addedAt: instant,
  mergedAt: instant,
});
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const known = fc.record({
  id: fc.nat(),
  uid,
  title: text,
  abstract: orNull(text),
  olderAbstracts: list(fc.record({ seq: fc.nat(), text, addedAt: instant })),
  authors: list(fc.oneof(fc.record({ name: text }), fc.record({ name: text, family: text, given: text }))),
  date: orNull(date),
  venue: orNull(text),
  type: orNull(fc.constantFrom(...CSL_TYPES)),
  citationKey: orNull(text),
  identifiers: list(fc.record({ scheme: fc.constantFrom('doi' as const, 'arxiv' as const), value: text, raw: text })),
  links: list(
    fc.record({ kind: fc.constantFrom(...LINK_KINDS), url: text, source: fc.constantFrom('record' as const, 'abstract' as const) }),
  ),
  keywords: list(text),
  digest: orNull(fc.record({ uid, name: text, date: orNull(date) })),
  status: fc.constantFrom(...STATUSES),
  statusAt: instant,
  statusReason: orNull(text),
  starredAt: orNull(instant),
  trashedAt: orNull(instant),
  addedAt: instant,
  abstractAddedAt: orNull(instant),
  tags: list(fc.record({ uid, name: text })),
  highlights: list(highlight.map((one) => ({ ...one, range: null, quote: '', placedBy: 'hand' as const }))),
  notes: list(
    fc.record({
      uid,
      body: text,
      createdAt: instant,
      updatedAt: instant,
      highlight: orNull(uid),
      revisions: list(fc.record({ seq: fc.integer({ min: 1, max: 99 }), body: text, savedAt: instant })),
    }),
  ),
  records: list(fc.record({ format: text, record: fc.dictionary(text, fc.jsonValue()) })),
  import: fc.record({ name: text, format: text, at: instant }),
});
/** A paper with what only some have. */
const paper: fc.Arbitrary<ExportPaper> = fc
  .tuple(known, fc.record({ merged: some(merger), notSameAs: some(uid) }, { requiredKeys: [] }))
  .map(([whole, more]) => ({ ...whole, ...more }));

/** What a library that kept an entry whole would write of it. */
function keptWhole({ kept = {}, ...entry }: ImportEntry, id: number): ExportPaper {
  return {
    type: null,
    citationKey: null,
    ...entry,
    id,
    uid: kept.uid ?? '',
    olderAbstracts: (kept.olderAbstracts ?? []).map((version, seq) => ({ ...version, seq })),
    digest: kept.digest === undefined ? null : { ...kept.digest, uid: kept.digest.uid ?? '' },
    status: kept.status ?? 'new',
    statusAt: kept.statusAt ?? '',
    statusReason: kept.statusReason ?? null,
    starredAt: kept.starredAt ?? null,
    trashedAt: kept.trashedAt ?? null,
    addedAt: kept.addedAt ?? '',
    abstractAddedAt: kept.abstractAddedAt ?? null,
    tags: (kept.tags ?? []).map(({ uid: tagUid = '', name }) => ({ uid: tagUid, name })),
    highlights: (kept.highlights ?? []).map((one) => ({
      range: null,
      quote: '',
      placedBy: 'hand',
      createdAt: '',
      updatedAt: '',
      ...one,
      anchors: one.anchors.map((place) => ({ ...place, version: place.version ?? null })),
    })),
    notes: (kept.notes ?? []).map((note) => ({ uid: '', createdAt: '', updatedAt: '', highlight: null, revisions: [], ...note })),
    records: kept.records ?? [],
    ...(kept.merged === undefined ? {} : { merged: kept.merged }),
    ...(kept.notSameAs === undefined ? {} : { notSameAs: kept.notSameAs }),
    import: { name: 'another', format: 'offprint-json', at: '' },
  };
}

describe("Offprint's own JSON", () => {
  test('read and written again it is the same file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(paper, { minLength: 1, maxLength: 5 }), async (papers) => {
        // Text that cannot be stored never gets into a library.
        const storable = papers.filter((one) => !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(one)));
        fc.pre(storable.length > 0);
        const file = [...writeJson(storable)].join('');
        const { format, entries, problems } = await read(file, 'library.json');
        expect(format).toBe('offprint-json');
        expect(problems).toEqual([]);
        expect([...writeJson(entries.map(keptWhole))].join('')).toBe(file);
      }),
      { numRuns: 200 },
    );
  });

  test('has one paper a line, and a damaged one costs no other', async () => {
    const papers = fc.sample(paper, { numRuns: 3, seed: 7 }).map((one, at) => ({ ...one, title: `Title ${at}` }));
    const file = [...writeJson(papers)].join('');
    const lines = file.split('\n');
    expect(lines).toHaveLength(papers.length + 3);
    lines[2] = `${lines[2]?.slice(0, 60).toWellFormed()}`;
    const damaged = await read(lines.join('\n'));
    expect(damaged.entries.map(({ title }) => title)).toEqual(['Title 0', 'Title 2']);
    expect(damaged.problems).toEqual([{ line: 3, severity: 'lost', message: expect.stringContaining('not valid JSON') }]);
    const wrong = await read(file.replace(/"status":"\w+"/, '"status":"eaten"'));
    expect(wrong.problems).toEqual([{ line: 2, severity: 'lost', message: expect.stringContaining('status') }]);
  });

  test('of before there were highlights is read all the same', async () => {
    const papers = fc.sample(paper, { numRuns: 1, seed: 7 }).map((one) => ({ ...one, highlights: [] }));
    const file = [...writeJson(papers)].join('').replace('"highlights":[],', '');
    const { entries, problems } = await read(file);
    expect(problems).toEqual([]);
    expect(entries[0]?.kept?.highlights).toEqual([]);
  });

  test('of a newer version is refused in words', async () => {
    await expect(read('{"format":"offprint","version":2,"papers":[\n{}\n]}')).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('newer Offprint'),
    });
  });

  test('of an empty library holds nothing', async () => {
    await expect(read([...writeJson([])].join(''))).rejects.toMatchObject({ code: 'nothing-found' });
  });
});
