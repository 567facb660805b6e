import { setImmediate as letOthersIn } from 'node:timers/promises';
import type { ImportEntry } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import type { ImportOutcome, ImportPlan, ImportRow } from '../../shared/importModels.ts';
import { PASTED_TEXT, sourceInSentence, withArticle } from '../../shared/text/sourceNames.ts';
import type { RunningJob } from '../jobs.ts';
import { columnMatches, rememberColumns } from '../library/columnMatches.ts';
import { counted } from '../library/counted.ts';
import type { LibraryWriter } from '../library/db.ts';
import { findMatch, likenessOf, type Match } from '../library/duplicates.ts';
import { type Gain, gainOf } from '../library/gains.ts';
import {
  beginImport,
  CHUNK,
  type Further,
  finishImport,
  type ImportUnderWay,
  leftoverImports,
  type NewPaper,
  removeSomeOfImport,
  type Update,
  writeChunk,
  writeFurther,
} from '../library/imports.ts';
import { forgetUndone } from '../library/journal.ts';
import { shownAs } from '../library/merges.ts';
import { getPaper, gistOf, keywordsOf } from '../library/papers.ts';
import { tagNames } from '../library/tags.ts';
import { type ParseInput, parseSource } from '../parsing.ts';
import { compareFields, fieldsOfEntry, fieldsOfPaper, isGained } from './comparison.ts';
import { announce, type Context, type Handler } from './context.ts';
import { type Judged, Plan, type Reading } from './plans.ts';
import { starterList } from './starterList.ts';

/** How long rows are compared with the library between two looks at what else there is to do, in milliseconds. */
const JUDGING_TIME = 10;
/** Problems that an error carries, for a report; the rest are counted. */
const TOLD_PROBLEMS = 100;
/** A record is shown up to here, in UTF-16 units. */
const SHOWN_RECORD = 100_000;

export const prepare: Handler<'imports.prepare'> = (context, { source, format, jobId }) => {
  context.writer();
  const input: ParseInput =
    source.kind === 'paste'
      ? { kind: 'text', name: PASTED_TEXT, text: source.text, ...(source.html === undefined ? {} : { html: source.html }) }
      : { kind: 'file', ...(source.kind === 'sample' ? starterList() : context.offered.take(source.token)) };
  return readPlan(context, { input, format }, jobId);
};

export const rematch: Handler<'imports.rematch'> = async (context, { planId, columns, jobId }) => {
  const { again } = context.plans.get(planId);
  if (again === null) throw new AppError('bad-request', 'Only a table has columns that can be matched. Nothing was changed.');
  const plan = await readPlan(context, { ...again, columns }, jobId);
  context.plans.drop(planId);
  return plan;
};

function readPlan(context: Context, reading: Reading, jobId: string | undefined): Promise<ImportPlan> {
  const { input, format, columns } = reading;
  const about = {
    label: `Reading ${sourceInSentence(input.name)}`,
    unit: 'bytes',
    stopped: 'The reading was stopped. Nothing was changed.',
    id: jobId,
  } as const;
  return context.jobs.run(about, async (job) => {
    const plan = new Plan(context.db, context.file, input.name);
    try {
      plan.source = await parseSource(input, {
        now: context.now(),
        format,
        columns,
        rememberedColumns: columnMatches(context.db),
        signal: job.signal,
        async onBatch(batch) {
          plan.add(batch);
          while (!job.signal.aborted && plan.judgeSome(JUDGING_TIME)) await letOthersIn();
        },
        onProgress: (done, total) => job.progress(done, total),
      });
      // Of a table a person may still say which column holds the titles.
      if (plan.size === 0 && !plan.source.facts.table) throw nothingFound(plan);
      if (plan.source.facts.table) plan.again = reading;
      job.check();
      context.plans.add(plan);
      return plan.summary();
    } catch (thrown) {
      plan.remove();
      throw thrown;
    }
  });
}

function nothingFound(plan: Plan): AppError {
  const lost = plan.problems.length === 0 ? '' : ` ${counted(plan.problems.length, 'place')} could not be read.`;
  return new AppError(
    'nothing-found',
    `No papers were found in ${sourceInSentence(plan.name)}, which looks like ${withArticle(plan.source.label)}.${lost} Nothing was changed.`,
    {
      problems: plan.problems.slice(0, TOLD_PROBLEMS),
    },
  );
}

export const rows: Handler<'imports.rows'> = ({ plans }, { planId, verdict, offset, limit }) => {
  const plan = plans.get(planId);
  return plan.rows[verdict].slice(offset, offset + limit).flatMap((index): ImportRow[] => {
    const entry = plan.entry(index);
    const judged = plan.judged[index];
    return entry && judged ? [rowOf(index, entry, judged)] : [];
  });
};

const rowOf = (index: number, entry: ImportEntry, { verdict, match }: Judged): ImportRow => ({
  index,
  line: entry.line,
  verdict,
  title: entry.title,
  authors: entry.authors.map((author) => author.name),
  gist: gistOf(entry.abstract ?? ''),
  problems: entry.problems,
  match,
});

export const compare: Handler<'imports.compare'> = ({ db, plans }, { planId, index }) => {
  const plan = plans.get(planId);
  const entry = plan.entry(index);
  const judged = plan.judged[index];
  if (!entry || !judged) throw new AppError('not-found', 'This import has no such row.');
  const matched = judged.match?.id ?? null;
  const paperId = matched === null ? null : shownAs(db, matched);
  const twin = judged.twin === null ? null : plan.entry(judged.twin);
  const here = paperId !== null ? fieldsOfPaper(getPaper(db, paperId), keywordsOf(db, paperId)) : twin ? fieldsOfEntry(twin) : {};
  const gain = judged.verdict === 'changed' && paperId !== null ? gainOf(db, paperId, entry) : null;
  return {
    row: rowOf(index, entry, judged),
    twin: judged.twin,
    fields: compareFields(here, fieldsOfEntry(entry), (name) => judged.verdict === 'new' || isGained(gain, name)),
    record: JSON.stringify(entry.record, null, 2).slice(0, SHOWN_RECORD).toWellFormed(),
  };
};

export const problems: Handler<'imports.problems'> = ({ plans }, { planId, offset, limit }) =>
  plans.get(planId).problems.slice(offset, offset + limit);

export const discard: Handler<'imports.discard'> = ({ plans }, { planId }) => {
  plans.drop(planId);
  return null;
};

interface Choices {
  readonly leaveOut: ReadonlySet<number>;
  readonly takeChanged: boolean;
  readonly status: 'new' | 'queued';
  readonly tags: readonly string[];
  readonly keywordsAsTags: boolean;
}

export const commit: Handler<'imports.commit'> = (context, { planId, leaveOut, jobId, ...choices }) => {
  const db = context.writer();
  const { name } = context.plans.get(planId);
  const about = {
    label: `Importing ${sourceInSentence(name)}`,
    unit: 'papers',
    stopped: 'The import was stopped. Nothing of it was kept.',
    id: jobId,
  } as const;
  return context.jobs.run(about, (job) =>
    context.plans.inTurn(async () => {
      job.check();
      const plan = context.plans.take(planId);
      try {
        // Papers whose import was undone still hold their uids: they go before any are taken in anew.
        // Told at once, for an import that is stopped or brings nothing tells nothing else.
        if (forgetUndone(db)) context.emit({ name: 'library.changed', payload: {} });
        await takeOutLeftovers(db);
        const outcome = await takeIn(context, db, plan, { ...choices, leaveOut: new Set(leaveOut) }, job);
        const { table } = plan.source.facts;
        if (table && plan.again?.columns) rememberColumns(db, table.header, plan.again.columns);
        plan.remove();
        return outcome;
      } catch (thrown) {
        context.plans.add(plan);
        throw thrown;
      }
    }),
  );
};

/** Takes out what stopped, crashed and undone imports left, a chunk at a time. */
export async function takeOutLeftovers(db: LibraryWriter): Promise<void> {
  for (const id of leftoverImports(db)) while (!removeSomeOfImport(db, id)) await letOthersIn();
}

async function takeIn(context: Context, db: LibraryWriter, plan: Plan, choices: Choices, job: RunningJob): Promise<ImportOutcome> {
  const run = beginImport(db, context.now(), {
    name: plan.name,
    format: plan.source.format,
    digest: plan.source.facts.digest,
    status: choices.status,
    tags: choices.tags,
    keywordsAsTags: choices.keywordsAsTags,
  });
  try {
    const { added, updates: found, duplicates } = await writeAll(db, plan, run, choices, job);
    // A paper whose own import was undone meanwhile goes for good with the next step: what it gained could never be undone.
    // One that went into another meanwhile brings that one what it gained.
    const updates = found.flatMap((update) => {
      const paperId = shownAs(db, update.paperId);
      return paperId === null ? [] : [{ ...update, paperId }];
    });
    const result = finishImport(db, context.now(), run, {
      label: labelOf(sourceInSentence(plan.name), added, updates.length),
      added,
      updates,
      duplicates,
    });
    announce(context, result);
    return { added, updated: updates.length, duplicates, step: result.step };
  } catch (thrown) {
    // Nobody waits for it, for nothing of it is seen. If it fails, the disk is gone or full; the next start takes the import out.
    context.plans.inTurn(() => takeOutLeftovers(db)).catch(() => {});
    throw thrown;
  }
}

interface Written {
  readonly added: number;
  readonly updates: readonly Update[];
  readonly duplicates: number;
}

/** Checks each row once more, for the library may have grown since the preview, and writes the new ones. */
function updateFrom(paperId: number, gain: Gain, entry: ImportEntry, { keywordsAsTags }: Choices): Update {
  const tags = [...gain.tags, ...(keywordsAsTags ? tagNames(entry.keywords) : [])];
  return { paperId, gain: { ...gain, tags }, record: entry.record };
}

async function writeAll(db: LibraryWriter, plan: Plan, run: ImportUnderWay, choices: Choices, job: RunningJob): Promise<Written> {
  let added = 0;
  let wanted = 0;
  /** The papers that were written, by their places in the source. */
  const ids = new Map<number, number>();
  const updates: Update[] = [];
  for (let start = 0; start < plan.size; start += CHUNK) {
    const positions = Array.from({ length: Math.min(CHUNK, plan.size - start) }, (_, at) => start + at).filter(
      (position) => !choices.leaveOut.has(position),
    );
    wanted += positions.length;
    const telling = positions.filter((position) => {
      const judged = plan.judged[position];
      return judged?.verdict !== 'known' && judged?.twin === null;
    });
    const chunk: NewPaper[] = [];
    for (const paper of plan.written(telling)) {
      const found = paper.candidate ? matchOf(db, paper) : null;
      if (found === null) {
        chunk.push(paper);
        continue;
      }
      const { match, entry } = found;
      const isChanged = plan.judged[paper.position]?.verdict === 'changed';
      const gain = isChanged && choices.takeChanged ? gainOf(db, match.id, entry) : null;
      if (gain) {
        updates.push(updateFrom(match.id, gain, entry, choices));
      }
    }
    for (const [at, id] of writeChunk(db, run, chunk).entries()) ids.set(chunk[at]?.position ?? -1, id);
    added += chunk.length;
    const further = positions.flatMap((position): Further[] => {
      const { twin = null, match, verdict } = plan.judged[position] ?? {};
      const entry = twin === null ? null : plan.entry(position);
      const paperId = twin === null ? undefined : ids.get(twin);
      if (entry && paperId !== undefined) return [{ paperId, entry }];
      const gain = entry && match && verdict === 'changed' && choices.takeChanged ? gainOf(db, match.id, entry) : null;
      if (entry && match && gain) updates.push(updateFrom(match.id, gain, entry, choices));
      return [];
    });
    writeFurther(db, run, further);
    job.progress(Math.min(start + CHUNK, plan.size), plan.size);
    await letOthersIn();
    job.check();
  }
  return { added, updates, duplicates: wanted - added - updates.length };
}

function matchOf(db: LibraryWriter, { entry: facts, record }: NewPaper): { readonly entry: ImportEntry; readonly match: Match } | null {
  const entry: ImportEntry = { ...facts, record: JSON.parse(record) }; // written by the parser thread
  const match = findMatch(db, entry, likenessOf(entry));
  return match && { entry, match };
}

function labelOf(name: string, added: number, updated: number): string {
  if (added === 0) return `Updated ${counted(updated, 'paper')} from ${name}`;
  return `Imported ${counted(added, 'paper')} from ${name}${updated === 0 ? '' : ` and updated ${counted(updated, 'paper')}`}`;
}
