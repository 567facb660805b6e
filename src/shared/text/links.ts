/** Web addresses in running text. */
import type { LinkKind } from '../models.ts';

export interface TextLink {
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** The address to open: TeX escapes undone, a scheme added where the text left it out. */
  readonly url: string;
  readonly kind: LinkKind;
}

/** Longer addresses are not taken for links: nobody wrote them by hand. */
const MAX_URL_LENGTH = 2_000;

/** Where an address may begin: a scheme, even glued to the word before it, or a well-known host without one. */
const OPENING =
  /https?:\/\/|(?<![\w@./-])(?:www\.(?=[a-z0-9])|(?:github\.com|gitlab\.com|huggingface\.co|arxiv\.org\/abs|doi\.org)\/(?=[\w.@-]))/gi;

/**
 * A run of what can stand in an address as people write them, with TeX's escapes; brackets of other scripts and
 * full-width stops end it too. Longer ones than a link may be are seen to be so.
 */
const RUN = /(?:[^\s<>"“”«»{}|`$\\\u3000-\u303f\uff00-\uffef]|\\[_%#&~]){1,2100}/y;

/** TeX escapes that survive in addresses: `foo\_bar`. */
const TEX_ESCAPE = /\\([_%#&~])/g;

/**
 * The links of a text, in order and without overlap: no full stop or quote that ends a sentence, no closing
 * bracket that was opened before the address. Linear in the length of the text.
 */
export function linksIn(text: string): readonly TextLink[] {
  const found: TextLink[] = [];
  let seen = 0;
  for (const opening of text.matchAll(OPENING)) {
    const start = opening.index;
    if (start < seen) continue;
    const runsTo = runEnd(text, start, opening[0].length);
    const end = trimmedEnd(text, start, runsTo);
    if (end - start > MAX_URL_LENGTH) {
      seen = runsTo;
      continue;
    }
    const written = text.slice(start, end).replace(TEX_ESCAPE, '$1');
    const url = /^https?:/i.test(written) ? written : `https://${written}`;
    if (!isAddress(url)) continue;
    found.push({ start, end, url, kind: linkKind(url, text.slice(Math.max(0, start - 60), start)) });
    seen = end;
  }
  return found;
}

/**
 * What an address leads to, told from its host and path and, failing that, from the words before it.
 * `before` is the text that leads up to the link.
 */
export function linkKind(url: string, before = ''): LinkKind {
  const address = url.toLowerCase().replace(/^https?:\/\/(www\.)?/, '');
  if (/^(huggingface\.co\/datasets|zenodo\.org|kaggle\.com\/(datasets|competitions)|figshare\.com)/.test(address)) return 'data';
  if (/^huggingface\.co\/spaces|^colab\.research\.google\.com|\.gradio\.(app|live)/.test(address)) return 'demo';
  if (/^(youtube\.com|youtu\.be|vimeo\.com|bilibili\.com)/.test(address)) return 'video';
  if (/\.pdf([?#]|$)|^arxiv\.org\/pdf|^openreview\.net\/pdf/.test(address)) return 'pdf';
  if (/^(arxiv\.org|(dx\.)?doi\.org|openreview\.net|aclanthology\.org|proceedings\.|huggingface\.co\/papers|alphaxiv\.org)/.test(address))
    return 'paper';
  if (/^(github\.com|gitlab\.|bitbucket\.org|codeberg\.org|gitee\.com|anonymous\.4open\.science|huggingface\.co\/)/.test(address)) {
    return /\bdata ?sets?\b[^.]{0,40}$/i.test(before) && !/\bcode\b/i.test(before) ? 'data' : 'code';
  }
  if (/\b(video|videos)\b[^.]{0,40}$/i.test(before)) return 'video';
  if (/\bdemos?\b[^.]{0,40}$/i.test(before)) return 'demo';
  if (/\b(project|web ?site|web ?page|home ?page)\b[^.]{0,40}$/i.test(before) || /^[\w-]+\.github\.io/.test(address)) return 'project';
  if (/\b(code|source|implementation|repository)\b[^.]{0,40}$/i.test(before)) return 'code';
  if (/\b(data ?sets?|benchmark|corpus)\b[^.]{0,40}$/i.test(before)) return 'data';
  return 'other';
}

/** Where the address that opens at `start` ends at the latest. */
function runEnd(text: string, start: number, opening: number): number {
  RUN.lastIndex = start;
  const run = RUN.exec(text)?.[0] ?? '';
  // A host without a dot leads nowhere: no need to look further.
  const host = /^[^/?#]{0,300}/.exec(run.slice(opening))?.[0] ?? '';
  if (/^https?:/i.test(run) && !host.includes('.') && !host.startsWith('localhost')) return start + opening;
  // Two addresses glued together are two, but an archive's address holds another after a slash or an equals sign.
  const glued = /[^/=:]https?:\/\//i.exec(run.slice(opening));
  return start + (glued === null ? run.length : opening + glued.index + 1);
}

/** Takes back what belongs to the sentence: stops, quotes and brackets that were opened before `start`. */
function trimmedEnd(text: string, start: number, runsTo: number): number {
  const depth = { ')': 0, ']': 0 };
  for (let at = start; at < runsTo; at += 1) {
    const char = text.charAt(at);
    if (char === '(') depth[')'] -= 1;
    else if (char === '[') depth[']'] -= 1;
    else if (char === ')' || char === ']') depth[char] += 1;
  }
  let end = runsTo;
  while (end > start) {
    const char = text.charAt(end - 1);
    if (char === ')' || char === ']') {
      if (depth[char] <= 0) break;
      depth[char] -= 1;
    } else if (!/[.,;:!?'’‘*…~\\^]/.test(char)) break;
    end -= 1;
  }
  return end;
}

/** A host with a dot, or localhost; what is only a scheme is not an address. */
function isAddress(url: string): boolean {
  return /^https?:\/\/(?:[^\s/?#.]+\.)+[^\s/?#.]{2,}|^https?:\/\/localhost\b/i.test(url);
}
