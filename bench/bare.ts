/**
 * The baseline: what any program on this machine would pay for the same screen. A bare Node opens the library file,
 * reads one row of each paper and serves a static page: `/` with the first screenful of rows, `/long` with 2,000 of them,
 * where `j` moves a mark down. No thread, no contract, no framework, nothing that can be changed.
 */
import { createServer } from 'node:http';
import Database from 'better-sqlite3';

const SCREENFUL = 14;
/** Enough to scroll through, and few enough that the page itself costs nothing. */
const LONG_LIST = 2_000;

interface Row {
  readonly title: string;
  readonly authors: string;
}

const db = new Database(process.argv[2], { readonly: true, fileMustExist: true });
const rows = db.prepare('SELECT title, authors FROM papers ORDER BY id').all() as readonly Row[];
db.close();

const escaped = (text: string) => text.replace(/[&<]/gu, (sign) => (sign === '&' ? '&amp;' : '&lt;'));
const rowOf = ({ title, authors }: Row) => {
  const names = (JSON.parse(authors) as readonly { readonly name: string }[]).map(({ name }) => name).join(', ');
  return `<div class="PaperRow"><b>${escaped(title)}</b><span>${escaped(names)}</span></div>`;
};

const page = (shown: readonly Row[]) => `<!doctype html><meta charset="utf-8"><title>Baseline</title>
<style>
  body { margin: 0; font: 14px/18px system-ui, sans-serif; }
  .list { block-size: 100vh; inline-size: 332px; overflow-y: scroll; scrollbar-width: thin; }
  .PaperRow { block-size: 64px; box-sizing: border-box; padding: 5px 10px; overflow: hidden; border-block-end: 1px solid #ddd; }
  .PaperRow b, .PaperRow span { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
  .is-marked { background: #dde6f5; }
</style>
<div class="list" data-pane-focus="list" tabindex="0">${shown.map(rowOf).join('')}</div>
<script>
  const list = document.querySelector('.list');
  let marked = list.firstElementChild;
  addEventListener('keydown', ({ key }) => {
    const next = marked?.nextElementSibling;
    if (key !== 'j' || next == null) return;
    marked.classList.remove('is-marked');
    next.classList.add('is-marked');
    next.scrollIntoView({ block: 'nearest' });
    marked = next;
  });
</script>`;

const server = createServer(({ url }, answer) => {
  answer.setHeader('Content-Type', 'text/html; charset=utf-8');
  answer.end(page(rows.slice(0, url === '/long' ? LONG_LIST : SCREENFUL)));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}/`);
});
process.on('SIGTERM', () => process.exit());
process.stdin.on('end', () => process.exit()).resume();
