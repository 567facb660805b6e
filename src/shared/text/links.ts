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

/** What cannot stand in an address as people write them; brackets of other scripts and full-width stops end it too. */
const ENDS = /[\s<>"“”«»{}|`$\u3000-\u303f\uff00-\uffef]/;

/** TeX escapes that survive in addresses: `foo\_bar`. */
const TEX_ESCAPE = /\\([_%#&~])/g;

/**
 * The links of a text, in order and without overlap: no full stop or quote that ends a sentence, no closing
 * bracket that was opened before the address. Linear in the length of the text.
 */
export function linksIn(text: string): readonly TextLink[] {
  const found: TextLink[] = [];
  for (const opening of text.matchAll(OPENING)) {
    const start = opening.index;
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const end = trimmedEnd(text, start, runEnd(text, start, start + opening[0].length));
    const written = text.slice(start, end).replace(TEX_ESCAPE, '$1');
    const url = /^https?:/i.test(written) ? written : `https://${written}`;
    if (end - start > MAX_URL_LENGTH || !isAddress(url)) continue;
    found.push({ start, end, url, kind: linkKind(url, text.slice(Math.max(0, start - 60), start)) });
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

/** Where the run of address characters ends that began before `from`. */
function runEnd(text: string, start: number, from: number): number {
  let at = from;
  for (; at < text.length && at - start <= MAX_URL_LENGTH + 1; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' ? !'_%#&~'.includes(text.charAt(at + 1) || ' ') : ENDS.test(char)) break;
    // Two addresses glued together are two, but an archive's address holds another after a slash or an equals sign.
    if (char === 'h' && /^https?:\/\//.test(text.slice(at, at + 8)) && !/[/=:]/.test(text.charAt(at - 1))) break;
  }
  return at;
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
