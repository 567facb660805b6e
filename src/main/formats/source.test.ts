import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bytesSource, fileSource, MAX_LINE_LENGTH, type Source, textSource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'offprint-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = 'Ärger, naïve, 注意力, 👩‍👩‍👧, שלום\r\nsecond\nthird';

function encoded(value: string, big: boolean): Buffer {
  const bytes = Buffer.from(value, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

async function linesOf(source: Source): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of source.lines()) {
    if (line.number !== lines.length + 1) throw new Error(`line ${lines.length + 1} is numbered ${line.number}`);
    lines.push(line.text);
  }
  return lines;
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first, with its mark', encoded(`\ufeff${text}`, false)],
    ['UTF-16, big end first, with its mark', encoded(`\ufeff${text}`, true)],
    ['UTF-16 without a mark', encoded(`${'latin '.repeat(30)}\n${text}`, false)],
    ['UTF-16 without a mark, big end first', encoded(`${'latin '.repeat(30)}\n${text}`, true)],
    ['gzip', gzipSync(text)],
    ['gzip over UTF-16', gzipSync(encoded(`\ufeff${text}`, true))],
  ])('%s', async (name, bytes) => {
    const source = bytesSource(bytes, 'x.txt');
    expect((await source.text()).replace(/^(latin )+\n/, '')).toBe(text);
    const isGuess = name.startsWith('UTF-16 without');
    expect(source.problems()).toEqual(isGuess ? [{ line: 1, severity: 'note', message: expect.stringContaining('read as UTF-16') }] : []);
  });

  test('Windows-1252 is guessed and told', async () => {
    const source = bytesSource(Buffer.from('na\xefve \x93quoted\x94 caf\xe9', 'latin1'), 'x.txt');
    expect(await source.text()).toBe('naïve “quoted” café');
    expect(source.problems()).toEqual([{ line: 1, severity: 'note', message: expect.stringContaining('Windows-1252') }]);
  });

  test('a stray byte in UTF-8 is told, and costs no other letter', async () => {
    const source = bytesSource(Buffer.concat([Buffer.from('é\né\n'), Buffer.from([0xff]), Buffer.from('é')]), 'x.txt');
    expect(await source.text()).toBe('é\né\n\ufffdé');
    expect(source.problems()).toEqual([{ line: 1, severity: 'note', message: expect.stringContaining('not valid UTF-8') }]);
  });

  test('NUL and half characters are left out and told', async () => {
    const source = textSource(`a\0b\nc\ud83dd\ude00e`, 'x');
    expect(await source.text()).toBe('ab\ncde');
    expect(source.problems()).toEqual([{ line: 1, severity: 'note', message: expect.stringContaining('3 characters') }]);
  });

  test('well-formed text comes back exactly, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (piece) => {
        const whole = piece
          .toWellFormed()
          .replaceAll('\0', '')
          .replace(/^\ufeff+/, '')
          .repeat(3);
        // Where every other byte is NUL, text without a mark is taken for UTF-16; none of these is.
        fc.pre(whole.length > 0);
        expect(await textSource(whole, 'x').text()).toBe(whole);
        expect(await bytesSource(Buffer.from(whole), 'x').text()).toBe(whole);
      }),
      { numRuns: 100 },
    );
    const long = '👩‍👩‍👧é注'.repeat(100_000);
    expect(await textSource(long, 'x').text()).toBe(long);
    expect(await bytesSource(Buffer.from(long), 'x').text()).toBe(long);
  });
});

describe('lines', () => {
  test('are counted from one and end in either way', async () => {
    expect(await linesOf(textSource('a\r\nb\n\nc', 'x'))).toEqual(['a', 'b', '', 'c']);
    expect(await linesOf(textSource('a\n', 'x'))).toEqual(['a']);
    expect(await linesOf(textSource('', 'x'))).toEqual([]);
    expect(await linesOf(textSource(text.repeat(100_000), 'x'))).toHaveLength(200_001);
  });

  test('can still be read after a look at the head', async () => {
    const source = textSource('first\n'.repeat(100_000), 'x');
    expect(await source.head()).toHaveLength(256 * 1024);
    expect(await linesOf(source)).toHaveLength(100_000);
  });

  test('one that is too long is refused with its number', async () => {
    const source = textSource(`a\n${'x'.repeat(MAX_LINE_LENGTH + 1)}\n`, 'long.txt');
    await expect(linesOf(source)).rejects.toMatchObject({ code: 'too-large', message: expect.stringMatching(/^Line 2 of long\.txt/) });
  });
});

describe('files', () => {
  test('tell their progress in bytes as they lie on the disk', async () => {
    const path = join(folder, 'a.gz');
    const bytes = gzipSync(fc.sample(fc.string({ maxLength: 1_000 }), { numRuns: 500, seed: 1 }).join('\n'));
    writeFileSync(path, bytes);
    const seen: number[] = [];
    const source = await fileSource(path, 'a.gz', {
      onProgress: (done, total) => {
        expect(total).toBe(bytes.length);
        seen.push(done);
      },
    });
    await source.text();
    expect(seen.at(-1)).toBe(bytes.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test('that are not there, or no files, are refused in words', async () => {
    await expect(fileSource(join(folder, 'none'), 'none.txt')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('none.txt is not there'),
    });
    await expect(fileSource(folder, 'a folder')).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('that are packed and damaged are refused in words', async () => {
    const path = join(folder, 'cut.gz');
    writeFileSync(path, gzipSync('some text\n'.repeat(10_000)).subarray(0, 60));
    const source = await fileSource(path, 'cut.gz');
    await expect(source.text()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('cut.gz') });
  });

  test('an empty one is an empty text', async () => {
    const path = join(folder, 'empty');
    writeFileSync(path, '');
    expect(await (await fileSource(path, 'empty')).text()).toBe('');
  });
});
