/** The baseline for search: a plain Lunr index over the same titles, abstracts and authors, built at one go. Prints "ready". */
import Database from 'better-sqlite3';
import lunr from 'lunr';

interface Row {
  readonly id: number;
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: string;
}

const db = new Database(process.argv[2], { readonly: true, fileMustExist: true });
const papers = db
  .prepare('SELECT papers.id, title, text AS abstract, authors FROM papers LEFT JOIN abstracts ON abstracts.id = abstract_id')
  .all() as readonly Row[];
db.close();

lunr((builder) => {
  builder.ref('id');
  for (const field of ['title', 'abstract', 'authors']) builder.field(field);
  for (const { id, title, abstract, authors } of papers) {
    const names = (JSON.parse(authors) as readonly { readonly name: string }[]).map(({ name }) => name).join(', ');
    builder.add({ id, title, abstract: abstract ?? '', authors: names });
  }
});
console.log('ready');
