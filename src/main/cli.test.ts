/** The command line as people run it: from source, on real libraries. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../shared/models.ts';
import { openBrowserHost } from './hosts/browser.ts';
import { openLocalSocket } from './hosts/localSocket.ts';
import { openLibraryThread } from './libraryThread.ts';

const CLI = path.join(import.meta.dirname, 'cli.ts');
const LIST = JSON.stringify([
  { paper: { id: '1706.03762', title: 'Attention Is All You Need', summary: 'A model of attention alone, for translation.' } },
  { paper: { id: '2010.11929', title: 'An Image Is Worth 16x16 Words', summary: 'Patches of a picture as words of a sentence.' } },
]);

let folder: string;
let library: string;
let digest: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'offprint-cli-'));
  library = path.join(folder, 'library.db');
  digest = path.join(folder, 'daily.json');
  writeFileSync(digest, LIST);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cli(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, OFFPRINT_DATA: folder },
  });
  return { status, stdout, stderr };
}

describe('import', () => {
  it('reports what was added, and that it is there the second time', () => {
    const first = cli('import', digest, '--library', library, '--json');
    expect(JSON.parse(first.stdout), first.stderr).toEqual({ added: 2, duplicates: 0, updated: 0, problems: [] });
    expect(first.status).toBe(0);
    const second = cli('import', digest, '--library', library, '--json');
    expect(JSON.parse(second.stdout)).toEqual({ added: 0, duplicates: 2, updated: 0, problems: [] });
    expect(second.status).toBe(0);
  });

  it('fails where nothing could be read, and names each file', () => {
    const empty = path.join(folder, 'empty.txt');
    writeFileSync(empty, '');
    const { status, stdout } = cli('import', empty, path.join(folder, 'missing.txt'), folder, '--library', library, '--json');
    expect(status).toBe(1);
    const { added, problems } = JSON.parse(stdout);
    expect(added).toBe(0);
    expect(problems.map((problem: { file: string }) => problem.file)).toEqual([empty, path.join(folder, 'missing.txt'), folder]);
    for (const problem of problems) expect(problem.message).toMatch(/\.$/);
  });

  it('takes what can be read beside what cannot', () => {
    const { status, stdout, stderr } = cli('import', path.join(folder, 'missing.txt'), digest, '--library', library);
    expect(status).toBe(0);
    expect(stdout).toBe('2 papers added, 0 already here, 0 brought up to date.\n');
    expect(stderr).toContain('missing.txt: There is no such file.');
  });

  it('reads on after a packed file that is cut short', () => {
    const cut = path.join(folder, 'cut.jsonl.gz');
    writeFileSync(cut, gzipSync(LIST).subarray(0, 40));
    const { status, stdout } = cli('import', cut, digest, '--library', library, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ added: 2, problems: [{ file: cut, line: 0 }] });
    expect(status).toBe(0);
  });

  it('that is interrupted leaves nothing, in the program that holds the library either', async () => {
    const many = path.join(folder, 'many.jsonl');
    writeFileSync(
      many,
      Array.from({ length: 8_000 }, (_, at) => JSON.stringify({ title: `Paper ${at}`, abstract: `About ${at}.` })).join('\n'),
    );
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    const socket = await openLocalSocket(app, library);
    try {
      const child = spawn(process.execPath, [CLI, 'import', many, '--library', library]);
      const ended = outcome(child);
      app.on((event) => {
        if (event.name === 'jobs.changed' && event.payload.jobs.some((job) => job.label.startsWith('Importing'))) child.kill('SIGINT');
      });
      expect((await ended).status).toBe(130);
      await expect.poll(() => app.call('jobs.list', {})).toEqual({ ok: true, value: [] });
      expect(await app.call('papers.list', { view: { kind: 'all' } })).toMatchObject({ value: { ids: [] } });
    } finally {
      await socket.close();
      await app.close();
    }
  });

  it('goes through the program that holds the library', async () => {
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    const socket = await openLocalSocket(app, library);
    try {
      const child = spawn(process.execPath, [CLI, 'import', digest, '--json', '--library', library]);
      const { stdout, status } = await outcome(child);
      expect(JSON.parse(stdout)).toMatchObject({ added: 2 });
      expect(status).toBe(0);
      expect(await app.call('papers.list', { view: { kind: 'all' } })).toMatchObject({
        ok: true,
        value: { ids: [expect.any(Number), expect.any(Number)] },
      });
    } finally {
      await socket.close();
      await app.close();
    }
  });

  it('says that the library is held where its holder does not answer', async () => {
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    try {
      const { status, stderr } = await outcome(spawn(process.execPath, [CLI, 'import', digest, '--library', library]));
      expect(status).toBe(1);
      expect(stderr).toContain('a test');
    } finally {
      await app.close();
    }
  });
});

describe('reading', () => {
  it('finds, lists and exports, beside an owner, too', async () => {
    cli('import', digest, '--library', library);
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    try {
      const found = JSON.parse((await outcome(spawn(process.execPath, [CLI, 'search', 'patches', '--json', '--library', library]))).stdout);
      expect(found).toMatchObject([{ title: 'An Image Is Worth 16x16 Words', id: expect.stringMatching(/^[A-Za-z0-9_-]{8,}$/) }]);
    } finally {
      await app.close();
    }
    const both = new Set(['An Image Is Worth 16x16 Words', 'Attention Is All You Need']);
    const lines = cli('list', '--library', library).stdout.trimEnd().split('\n');
    expect(new Set(lines.map((line) => line.split('\t')[1]))).toEqual(both);
    expect(cli('search', 'is', '--limit', '1', '--library', library).stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(cli('list', '--query', 'nothinglikethis', '--json', '--library', library).stdout)).toEqual([]);

    const csl = JSON.parse(cli('export', '--format', 'csl-json', '--library', library).stdout);
    expect(new Set(csl.map((item: { title: string }) => item.title))).toEqual(both);
    const output = path.join(folder, 'out.json');
    const written = cli('export', '--format', 'json', '--query', 'attention', '--output', output, '--library', library);
    expect(written).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(output, 'utf8')).toContain('Attention Is All You Need');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('exports every format, of a place, with tags, to where nothing is lost', async () => {
    cli('import', digest, '--library', library);
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    const reply = await app.call('papers.list', { view: { kind: 'all' }, sort: 'title' });
    const [image = 0] = reply.ok ? (reply.value as { ids: number[] }).ids : [];
    await app.call('tags.change', { ids: [image], add: ['to cite'], remove: [] });
    await app.call('papers.setStarred', { ids: [image], starred: true });
    await app.close();

    for (const format of EXPORT_FORMATS.filter((known) => !/^(?:annotations|evidence)-/.test(known))) {
      const { status, stdout, stderr } = cli('export', '--format', format, '-o', '-', '--library', library);
      expect({ status, stderr }, format).toEqual({ status: 0, stderr: '' });
      for (const title of ['An Image Is Worth 16x16 Words', 'Attention Is All You Need']) expect(stdout, format).toContain(title);
    }
    for (const of of [
      ['--tag', 'to cite'],
      ['--view', 'starred'],
      ['--query', 'image', '--tag', 'to cite', '--view', 'inbox'],
    ]) {
      const { stdout } = cli('export', '--format', 'markdown', ...of, '--library', library);
      expect(stdout.match(/^## .*/gmu)).toEqual([expect.stringContaining('An Image Is Worth 16x16 Words')]);
    }

    const file = path.join(folder, 'out.csv');
    writeFileSync(file, 'mine');
    const refused = cli('export', '--format', 'csv', '-o', file, '--library', library);
    expect(refused).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--force') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const replaced = cli('export', '--format', 'csv', '-o', file, '--force', '--json', '--library', library);
    expect(JSON.parse(replaced.stdout)).toEqual({ format: 'csv', file, papers: 2, leftAlone: 0 });
    // A table of ours makes the same papers elsewhere, with their tags and marks; where they came from it adds none.
    const other = path.join(folder, 'other.db');
    expect(JSON.parse(cli('import', file, '--json', '--library', other).stdout)).toMatchObject({ added: 2, problems: [] });
    expect(cli('export', '--format', 'csv', '--view', 'starred', '--tag', 'to cite', '--library', other).stdout).toContain(
      'An Image Is Worth',
    );
    expect(JSON.parse(cli('import', file, '--json', '--library', library).stdout)).toMatchObject({ added: 0, duplicates: 2 });
  });

  it('explains a library that is not there and a query that cannot be read', () => {
    const missing = cli('list', '--library', path.join(folder, 'nowhere.db'));
    expect(missing.status).toBe(1);
    expect(missing.stderr).toMatch(/^[A-Z].*\.\n$/);
    expect(readdirSync(folder)).not.toContain('nowhere.db');
    cli('import', digest, '--library', library);
    const mistake = cli('search', 'is:sideways', '--library', library);
    expect(mistake).toMatchObject({ status: 2, stdout: '' });
  });

  it('stops quietly when nobody reads on', async () => {
    cli('import', digest, '--library', library);
    const child = spawn(process.execPath, [CLI, 'export', '--format', 'json', '--library', library]);
    child.stdout.destroy();
    expect(await outcome(child)).toMatchObject({ stderr: '', status: 0 });
  });
});

describe('annotations', () => {
  /** A library whose two papers are highlighted and commented on; what was done is said by `more`. */
  async function annotate(more: (call: (name: string, input: unknown) => Promise<unknown>) => Promise<void> = async () => {}) {
    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    const call = async (name: string, input: unknown): Promise<unknown> => {
      const reply = await app.call(name, input);
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value;
    };
    try {
      await more(call);
    } finally {
      await app.close();
    }
  }

  async function highlighted() {
    cli('import', digest, '--library', library);
    await annotate(async (call) => {
      const { ids } = (await call('papers.list', { view: { kind: 'all' }, sort: 'title' })) as { ids: number[] };
      for (const [paperId, quote] of [
        [ids[0], 'Image'],
        [ids[1], 'Attention'],
      ] as const) {
        const { title } = (await call('papers.get', { id: paperId })) as { title: string };
        const stretch = { start: title.indexOf(quote), end: title.indexOf(quote) + quote.length, quote };
        const made = (await call('highlights.create', { paperId, field: 'title', color: 'blue', ...stretch })) as {
          highlight: { id: number };
        };
        await call('notes.create', { paperId, highlightId: made.highlight.id, body: `On ${quote}` });
      }
    });
  }

  const filesIn = (notes: string) => readdirSync(notes).sort();

  it('are written in each format, of all papers or those a query finds', async () => {
    await highlighted();
    const csv = cli('annotations', '--format', 'csv', '--library', library);
    expect(csv.status, csv.stderr).toBe(0);
    expect(csv.stdout.trimEnd().split('\r\n')).toHaveLength(5);
    const page = JSON.parse(cli('annotations', '--format', 'jsonld', '--query', 'attention', '--library', library).stdout);
    expect(page.items).toMatchObject([{ target: { selector: [{ exact: 'Attention' }, {}] } }]);
    const table = cli('export', '--format', 'evidence-markdown', '--library', library).stdout;
    expect(table).toContain('| Image (On Image) |');
    const markdown = cli('annotations', '--format', 'markdown', '--library', library).stdout;
    expect(markdown).toContain('> Attention\n>\n> — **Method**');

    // Read into an empty library they make its papers; nothing of them is new where they came from.
    const file = path.join(folder, 'notes.md');
    writeFileSync(file, markdown);
    expect(JSON.parse(cli('import', file, '--json', '--library', path.join(folder, 'other.db')).stdout)).toMatchObject({
      added: 2,
      problems: [],
    });
    expect(cli('annotations', '--format', 'csv', '--library', path.join(folder, 'other.db')).stdout).toContain('Attention,On Attention,');
    expect(JSON.parse(cli('import', file, '--json', '--library', library).stdout)).toMatchObject({ added: 0, duplicates: 2, updated: 0 });
  });

  it('are brought up to date in a file, and what was edited there comes back', async () => {
    await highlighted();
    const file = path.join(folder, 'notes.md');
    const write = () => cli('annotations', '--format', 'markdown', '--output', file, '--library', library);
    expect(write()).toMatchObject({ status: 0, stdout: '', stderr: `2 papers written to ${file}.\n` });
    writeFileSync(file, `${readFileSync(file, 'utf8').replace('On Image', 'On pictures')}\nMine.\n`);
    const again = write();
    expect(again.stderr).toContain('1 part that was edited by hand was left as it stands.');
    expect(readFileSync(file, 'utf8')).toMatch(/On pictures[\s\S]*\nMine\.\n$/u);

    expect(JSON.parse(cli('import', file, '--json', '--library', library).stdout)).toMatchObject({ added: 0, updated: 1 });
    expect(write().stderr).toBe(`2 papers written to ${file}.\n`);
    expect(cli('annotations', '--format', 'csv', '--library', library).stdout).toContain('On pictures');
    expect(readFileSync(file, 'utf8')).toMatch(/On pictures[\s\S]*\nMine\.\n$/u);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);

    writeFileSync(file, Buffer.from([0x4d, 0xff, 0xfe, 0x0a]));
    expect(write()).toMatchObject({ status: 1, stderr: expect.stringContaining('is not a text in UTF-8') });
    expect([...readFileSync(file)]).toEqual([0x4d, 0xff, 0xfe, 0x0a]);
  });

  it('go into a folder, each paper into its own file, whatever that is called by then', async () => {
    await highlighted();
    const notes = path.join(folder, 'notes');
    const write = () => cli('annotations', '--format', 'markdown', '--output', `${notes}${path.sep}`, '--library', library);
    expect(write()).toMatchObject({ status: 0, stdout: '' });
    expect(filesIn(notes)).toEqual(['An Image Is Worth 16x16 Words.md', 'Attention Is All You Need.md']);
    expect(readFileSync(path.join(notes, 'Attention Is All You Need.md'), 'utf8')).toMatch(/^---\ntitle: "Attention Is All You Need"\n/u);

    const renamed = path.join(notes, 'transformers.md');
    writeFileSync(renamed, `${readFileSync(path.join(notes, 'Attention Is All You Need.md'), 'utf8')}Mine.\n`);
    rmSync(path.join(notes, 'Attention Is All You Need.md'));
    // A note of the person's own that happens to be called like a paper stays what it is.
    rmSync(path.join(notes, 'An Image Is Worth 16x16 Words.md'));
    writeFileSync(path.join(notes, 'an image is worth 16X16 words.MD'), 'My own.\n');
    await annotate(async (call) => {
      const { ids } = (await call('papers.list', { view: { kind: 'all' }, sort: 'title' })) as { ids: number[] };
      const { highlights } = (await call('papers.get', { id: ids[1] })) as { highlights: { id: number }[] };
      await call('highlights.delete', { ids: highlights.map(({ id }) => id) });
    });
    expect(write().status).toBe(0);
    expect(filesIn(notes)).toEqual([
      expect.stringMatching(/^An Image .* \(.{6}\)\.md$/u),
      'an image is worth 16X16 words.MD',
      'transformers.md',
    ]);
    expect(readFileSync(path.join(notes, 'an image is worth 16X16 words.MD'), 'utf8')).toBe('My own.\n');
    // Its last annotation is gone: of the file stay its head and what the person wrote.
    const left = readFileSync(renamed, 'utf8');
    expect(left).toContain('# Attention Is All You Need');
    expect(left).not.toContain('> Attention');
    expect(left).toMatch(/\nMine\.\n$/u);
    // Of papers that a query does not find nothing is touched.
    const before = filesIn(notes).map((name) => readFileSync(path.join(notes, name), 'utf8'));
    cli('annotations', '--format', 'markdown', '--query', 'nothinglikethis', '--output', notes, '--library', library);
    expect(filesIn(notes).map((name) => readFileSync(path.join(notes, name), 'utf8'))).toEqual(before);
  });
});

describe('open', () => {
  it('shows a paper through the program that holds the library, or says what to start', async () => {
    cli('import', digest, '--library', library);
    const [line = ''] = cli('list', '--library', library).stdout.split('\n');
    const link = `offprint://paper/${line.split('\t')[0]}`;
    expect(cli('open', link, '--library', library)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Start it') });

    const app = await openLibraryThread({ file: library, mode: 'owner', door: 'a test' });
    const socket = await openLocalSocket(app, library);
    try {
      const shown: unknown[] = [];
      app.on((event) => event.name === 'papers.shown' && shown.push(event.payload));
      expect(await outcome(spawn(process.execPath, [CLI, 'open', link, '--library', library]))).toMatchObject({ status: 0, stderr: '' });
      await expect.poll(() => shown).toEqual([{ id: expect.any(Number) }]);
      const gone = await outcome(spawn(process.execPath, [CLI, 'open', 'offprint://paper/nowhere-at-all', '--library', library]));
      expect(gone).toMatchObject({ status: 1, stderr: 'No paper of this library has that name.\n' });
      expect(shown).toHaveLength(1);
    } finally {
      await socket.close();
      await app.close();
    }
  });
});

describe('usage', () => {
  it.each([[[]], [['fly']], [['import']], [['export', '--format', 'pdf']], [['serve', '--port', 'x']]])('%j ends with 2', (args) => {
    const { status, stdout, stderr } = cli(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/\n$/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('help and version are no errors', () => {
    expect(cli('help').stdout).toContain('offprint import FILE');
    expect(cli('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

it('serve says that a port is taken', async () => {
  const files = { get: async () => null };
  const app = {
    call: async () => ({ ok: true, value: null }) as const,
    on: () => () => {},
    offerPath: async () => '',
    claimFile: async () => ({ path: '', name: '' }),
  };
  const other = await openBrowserHost({ app, files, port: 0 });
  try {
    const child = spawn(process.execPath, [CLI, 'serve', '--library', library, '--port', String(other.port), '--no-open']);
    const { status, stderr } = await outcome(child);
    expect(status).toBe(1);
    // Without a built page it says that instead; either is one sentence.
    expect(stderr).toMatch(/^(Port \d+ is in use|The pages of Offprint have not been built).*\.\n$/);
  } finally {
    await other.close();
  }
});

async function outcome(child: ChildProcess): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}
