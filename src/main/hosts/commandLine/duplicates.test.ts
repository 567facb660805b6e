import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { testFolder } from '../../library/testLibrary.ts';
import { runCommandLine } from './run.ts';

const ABSTRACT = 'Extra heads guess several words at a time, and a tree of them is checked by the model itself in one pass.';
const PAPERS = [
  { title: 'A tree of guesses', abstract: ABSTRACT, authors: ['Tianle Cai', 'Yuhong Li'], arxiv_id: '2401.10774' },
  { title: 'Medusa', abstract: ABSTRACT, authors: ['Tianle Cai', 'Yuhong Li'], venue: 'ICML' },
  { title: 'Large Language Monkeys', abstract: 'Sampling many answers helps when a checker can tell good ones.' },
];

async function run(...args: readonly string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const told = [text(out), text(err)];
  const status = await runCommandLine(args, { version: '0', in: new PassThrough(), out, err });
  out.end();
  err.end();
  const [stdout = '', stderr = ''] = await Promise.all(told);
  return { status, stdout, stderr };
}

it('duplicates are listed with why, and merged', async () => {
  const folder = testFolder();
  const [source, library] = [join(folder, 'papers.jsonl'), join(folder, 'library.db')];
  writeFileSync(source, PAPERS.map((paper) => JSON.stringify(paper)).join('\n'));
  await run('import', source, '--library', library);

  const listed = await run('duplicates', '--library', library);
  expect(listed.stdout).toContain('Preprint and published version: the same authors and abstract, under another title\n');
  const [group] = JSON.parse((await run('duplicates', '--json', '--library', library)).stdout);
  expect(group.papers.map(({ title }: { title: string }) => title)).toEqual(['Medusa', 'A tree of guesses']);

  const [keep, other] = group.papers.map(({ id }: { id: string }) => id);
  const merged = await run('merge', keep, `offprint://paper/${other}`, '--library', library);
  expect(merged).toMatchObject({ status: 0, stdout: 'Merged 2 papers into one: Medusa\n' });
  expect((await run('duplicates', '--library', library)).stdout).toBe('No duplicates were found.\n');
  // Its old name is its name still: there is nothing left to merge.
  expect(await run('merge', keep, other, '--library', library)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nothing to merge'),
  });
  expect(await run('merge', keep, '--library', library)).toMatchObject({ status: 2, stderr: expect.stringContaining('Say which papers') });
});
