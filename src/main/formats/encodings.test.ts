import { describe, expect, test } from 'vitest';
import { bytesSource } from './source.ts';

/** Bytes of a text in an encoding, found by asking its decoder; for tests only. */
function encoded(text: string, label: string): Buffer {
  const decoder = new TextDecoder(label);
  const table = new Map<string, number[]>();
  for (let lead = 0x80; lead < 0x100; lead += 1) {
    const single = decoder.decode(Uint8Array.of(lead));
    if ([...single].length === 1 && single !== '\ufffd' && !table.has(single)) table.set(single, [lead]);
    for (let trail = 0x40; trail < 0x100; trail += 1) {
      const pair = decoder.decode(Uint8Array.of(lead, trail));
      if ([...pair].length === 1 && pair !== '\ufffd' && !table.has(pair)) table.set(pair, [lead, trail]);
    }
  }
  return Buffer.from(
    [...text].flatMap((char) => {
      const bytes = char < '\x80' ? [char.charCodeAt(0)] : table.get(char);
      if (bytes === undefined) throw new Error(`${char} is not in ${label}`);
      return bytes;
    }),
  );
}

async function read(bytes: Uint8Array) {
  const source = bytesSource(bytes, 'x.bib');
  const text = await source.text();
  return { text, problems: source.problems() };
}

const CHINESE = '@article{注意力,\n  title = {我们提出一种新的方法},\n  journal = {测试期刊}\n}\n';
const TRADITIONAL = '@article{key,\n  title = {我們提出一種新的方法，並且在多個資料集上取得最好的結果},\n}\n';
const JAPANESE = '@article{key,\n  title = {これは新しい方法についての論文です},\n  author = {山田 太郎},\n}\n';
const KOREAN = '@article{key,\n  title = {우리는 새로운 방법을 제안하고 여러 자료에서 그것이 가장 좋은 결과를 보임을 알았다},\n}\n';
const RUSSIAN = '@article{key,\n  title = {Новый метод обучения},\n  author = {Иванов, Пётр},\n}\n';
const WESTERN =
  '@article{key,\n  author = {Müller, Jürgen and Ångström and Étienne Çelik and Ødegård},\n  title = {“Änderungen” – naïve façade of Österreich},\n}\n';

describe('encodings that are guessed', () => {
  test.each([
    ['GBK', 'gbk', CHINESE],
    ['Big5', 'big5', TRADITIONAL],
    ['Shift-JIS', 'shift_jis', JAPANESE],
    // Few kana among many characters.
    [
      'Shift-JIS',
      'shift_jis',
      'TY  - JOUR\nTI  - 日本語の論文についての研究\nAU  - 山田, 太郎\nJO  - 情報処理学会論文誌\nPY  - 2010\nER  - \n',
    ],
    ['EUC-JP', 'euc-jp', JAPANESE],
    ['EUC-KR', 'euc-kr', KOREAN],
    ['Windows-1251', 'windows-1251', RUSSIAN],
    ['Windows-1252', 'windows-1252', WESTERN],
    ['Windows-1252', 'windows-1252', '% Encoding: UTF-8\n@Article{,\n  author = {Test\u00a0I. Last},\n}\n'],
    ['Windows-1252', 'windows-1252', 'Ärger, Änderung, Ästhetik, Äquator, Ähnlichkeit in ÄTHER'],
  ])('%s', async (name, label, text) => {
    const { text: got, problems } = await read(encoded(text, label));
    expect(got).toBe(text);
    expect(problems).toMatchObject([{ line: 1, severity: 'note', message: expect.stringContaining(`read as ${name}.`) }]);
    if (text.startsWith('% Encoding')) expect(problems[0]?.message).toContain('x.bib says that it is UTF-8, but is not');
  });

  test.each([
    ['little end first', 'le'],
    ['big end first', 'be'],
  ])('UTF-16 without a mark, mostly Chinese, %s', async (_name, end) => {
    const text = `${'我们提出一种新的方法，它在多个数据集上取得了最好的结果。'.repeat(5)}\n${'我们提出一种新的方法。'.repeat(4)}\n(2024) A B`;
    const bytes = Buffer.from(text, 'utf16le');
    const { text: got, problems } = await read(end === 'be' ? bytes.swap16() : bytes);
    expect(got).toBe(text);
    expect(problems).toMatchObject([{ message: expect.stringContaining('read as UTF-16') }]);
  });
});

describe('encodings that are declared', () => {
  test.each([
    ['% Encoding: Cp1252\n', 'windows-1252', WESTERN],
    ['% Encoding: ISO8859_1\n', 'windows-1252', 'Müller'],
    ['This file was created with JabRef 2.9.\nEncoding: GBK\n\n', 'gbk', '中'],
    ['<?xml version="1.0" encoding="ISO-8859-2"?>\n', 'iso-8859-2', '<a>Łódź, Dvořák</a>'],
    ['<html><head><meta charset=shift_jis></head>', 'shift_jis', '方'],
    ['% -*- coding: koi8-r -*-\n', 'koi8-r', 'Слово'],
  ])('%s', async (head, label, text) => {
    const { text: got, problems } = await read(Buffer.concat([Buffer.from(head), encoded(text, label)]));
    expect(got).toBe(head + text);
    expect(problems).toEqual([]);
  });

  test('what is not in the declared one is told', async () => {
    const { text, problems } = await read(
      Buffer.concat([Buffer.from('% Encoding: Big5\n\n'), Buffer.from([0xa4, 0x40, 0xa4, 0x20, 0x41])]),
    );
    expect(text).toBe('% Encoding: Big5\n\n一\ufffd A');
    expect(problems).toEqual([
      { line: 3, severity: 'note', message: 'x.bib has one place that is not Big5; they are read as “\ufffd”, first on line 3.' },
    ]);
  });

  test('UTF-8 is UTF-8 whatever it says', async () => {
    const text = '% Encoding: Cp1252\n@article{k, author = {Müller}}';
    expect(await read(Buffer.from(text))).toEqual({ text, problems: [] });
  });
});

test('a carriage return alone ends lines where there is nothing else', async () => {
  const lines: string[] = [];
  for await (const { text } of bytesSource(Buffer.from('one\rtwo\r\rfour\r'), 'x').lines()) lines.push(text);
  expect(lines).toEqual(['one', 'two', '', 'four']);
});
