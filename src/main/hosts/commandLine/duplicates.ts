/** Papers that look like one, listed, and made one. */
import type { Writable } from 'node:stream';
import type { PaperRow } from '../../../shared/models.ts';
import type { App } from '../../app.ts';
import { ask } from './library.ts';
import { summary, write } from './readOut.ts';

const PAGE = 500;

/** Lists the groups, the one to keep first in each; `found` is called when the search is over. */
export async function listDuplicates(app: App, { json }: { readonly json: boolean }, out: Writable, found: () => void): Promise<void> {
  const groups = await ask(app, 'duplicates.find', {}).finally(found);
  const rows = new Map<number, PaperRow>();
  const ids = groups.flatMap((group) => group.ids);
  for (let at = 0; at < ids.length; at += PAGE) {
    for (const row of await ask(app, 'papers.rows', { ids: ids.slice(at, at + PAGE) })) rows.set(row.id, row);
  }
  const papersOf = (group: (typeof groups)[number]) => group.ids.flatMap((id) => rows.get(id) ?? []);
  if (json) {
    const told = groups.map((group) => ({ kind: group.kind, reasons: group.reasons, papers: papersOf(group).map(summary) }));
    await write(out, `${JSON.stringify(told)}\n`);
    return;
  }
  for (const group of groups) {
    const what = group.kind === 'versions' ? 'Preprint and published version' : 'The same paper';
    let text = `${what}: ${group.reasons.join('; ')}\n`;
    for (const { uid, title } of papersOf(group)) text += `${uid}\t${title.replace(/\s+/gu, ' ')}\n`;
    await write(out, `${text}\n`);
  }
  await write(out, groups.length === 0 ? 'No duplicates were found.\n' : '');
}

/**
 * Makes one paper of several, the first of them.
 * @throws {AppError} `not-found`, `bad-request`
 */
export async function mergePapers(
  app: App,
  { uids, json }: { readonly uids: readonly [string, ...string[]]; readonly json: boolean },
  out: Writable,
): Promise<void> {
  const ids: number[] = [];
  for (const uid of uids) ids.push((await ask(app, 'papers.find', { uid })).id);
  const [keep = 0, ...others] = ids;
  const { step } = await ask(app, 'duplicates.merge', { keep, others });
  const [stays] = await ask(app, 'papers.rows', { ids: [keep] });
  if (json) await write(out, `${JSON.stringify(stays === undefined ? null : summary(stays))}\n`);
  else await write(out, `${step?.label ?? 'Nothing was merged'}: ${stays?.title.replace(/\s+/gu, ' ') ?? ''}\n`);
}
