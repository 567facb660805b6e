/** Which column of a table holds what: told by its heading, in many programs' and people's words, else by what stands in it. */
import type { ColumnField, ColumnMatch } from '../../../shared/importModels.ts';
import { parsePartialDate } from '../../../shared/text/dates.ts';
import { identifierOf } from '../../../shared/text/identifiers.ts';

/** Headings as {@link folded} leaves them. A heading stands under one field only. */
const HEADINGS: Readonly<Record<ColumnField, readonly string[]>> = {
  title: [
    'title|article title|document title|paper title|item title|primary title|title of paper|display name|full title|work title',
    'titel|titre|titulo|titolo|tytul|titul|nazev|otsikko|tittel|baslik|judul|cim',
    'название|заглавие|назва|τιτλος|العنوان|כותרת',
    '标题|題名|标题 title|题名|题目|篇名|論文名|论文题目|標題|タイトル|論文タイトル|제목|논문명',
  ],
  abstract: [
    'abstract|abstract note|summary|abstracts|abstract text|paper abstract|description',
    'zusammenfassung|kurzfassung|resume|resumen|resumo|riassunto|sommario|samenvatting|abstrakt|sammanfattning|streszczenie|tiivistelma|ozet',
    'аннотация|реферат|摘要|要旨|抄録|概要|초록',
  ],
  authors: [
    'authors|author|author full names|author s|author names|authors full names|author full name|creators|creator|group authors|authors name|by',
    'authorships author display name|full authors',
    'autoren|autor|autor in|verfasser|verfasser in|auteur|auteurs|autores|autore|autori|autorzy|forfattare|forfatter|tekija|tekijat|yazar|yazarlar',
    'автор|авторы|автори|作者|著者|저자|著者名',
  ],
  date: [
    'date|year|publication date|publication year|published|date published|published date|pubyear|pub year|publish year|published year|year of publication',
    'month|publication month|published month|day|issued|date of publication|issue date|conference issue date|publishedat|py|release date',
    'jahr|datum|erscheinungsjahr|annee|date de publication|ano|anio|fecha|anno|jaar|rok|ar|vuosi|yil|tarih',
    'год|дата|рік|年份|年|出版年|发表时间|日期|発行年|연도|발행연도|出版年份',
  ],
  venue: [
    'venue|journal|source title|publication title|publication|journal book|journal title|container title|booktitle|book title|proceedings title|full journal',
    'conference|conference name|conference title|journal name|source|journal conference|primary location source display name|publication name|periodical',
    'zeitschrift|quelle|revue|revista|rivista|tijdschrift|czasopismo|dergi|журнал|источник|期刊|刊名|来源|掲載誌|雑誌名|학술지|学术期刊',
  ],
  type: [
    'type|item type|document type|publication type|entry type|reference type|content type|doctype|pub type|work type|bibtype',
    'dokumenttyp|typ|art|type de document|tipo|tipo de documento|тип|类型|文献类型|种类|유형',
  ],
  doi: ['doi|item doi|digital object identifier|doi link|doi url|article doi|doi number'],
  arxiv: ['arxiv|arxiv id|arxivid|arxiv number|eprint|arxiv link|arxiv url'],
  pmid: ['pmid|pubmed id|pubmed|pubmedid|pubmed number'],
  isbn: ['isbn|isbns|isbn 13|eisbn|print isbn'],
  link: [
    'link|url|links|urls|article url|articleurl|fulltexturl|full text url|pdf|pdf link|pdf url|web|website|webpage|web page|paper link|paper url',
    'other links|link attachments|file attachments|ee|doi openurl|source url|code|code link|github|project page|external urls',
    'adresse|lien|enlace|collegamento|ссылка|链接|网址|リンク|링크',
  ],
  keywords: [
    'keywords|author keywords|index keywords|keywords plus|automatic tags|manual tags|ieee terms|mesh terms|index terms|subject|subjects|topics|topic|keyword',
    'categories|category|keywords author|fields of study|fieldsofstudy|controlled terms|uncontrolled terms|subject terms|research areas',
    'schlagworte|schlagworter|stichworte|mots cles|palabras clave|palavras chave|parole chiave|trefwoorden|slowa kluczowe|ключевые слова|关键词|關鍵詞|キーワード|키워드|关键字',
  ],
  tags: ['tags|tag|labels filed|my tags|labels|etiketten|etiquetas|étiquettes|метки|标签|タグ|태그'],
  notes: [
    'notes|note|my notes|comments|comment|my comments|remarks|annotation|annotations|notizen|notiz|anmerkungen|bemerkungen|kommentar|kommentare',
    'remarques|commentaires|notas|comentarios|appunti|note personali|opmerkingen|заметки|комментарий|примечания|笔记|备注|メモ|메모|notatki',
  ],
  citationKey: ['citation key|citekey|cite key|bibtex key|bibtexkey|bibkey|citation keys|zitierschlussel|bibtex citation key'],
  read: ['read|status|read status|reading status|readstatus|is read|gelesen|lu|leido|lido|letto|прочитано|已读|既読'],
  starred: ['starred|star|favorite|favourite|favorites|is favorite|favorit|favori|favorito|избранное|收藏|お気に入り'],
};

const BY_HEADING: ReadonlyMap<string, ColumnField> = new Map(
  (Object.entries(HEADINGS) as [ColumnField, readonly string[]][]).flatMap(([field, lines]) =>
    lines.flatMap((line) => line.split('|').map((heading) => [folded(heading), field] as const)),
  ),
);

/** Headings that mean the title only where none means it for certain. */
const PERHAPS_TITLE = new Set(
  ['paper', 'article', 'name', 'study', 'work', 'paper name', 'document', '论文', '論文', 'статья'].map(folded),
);

/** The tags of Web of Science, which heads columns with them. */
const WEB_OF_SCIENCE: Readonly<Record<string, ColumnField>> = {
  TI: 'title',
  AB: 'abstract',
  AF: 'authors',
  AU: 'authors',
  CA: 'authors',
  PY: 'date',
  PD: 'date',
  SO: 'venue',
  DT: 'type',
  DI: 'doi',
  D2: 'doi',
  PM: 'pmid',
  BN: 'isbn',
  DE: 'keywords',
  ID: 'keywords',
};

/** A heading without case, accents and signs. */
export function folded(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The field that a heading names by itself; null for one that is known to nobody. */
export function fieldNamed(heading: string): ColumnField | null {
  // Others' headings are sentences by then.
  return heading.length > 60 ? null : (BY_HEADING.get(folded(heading)) ?? null);
}

/** What each column holds, by the row of headings. */
export function matchByHeading(header: readonly string[]): ColumnMatch {
  const tags = header.map((heading) => heading.trim().replace(/^\ufeff/, ''));
  if (['TI', 'SO', 'AU'].every((tag) => tags.includes(tag))) {
    return withoutDoubles(
      tags,
      tags.map((tag) => WEB_OF_SCIENCE[tag] ?? null),
    );
  }
  const match = header.map(fieldNamed);
  if (!match.includes('title')) {
    const at = header.findIndex((heading) => PERHAPS_TITLE.has(folded(heading)));
    if (at !== -1) match[at] = 'title';
  }
  return withoutDoubles(header, match);
}

/** Of columns that tell the same, the fuller one is read: full names rather than initials. */
function withoutDoubles(header: readonly string[], match: readonly (ColumnField | null)[]): ColumnMatch {
  const names = header.map(folded);
  const full = names.findIndex((name) => /^(?:af|authors? full names?|full authors)$/.test(name));
  const isExport = names.includes('item type') && names.includes('date added');
  return match.map((field, at) => {
    const name = names[at] ?? '';
    if (field === 'authors' && full !== -1 && at !== full && /^(?:au|authors?)$/.test(name)) return null;
    // Scopus says "Scopus" under "Source".
    if (name === 'source' && names.includes('source title')) return null;
    // Zotero's "Type" is what a thesis is called, and its "Code" a law's.
    if (isExport && (name === 'type' || name === 'code')) return null;
    // A heading twice means two things, of which the first is the one that it says.
    if ((field === 'title' || field === 'citationKey') && match.indexOf(field) !== at) return null;
    return field;
  });
}

/** How many of the first rows are looked at. */
const SAMPLE = 60;

/** What each column holds, by what stands in it; for tables without headings, or with headings in an unknown language. */
export function matchByContent(rows: readonly (readonly string[])[]): ColumnMatch {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) =>
    rows
      .slice(0, SAMPLE)
      .map((row) => (row[at] ?? '').trim())
      .filter((cell) => cell !== ''),
  );
  const match: (ColumnField | null)[] = columns.map(fieldByContent);
  // What is left is words: the longest are the abstract, the shorter ones the title, names the authors.
  const words = columns.map((cells, at) => (match[at] === null ? meanLength(cells) : 0));
  const longest = words.reduce((most, length) => Math.max(most, length), 0);
  const abstract = longest > 300 ? words.indexOf(longest) : -1;
  if (abstract !== -1) match[abstract] = 'abstract';
  const authors = columns.findIndex((cells, at) => match[at] === null && share(cells, looksLikeNames) >= 0.7);
  if (authors !== -1) match[authors] = 'authors';
  let title = -1;
  for (const [at, cells] of columns.entries()) {
    if (match[at] !== null || share(cells, (cell) => /\p{L}{2}/u.test(cell) && cell.length < 400) < 0.8) continue;
    if (title === -1 || titleness(cells) > titleness(columns[title] ?? [])) title = at;
  }
  if (title !== -1 && titleness(columns[title] ?? []) >= 15) match[title] = 'title';
  return match;
}

function fieldByContent(cells: readonly string[]): ColumnField | null {
  if (cells.length === 0) return null;
  const schemes = (cell: string) => identifierOf(cell)?.scheme;
  for (const scheme of ['doi', 'arxiv', 'isbn'] as const) {
    if (share(cells, (cell) => schemes(cell) === scheme && !/^https?:/i.test(cell)) >= 0.6) return scheme;
  }
  if (share(cells, (cell) => /^https?:\/\/\S+$/i.test(cell)) >= 0.6) return 'link';
  const now = new Date(0);
  if (share(cells, (cell) => /\d{4}/.test(cell) && parsePartialDate(cell, now).sort !== null) >= 0.8) return 'date';
  return null;
}

/** Long texts that all differ are titles rather than venues. */
const titleness = (cells: readonly string[]): number => (meanLength(cells) * new Set(cells).size) / Math.max(1, cells.length);

function looksLikeNames(cell: string): boolean {
  if (cell.length > 1_000) return false;
  if (/\d/.test(cell)) return false;
  const names = cell.split(/\s*(?:;|,|\band\b|&|、|；|，)\s*/).filter((name) => name !== '');
  const isName = (name: string) =>
    name.length < 40 && /^(?:[\p{Lu}\p{Lo}][\p{L}.'’-]*|[\p{Ll}'’]{1,4})(?:[\s.-]+[\p{L}.'’-]+){0,4}$/u.test(name);
  return names.length > 1 && names.every(isName);
}

const share = (cells: readonly string[], is: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(is).length / cells.length;

const meanLength = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
