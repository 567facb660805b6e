/** Names under which a paper is known elsewhere, in the many ways they are written. */
import type { Identifier } from '../models.ts';

const DOI = /(?:^|doi:?\s*|doi\.org\/|[\s/(])(10\.\d{4,9}\/[^\s"<>{}]+)/i;
const ARXIV_NEW = /^(\d{4}\.\d{4,5})(v\d+)?$/i;
const ARXIV_OLD = /^([a-z][a-z-]+(?:\.[a-z]{2})?\/\d{7})(v\d+)?$/i;
/** Sites that carry arXiv's papers under arXiv's ids. */
const ARXIV_PAGE =
  /(?:arxiv\.org\/(?:abs|pdf|html|format|e-print)|huggingface\.co\/papers|hf\.co\/papers|alphaxiv\.org\/(?:abs|overview)|ar5iv\.(?:labs\.arxiv\.)?org\/(?:abs|html))\/([^\s?#]+)/i;
/** On pages of a site itself, addresses come without the host: `/papers/2404.12345`. */
const PAPER_PATH = /^\/(?:papers|abs|pdf)\/(\d{4}\.\d{4,5}(?:v\d+)?)$/i;
const ARXIV_PREFIX = /^(?:oai:arxiv\.org:|arxiv\s*:?\s*|abs\/)/i;
const OPENREVIEW = /openreview\.net\/(?:forum|pdf|attachment|references\/pdf)\?(?:[^#\s]*&)?id=([\w-]{6,20})/i;
const PMID = /^pmid\s*:?\s*(\d{1,9})$|pubmed\.ncbi\.nlm\.nih\.gov\/(\d{1,9})\b|ncbi\.nlm\.nih\.gov\/pubmed\/(\d{1,9})\b/i;
const ISBN = /^(?:isbn(?:-1[03])?\s*:?\s*)?((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dx])$/i;

/**
 * The identifier that a short text or an address is, or null. DOIs come out lower-case and without prefix, arXiv ids
 * without version; arXiv's own DOIs count as arXiv ids, so that both forms of one paper agree.
 */
export function identifierOf(textOrUrl: string): Identifier | null {
  const raw = textOrUrl.trim();
  if (raw === '' || raw.length > 2_000) return null;
  const doi = doiIn(raw);
  if (doi !== null) {
    const own = /^10\.48550\/arxiv\.(.+)$/.exec(doi);
    const id = own?.[1] === undefined ? null : arxivId(own[1]);
    return id === null ? { scheme: 'doi', value: doi, raw } : { scheme: 'arxiv', value: id, raw };
  }
  const page = ARXIV_PAGE.exec(raw)?.[1] ?? PAPER_PATH.exec(raw)?.[1];
  const arxiv = arxivId(page === undefined ? raw.replace(ARXIV_PREFIX, '') : page.replace(/\.pdf$|[.,;)\]]+$/i, ''));
  if (arxiv !== null) return { scheme: 'arxiv', value: arxiv, raw };
  const forum = OPENREVIEW.exec(raw)?.[1];
  if (forum !== undefined) return { scheme: 'openreview', value: forum, raw };
  const pmid = PMID.exec(raw);
  const number = pmid?.[1] ?? pmid?.[2] ?? pmid?.[3];
  if (number !== undefined) return { scheme: 'pmid', value: number, raw };
  const isbn = ISBN.exec(raw)?.[1]?.replace(/[\s-]/g, '').toUpperCase();
  if (isbn !== undefined && isIsbn(isbn)) return { scheme: 'isbn', value: isbn, raw };
  return null;
}

function doiIn(raw: string): string | null {
  let decoded = raw;
  if (/%2f/i.test(raw)) {
    try {
      decoded = decodeURIComponent(raw);
    } catch {
      // A stray per cent sign: read the text as it stands.
    }
  }
  // A DOI alone, after its prefix or in a resolver's address; elsewhere in an address it may be a file's name.
  if (/^https?:/i.test(decoded) && !/^https?:\/\/(?:[\w-]+\.)*doi\.org\//i.test(decoded) && !/\/doi\/(?:\w+\/)?10\./i.test(decoded))
    return null;
  const found = DOI.exec(decoded)?.[1];
  if (found === undefined) return null;
  let doi = found.replace(/[?#].*$/, '').replace(/[.,;:'’”*]+$/, '');
  while (/[)\]]$/.test(doi) && count(doi, /[)\]]/g) > count(doi, /[([]/g)) doi = doi.slice(0, -1).replace(/[.,;:]+$/, '');
  return doi.toLowerCase();
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function arxivId(text: string): string | null {
  const id = ARXIV_NEW.exec(text)?.[1];
  // The two digits after the year are a month; other numbers of that shape are prices and versions.
  if (id !== undefined) return /^\d\d(0[1-9]|1[0-2])/.test(id) ? id : null;
  return ARXIV_OLD.exec(text)?.[1]?.toLowerCase() ?? null;
}

function isIsbn(digits: string): boolean {
  if (digits.length === 10) {
    const sum = [...digits].reduce((total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * (10 - at), 0);
    return !digits.slice(0, 9).includes('X') && sum % 11 === 0;
  }
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return /^\d{13}$/.test(digits) && sum % 10 === 0;
}
