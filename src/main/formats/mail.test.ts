import { describe, expect, test } from 'vitest';
import { MADE_UP, pageOf } from './fixtures/papers.ts';
import { read } from './fixtures/reading.ts';

const DASHES = '-'.repeat(78);
const HEADERS = ['From: Lists <list@example.org>', 'To: a@example.org', 'Subject: A week of lamps', 'Date: Tue, 5 Nov 2024 11:24:26 -0800'];
const LISTING = `${DASHES}
\\\\
arXiv:2411.01234
Date: Sat, 2 Nov 2024 00:16:29 GMT   (1531kb,D)

Title: Weeding by Lamplight and the Light of Other Things
Authors: Ana Ruiz, Bo Li
Categories: cs.RO
\\\\
  We light them with one lamp.
\\\\ ( https://arxiv.org/abs/2411.01234 ,  1531kb)
`;

const mail = (headers: readonly string[], body: string) =>
  `${[...HEADERS, ...headers].join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`;
const quotedPrintable = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte === 61 || byte > 126 || (byte < 32 && byte !== 10)
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replace(/([^\n]{70})(?=[^\n])/g, (part) => (/=.?$/.test(part) ? part : `${part}=\n`));

const ALERT = `<!doctype html><html><head><style>.gse_alrt_title{}</style></head><body><h3><span>[PDF]</span> <a class="gse_alrt_title"
 href="http://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2404.12345v2&amp;hl=en&amp;sa=X">Lamps <b>and</b> their light</a></h3>
<div style="color:#006621">A Ruiz, B Li, C Øst…&nbsp;- arXiv preprint arXiv:2404.12345, 2024</div>
<div class="gse_alrt_sni">Lamps are known for<br>their light, which is …</div>
<div><table><tr><td><a href="http://scholar.google.com/scholar_share?rt=Lamps"><img alt="Twitter"></a></td></tr></table></div><br>
<h3><a class="gse_alrt_title" href="http://scholar.google.com/scholar_url?url=https://doi.org/10.1000/x&amp;hl=en">[HTML] Second</a></h3>
<div>D Solo - 2023</div></body></html>`;

describe('a mail', () => {
  test('with a listing as its text, whose lines are those of the mail', async () => {
    const { format, facts, entries } = await read(mail([], LISTING), 'x.eml');
    expect(format).toBe('mail');
    expect(facts.digest).toMatchObject({ name: 'arXiv mailing', date: { sort: '2024-11-05' } });
    expect(entries).toMatchObject([{ title: 'Weeding by Lamplight and the Light of Other Things', line: 8, date: { sort: '2024-11-02' } }]);
  });

  test('with an alert of Google Scholar', async () => {
    const text = mail(
      ['MIME-Version: 1.0', 'Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: quoted-printable'],
      quotedPrintable(ALERT),
    );
    const { facts, entries } = await read(Buffer.from(text), 'alert.eml');
    expect(facts.digest).toMatchObject({ name: 'A week of lamps', date: { sort: '2024-11-05', precision: 'day' } });
    expect(entries).toMatchObject([
      {
        title: 'Lamps and their light',
        abstract: 'Lamps are known for their light, which is …',
        authors: [{ name: 'A Ruiz' }, { name: 'B Li' }, { name: 'C Øst' }],
        date: { sort: '2024-01-01', precision: 'year' },
        venue: 'arXiv preprint arXiv:2404.12345',
        identifiers: [{ scheme: 'arxiv', value: '2404.12345' }],
        links: [{ url: 'https://arxiv.org/pdf/2404.12345v2', kind: 'pdf' }],
        problems: [{ message: expect.stringContaining('first authors') }, { message: expect.stringContaining('abstract short') }],
      },
      {
        title: 'Second',
        abstract: null,
        authors: [{ name: 'D Solo' }],
        venue: null,
        identifiers: [{ scheme: 'doi', value: '10.1000/x' }],
        problems: [],
      },
    ]);
  });

  test('in Latin-1, as text and HTML, with a file on it', async () => {
    const parts = [
      `--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${LISTING.replace('Ana Ruiz', 'Anna Müller')}`,
      '--b\r\nContent-Type: text/html\r\n\r\n<html><body><p>See the listing.</p></body></html>',
      `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="more.jsonl"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(JSON.stringify({ title: 'A paper on it', abstract: 'Words.', year: 2020 })).toString('base64')}`,
      '--b--\r\n',
    ];
    const text = mail(['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], parts.join('\r\n'));
    const { entries } = await read(Buffer.from(text, 'latin1'), 'x.eml');
    expect(entries.map(({ title }) => title)).toEqual(['Weeding by Lamplight and the Light of Other Things', 'A paper on it']);
    expect(entries[0]?.authors[0]?.name).toBe('Anna Müller');
  });

  test('of a newsletter', async () => {
    const { entries } = await read(mail([], pageOf({ blankLines: true })), 'x.eml');
    expect(entries.map(({ title }) => title)).toEqual(MADE_UP.map(({ title }) => title));
  });

  test('of a newsletter that came as HTML and as a poor text', async () => {
    const html = `<html><body><h1>Weekly papers</h1>${MADE_UP.map(
      ({ title, paragraphs, arxiv }) =>
        `<h2><a href="https://arxiv.org/abs/${arxiv}">${title}</a></h2>${paragraphs.map((one) => `<p>${one}</p>`).join('')}`,
    ).join('')}<p><a href="https://x.example.org">Unsubscribe</a></p></body></html>`;
    const parts = [
      '--b\r\nContent-Type: text/plain\r\n\r\nThis mail is better read in HTML.\r\n',
      `--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString('base64')}\r\n`,
      '--b--\r\n',
    ];
    const { entries, facts } = await read(
      mail(['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=b'], parts.join('')),
      'x.eml',
    );
    expect(entries.map(({ title }) => title)).toEqual(MADE_UP.map(({ title }) => title));
    expect(entries[0]?.identifiers).toMatchObject([{ scheme: 'arxiv', value: MADE_UP[0]?.arxiv }]);
    expect(facts.digest).toMatchObject({ name: 'Weekly papers', date: { sort: '2024-11-05' } });
  });

  test('among others in a mailbox', async () => {
    const from = 'From list@example.org Tue Nov  5 11:24:26 2024\n';
    const box = `${from}${mail([], LISTING)}\n\n${from}${mail([], 'Dear all,\nno papers today.')}\n\n${from}${mail([], LISTING.replaceAll('01234', '04321'))}\n`;
    const { entries, problems } = await read(box, 'box.mbox');
    expect(entries.map(({ identifiers }) => identifiers[0]?.value)).toEqual(['2411.01234', '2411.04321']);
    expect(entries[1]?.kept?.digest).toMatchObject({ name: 'arXiv mailing', date: { sort: '2024-11-05' } });
    expect(problems).toMatchObject([{ severity: 'note', message: 'The mail “A week of lamps” holds no papers that Offprint can read.' }]);
  });

  test('without papers says so', async () => {
    await expect(read(mail([], 'Dear all, no papers today.'), 'x.eml')).rejects.toMatchObject({
      code: 'nothing-found',
      message: expect.stringContaining('x.eml: it is an e-mail without papers'),
    });
  });

  test('with parts in parts without end is refused in words', async () => {
    let body = 'x';
    for (let depth = 0; depth < 80; depth += 1)
      body = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${body}\r\n--b${depth}--`;
    await expect(read(mail(['MIME-Version: 1.0'], '').trimEnd().concat('\r\n', body), 'x.eml')).rejects.toMatchObject({
      code: expect.stringMatching(/damaged|nothing-found/),
      message: expect.stringContaining('x.eml'),
    });
  });
});
