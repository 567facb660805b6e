import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { raw } from './db.ts';
import { lockFile, ownerFile } from './lock.ts';
import { APPLICATION_ID, VERSION } from './migrate.ts';
import { closeLibrary, openLibrary, openReadOnly } from './open.ts';
import { entry, NOW, takeIn, testFolder, testLibrary } from './testLibrary.ts';

const open = (file: string, door = 'a second start') => openLibrary(file, { door, now: () => NOW });
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'nothing thrown';
};

describe('a new library', () => {
  it.skipIf(process.platform === 'win32')('is readable by its owner alone, and so are the files SQLite puts beside it', () => {
    const file = join(testFolder(), 'mine.db');
    const db = open(file);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o077).toBe(0);
    closeLibrary(db);
  });
});

describe('the connection', () => {
  it('has every pragma the library relies on, as owner and as reader', () => {
    const db = testLibrary();
    const reader = openReadOnly(db.name);
    for (const connection of [raw(db), raw(reader)]) {
      const value = (name: string) => connection.pragma(name, { simple: true });
      expect([
        value('journal_mode'),
        value('synchronous'),
        value('foreign_keys'),
        value('trusted_schema'),
        value('cell_size_check'),
      ]).toEqual(['wal', 2, 1, 0, 1]);
      expect(value('busy_timeout')).toBeGreaterThan(0);
      expect(value('application_id')).toBe(APPLICATION_ID);
      expect(value('user_version')).toBe(VERSION);
    }
    expect(() => raw(reader).prepare("INSERT INTO settings VALUES ('a', '1')").run()).toThrow(/readonly/u);
    closeLibrary(reader);
  });

  it('reads beside the owner what the owner has just written', () => {
    const db = testLibrary();
    const reader = openReadOnly(db.name);
    takeIn(db, [entry('Medusa')]);
    expect(raw(reader).prepare('SELECT title FROM visible_papers').pluck().all()).toEqual(['Medusa']);
    closeLibrary(reader);
  });

  it('does not make a library where one is only to be read', () => {
    const file = join(testFolder(), 'library.db');
    expect(codeOf(() => openReadOnly(file))).toBe('not-found');
    expect(existsSync(file)).toBe(false);
  });
});

/** Someone for whom a folder can be read-only: this person, or nobody in root's place, where nobody may read these sources. */
const reader = (() => {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  const look = spawnSync(process.execPath, ['-e', `fs.accessSync(${JSON.stringify(import.meta.filename)})`], nobody);
  return look.status === 0 ? nobody : null;
})();

describe.skipIf(reader === null || process.platform === 'win32')('a library in a folder that cannot be written in', () => {
  it('can be read by several at once, and leaves no copy behind', () => {
    const folder = testFolder();
    const file = join(folder, 'library.db');
    const db = testLibrary(file);
    takeIn(db, [entry('Medusa')]);
    closeLibrary(db);
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    chmodSync(temporary, 0o777);
    chmodSync(file, 0o644);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const script = `
      const { closeLibrary, openReadOnly } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)});
      const { raw } = await import(${JSON.stringify(new URL('./db.ts', import.meta.url).href)});
      const db = openReadOnly(${JSON.stringify(file)});
      const beside = openReadOnly(db.name);
      console.log(raw(beside).prepare('SELECT title FROM papers').pluck().get());
      closeLibrary(beside);
      closeLibrary(db);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      ...reader,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: temporary },
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'Medusa\n', stderr: '' });
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['library.db', 'library.lock', 'temporary']);
  });
});

describe('a file that is not ours', () => {
  const made = (work: (connection: Database.Database) => void): string => {
    const file = join(testFolder(), 'library.db');
    const connection = new Database(file);
    work(connection);
    connection.close();
    return file;
  };

  it.each([
    ['foreign-library', 'foreign tables', made.bind(null, (c) => c.exec('CREATE TABLE t (a)'))],
    ['foreign-library', 'a foreign application id', made.bind(null, (c) => c.exec('PRAGMA application_id = 7; CREATE TABLE t (a)'))],
    [
      'newer-library',
      'a newer version',
      made.bind(null, (c) => c.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION + 1}; CREATE TABLE t (a)`)),
    ],
  ] as const)('%s: one with %s is refused and its bytes stay', (code, _what, make) => {
    const file = make();
    const before = digest(file);
    expect(codeOf(() => open(file))).toBe(code);
    expect(codeOf(() => openReadOnly(file))).toBe(code);
    expect(digest(file)).toBe(before);
    expect(codeOf(() => open(file))).toBe(code); // the lock was let go of
  });

  it('gets no lock beside it', () => {
    const file = made((c) => c.exec('CREATE TABLE t (a)'));
    expect(codeOf(() => open(file))).toBe('foreign-library');
    expect(readdirSync(dirname(file))).toEqual(['library.db']);
  });

  it('is told from a folder', () => {
    const folder = testFolder();
    expect(() => open(folder)).toThrow('is not a file');
    expect(() => openReadOnly(folder)).toThrow('is not a file');
    expect(existsSync(lockFile(folder))).toBe(false);
  });

  it('refuses a text, and leaves it', () => {
    const file = join(testFolder(), 'notes.txt');
    writeFileSync(file, 'Not a database, but long enough to be looked at as one. '.repeat(40));
    const before = digest(file);
    expect(codeOf(() => open(file))).toBe('foreign-library');
    expect(digest(file)).toBe(before);
  });

  it('takes an empty file for a new library', () => {
    const file = join(testFolder(), 'library.db');
    writeFileSync(file, '');
    closeLibrary(open(file));
    expect(codeOf(() => closeLibrary(openReadOnly(file)))).toBe('nothing thrown');
  });
});

describe('the owner', () => {
  it('is one at a time, and a second start says who', () => {
    const db = testLibrary();
    expect(JSON.parse(readFileSync(ownerFile(db.name), 'utf8'))).toEqual({ door: 'a test', pid: process.pid });
    expect(() => open(db.name)).toThrow(`already open in a test (process ${process.pid})`);
    closeLibrary(db);
    expect(existsSync(ownerFile(db.name))).toBe(false);
    closeLibrary(open(db.name));
  });

  it('is not got round by a link', () => {
    const db = testLibrary();
    const link = join(testFolder(), 'library.db');
    symlinkSync(db.name, link);
    expect(codeOf(() => open(link))).toBe('busy');
  });

  it('is not got round by a link to a library that is still to be made', () => {
    const file = join(testFolder(), 'library.db');
    const link = join(testFolder(), 'library.db');
    symlinkSync(file, link);
    expect(testLibrary(link).name).toBe(file);
    expect(codeOf(() => open(file))).toBe('busy');
  });

  it.each(['one.sqlite', 'one', 'one.db.db', 'one-lock.db'])('does not mind %s in the same folder', (name) => {
    const folder = testFolder();
    const one = testLibrary(join(folder, 'one.db'));
    const two = testLibrary(join(folder, name));
    expect(one.name).not.toBe(two.name);
    expect(ownerFile(one.name)).not.toBe(ownerFile(two.name));
  });

  it('is one of twenty processes that start at once', async () => {
    const file = join(testFolder(), 'library.db');
    const start = `
      const { openLibrary } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)});
      process.stdin.once('data', () => {
        try {
          openLibrary(${JSON.stringify(file)}, { door: 'process ' + process.pid, now: () => new Date() });
          console.log('owner');
        } catch (thrown) {
          console.log(thrown.code ?? thrown);
        }
        process.stdin.once('end', () => process.exit()).resume();
      });
      console.log('loaded');`;
    const processes = Array.from({ length: 20 }, () => spawn(process.execPath, ['--input-type=module', '-e', start]));
    onTestFinished(() => {
      for (const child of processes) child.kill('SIGKILL');
    });
    // One that ends instead of answering says so, and is not waited for.
    const said = async (child: (typeof processes)[number]) =>
      String((await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(([code]) => [`ended with ${code}`])]))[0]).trim();
    await Promise.all(processes.map(said));
    const answers = processes.map(said);
    for (const child of processes) child.stdin.write('now');
    const outcomes = await Promise.all(answers);
    expect(outcomes.sort()).toEqual([...Array(19).fill('busy'), 'owner']);
    await Promise.all(
      processes.map((child) => {
        const ended = once(child, 'exit');
        child.stdin.end();
        return ended;
      }),
    );
    closeLibrary(open(file)); // the kernel let go of it
  });
});
