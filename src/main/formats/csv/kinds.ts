/** Kinds of texts in the words of the programs that write tables. */
import { CSL_TYPES, type CslType } from '../../../shared/models.ts';
import { folded } from './columns.ts';

const KINDS: readonly (readonly [CslType, string])[] = [
  [
    'paper-conference',
    'conference paper|conferencepaper|inproceedings|conference|proceedings paper|conference proceedings|conference paper review|proceeding|ieee conferences|conference article|conference or workshop papers|conference and workshop papers|c|proceedings article|meeting abstract|konferenzbeitrag',
  ],
  [
    'article-journal',
    'article|journal article|journalarticle|journal|research article|ieee journals|review article|review|letter|short survey|note|j|article journal|journal articles|data paper|original article|research|systematic review|zeitschriftenartikel|article de revue|期刊|期刊论文',
  ],
  ['article', 'preprint|posted content|informal or other publication|working paper|informal and other publications|unpublished|arxiv'],
  [
    'chapter',
    'book chapter|booksection|book section|incollection|inbook|chapter|reference entry|part in book or collection|parts in books or collections|bookchapter|buchteil',
  ],
  ['book', 'book|monograph|edited book|b|books|books and theses|buch|livre'],
  ['thesis', 'thesis|phdthesis|mastersthesis|dissertation|doctoral thesis|masters thesis|phd thesis|学位论文'],
  ['report', 'report|techreport|technical report|tech report'],
  ['dataset', 'dataset|data set|data publication|data and artifacts'],
  ['software', 'software|computer program|computerprogram|code'],
  ['webpage', 'webpage|web page|website|online|electronic|misc web'],
  ['article-magazine', 'magazine article|magazinearticle|magazine|ieee magazines'],
  ['article-newspaper', 'newspaper article|newspaperarticle|newspaper'],
  ['entry-encyclopedia', 'encyclopedia article|encyclopediaarticle|encyclopedia entry|reference work entry'],
  ['entry', 'dictionary entry|dictionaryentry'],
  ['speech', 'presentation|speech|talk|poster|slides'],
  ['manuscript', 'manuscript'],
  ['post-weblog', 'blog post|blogpost|blog'],
  ['post', 'forum post|forumpost'],
  ['patent', 'patent|p'],
  ['standard', 'standard'],
  ['document', 'document|misc|generic|other'],
];

const BY_NAME: ReadonlyMap<string, CslType> = new Map([
  ...KINDS.flatMap(([type, names]) => names.split('|').map((name) => [folded(name), type] as const)),
  ...CSL_TYPES.filter((type) => type !== 'article' && type !== 'review').map((type) => [folded(type), type] as const),
]);

/** The type that a cell means, of several ("Article; Proceedings Paper") the first that is known. */
export function typeIn(cell: string): CslType | null {
  if (cell.length > 200) return null;
  // Our own words, which others use for a journal's article.
  const own = CSL_TYPES.find((type) => type === cell.trim());
  if (own !== undefined && own !== 'article') return own;
  for (const name of [cell, ...cell.split(/[;|/]/)]) {
    const type = BY_NAME.get(folded(name));
    if (type !== undefined) return type;
  }
  return null;
}

/** The word for a type that {@link typeIn} reads back. */
export const typeName = (type: CslType): string => (type === 'article' ? 'preprint' : type);
