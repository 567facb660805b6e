/** Entry types of BibTeX, BibLaTeX and those who write them, and the types of CSL. */
import { CSL_TYPES, type CslType } from '../../../shared/models.ts';

type Fields = Readonly<Record<string, string>>;

const TYPES: Readonly<Record<string, CslType>> = {
  article: 'article-journal',
  suppperiodical: 'article-journal',
  magazine_article: 'article-magazine',
  newspaper_article: 'article-newspaper',
  inproceedings: 'paper-conference',
  conference: 'paper-conference',
  conference_proceedings: 'paper-conference',
  book: 'book',
  mvbook: 'book',
  booklet: 'book',
  collection: 'book',
  mvcollection: 'book',
  proceedings: 'book',
  mvproceedings: 'book',
  reference: 'book',
  mvreference: 'book',
  periodical: 'book',
  inbook: 'chapter',
  bookinbook: 'chapter',
  suppbook: 'chapter',
  incollection: 'chapter',
  suppcollection: 'chapter',
  book_section: 'chapter',
  inreference: 'entry-encyclopedia',
  encyclopedia_article: 'entry-encyclopedia',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  bachelorsthesis: 'thesis',
  thesis: 'thesis',
  techreport: 'report',
  report: 'report',
  manual: 'report',
  working_paper: 'report',
  unpublished: 'manuscript',
  manuscript: 'manuscript',
  preprint: 'article',
  online: 'webpage',
  electronic: 'webpage',
  www: 'webpage',
  web_page: 'webpage',
  webpage: 'webpage',
  software: 'software',
  softwareversion: 'software',
  code: 'software',
  computer_program: 'software',
  dataset: 'dataset',
  data: 'dataset',
  patent: 'patent',
  standard: 'standard',
  review: 'review',
  talk: 'speech',
  presentation: 'speech',
};

/** What kind of text an entry is about. Only our own exports and BibLaTeX name it in `entrysubtype`. */
export function readType(type: string, fields: Fields): CslType {
  const subtype = fields.entrysubtype?.trim().toLowerCase();
  const own = CSL_TYPES.find((known) => known === subtype);
  if (own !== undefined) return own;
  const name = type.toLowerCase();
  if (name === 'article' && (subtype === 'magazine' || subtype === 'newspaper')) return `article-${subtype}`;
  if (isPreprint(name, fields)) return 'article';
  return TYPES[name] ?? 'document';
}

/** An arXiv paper that names no other place. */
function isPreprint(type: string, fields: Fields): boolean {
  const place = fields.journal ?? fields.journaltitle;
  if (type === 'article' || type === 'misc' || type === 'online' || type === 'unpublished') {
    if (place !== undefined) return /^\{*\s*(?:arxiv|corr\b|biorxiv|medrxiv|ssrn\b|chemrxiv|preprint)/i.test(place);
    return type !== 'article' && (/arxiv/i.test(fields.archiveprefix ?? fields.eprinttype ?? '') || fields.arxivid !== undefined);
  }
  return false;
}

type Written = Readonly<Record<CslType, string>>;

const BIBTEX: Written = {
  article: 'misc',
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  book: 'book',
  chapter: 'incollection',
  dataset: 'misc',
  document: 'misc',
  entry: 'incollection',
  'entry-encyclopedia': 'incollection',
  manuscript: 'unpublished',
  'paper-conference': 'inproceedings',
  patent: 'misc',
  post: 'misc',
  'post-weblog': 'misc',
  report: 'techreport',
  review: 'article',
  software: 'misc',
  speech: 'misc',
  standard: 'misc',
  thesis: 'phdthesis',
  webpage: 'misc',
};

const BIBLATEX: Written = {
  ...BIBTEX,
  dataset: 'dataset',
  'entry-encyclopedia': 'inreference',
  patent: 'patent',
  report: 'report',
  software: 'software',
  thesis: 'thesis',
  webpage: 'online',
};

export type Dialect = 'bibtex' | 'biblatex';

/** The entry type to write, and the subtype that tells what it alone does not. */
export function writtenType(type: CslType, dialect: Dialect, fields: Fields): { readonly type: string; readonly subtype: string | null } {
  const name = (dialect === 'bibtex' ? BIBTEX : BIBLATEX)[type];
  return { type: name, subtype: readType(name, fields) === type ? null : type };
}

/** Entry types that only the other dialect knows. */
const INTO: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  bibtex: {
    mvbook: 'book',
    bookinbook: 'inbook',
    suppbook: 'inbook',
    collection: 'book',
    mvcollection: 'book',
    suppcollection: 'incollection',
    mvproceedings: 'proceedings',
    reference: 'book',
    mvreference: 'book',
    inreference: 'incollection',
    periodical: 'book',
    suppperiodical: 'article',
    thesis: 'phdthesis',
    report: 'techreport',
    online: 'misc',
    software: 'misc',
    dataset: 'misc',
    patent: 'misc',
  },
  biblatex: {
    conference: 'inproceedings',
    phdthesis: 'thesis',
    mastersthesis: 'thesis',
    techreport: 'report',
    electronic: 'online',
    www: 'online',
  },
};

/** A type as the dialect has it. */
export function typeInto(type: string, dialect: Dialect): string {
  return INTO[dialect][type.toLowerCase()] ?? type;
}
