/** What a single line of a digest page looks like: prose, a possible title, a byline, a count of votes, a date … */
import type { PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { identifierOf } from '../../shared/text/identifiers.ts';
import { linksIn } from '../../shared/text/links.ts';

/** What a line tells about the paper it stands with, or about the page. */
export type Meta =
  | { readonly kind: 'authors'; readonly names: string }
  | { readonly kind: 'date'; readonly date: PartialDate; readonly ofPaper: boolean }
  | { readonly kind: 'identifier'; readonly text: string }
  | { readonly kind: 'keywords'; readonly words: readonly string[] }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'venue'; readonly name: string }
  /** Votes, counts, names of buttons: kept in the record alone. */
  | { readonly kind: 'count' | 'label' };

const CJK_SIGN = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const CJK = new RegExp(CJK_SIGN, 'u');
const CJK_ALL = new RegExp(CJK_SIGN, 'gu');

/** Words as a reader would count them; two signs of a script without spaces make one. */
export function wordCount(text: string): number {
  const spaced = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const signs = text.match(CJK_ALL)?.length ?? 0;
  return signs > text.length / 3 ? signs / 2 : spaced;
}

/** Whether the text ends as a sentence does, closing quotes and brackets aside. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।]["'”’»)\]}*$]*$/u.test(text);
}

/** The share of longer words that begin with a capital: near one in names and headline style, low in prose. */
export function capitalShare(text: string): number {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]{3,}/gu) ?? [];
  return words.length === 0 ? 0 : words.filter((word) => /^[\p{Lu}\p{Lt}\p{N}]/u.test(word)).length / words.length;
}

/** Whether most of the text is words and not signs, as code and tables are. */
function isWordy(text: string): boolean {
  const sample = text.slice(0, 2_000);
  return (
    (sample.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0) >= [...sample].length * 0.78 &&
    !/[;{]\s*$|^\s*(?:import|def|function|class|const|let|var|#include)\b.*[({;=]/.test(text)
  );
}

/** A page's own words about itself: to subscribe, its cookies, its terms. */
export function isFurniture(text: string): boolean {
  return (
    text.length < 400 &&
    /\b(?:(?:e-?mail )?inbox|unsubscribe|subscribe (?:to|now|for)|cookie (?:policy|settings|preferences)|(?:use|uses|accept) cookies|privacy policy|terms of (?:service|use)|all rights reserved|sign up|newsletter|follow us|skip to|back to top|load more|powered by)\b|^(?:log|sign) ?(?:in|out)\b|^subscribe\b|^(?:copyright\b|©)/i.test(
      text,
    )
  );
}

/** A paragraph of an abstract: a long run of words, or at least a full sentence of some length. */
export function isProse(text: string): boolean {
  const words = wordCount(text);
  if (words < 8 || text.length < (CJK.test(text) ? 20 : 45) || !isWordy(text) || isFurniture(text)) return false;
  const capitals = capitalShare(text);
  if (text.length >= 200 && words >= 25) return capitals < 0.75;
  return /[.。…][)"”’]*$|[.。]\s+\S*https?:\S+$/u.test(text) && !isFurniture(text) && capitals < 0.6;
}

/** A sentence that goes on with the abstract before it though it is too short for a paragraph of its own. */
export function continuesProse(text: string): boolean {
  if (isFurniture(text) || metaOf(text, new Date(0)) !== null) return false;
  if (/^[-•*–▪]\s+\S/u.test(text) && wordCount(text) >= 4) return true;
  return (
    wordCount(text) >= 4 &&
    capitalShare(text) < 0.6 &&
    /[.。]["'”’)\]]*$|\S\s+https?:\/\/\S+$/u.test(text) &&
    /^[\p{Lu}\p{N}("“]/u.test(text)
  );
}

/** How much a line looks like a title: 0 not at all, 1 it might be one, 2 likely, 3 clearly. */
export function titleStrength(text: string): 0 | 1 | 2 | 3 {
  const words = wordCount(text);
  if (words < 1 || text.length < 3 || text.length > 400 || isProse(text) || isFurniture(text)) return 0;
  if (!/\p{L}{2}/u.test(text) || /[,;:]$/.test(text) || /^[\s\p{P}\p{S}]*$/u.test(text) || /^(?:#|\/\/|\/\*|<|\$ )/.test(text)) return 0;
  if (/[{};]\s*$|^\s*(?:at|import|return|from)\s+\S+\s*\(/.test(text)) return 0;
  const capitals = capitalShare(text);
  if (/[.。]$/.test(text) && !/\b(?:[A-Z]|al|etc|Inc|vs)\.$/.test(text) && capitals < 0.6) return 0;
  const plain = /^\p{Ll}+(?:\s|$)/u.test(text);
  if (plain && words < 4) return 0;
  if (words < 2 && CJK.test(text) === false) return text.length >= 4 && !plain ? 1 : 0;
  const weak = plain || text.endsWith('!');
  if (words >= 4 && text.length >= 20 && (capitals >= 0.6 || /\S: \S/.test(text))) return weak ? 1 : 3;
  return words >= 3 && !weak ? 2 : 1;
}

const NAME_PART =
  /^(?:(?:\p{Ll}{1,3}[-'’])?\p{Lu}[\p{L}\p{M}'’.-]*|(?:de|del|della|da|dos|di|du|van|von|der|den|ten|la|le|al|el|bin|ibn|y)|\p{Lu}\.)$/u;

function isName(text: string): boolean {
  const parts = text
    .replace(/[\d*∗†‡§¶⋆¹²³⁴⁵⁶⁷⁸⁹]+/gu, ' ')
    .trim()
    .split(/\s+/);
  if (parts.length === 1) return /^[\p{Script=Han}\p{Script=Hangul}]{2,4}$/u.test(parts[0] ?? '');
  return parts.length <= 5 && /^\p{Lu}/u.test(parts[0] ?? '') && parts.every((part) => part.length <= 18 && NAME_PART.test(part));
}

/** Names between commas, semicolons or "and": how many, or 0 where too many parts are none. */
export function nameCount(text: string): number {
  const listed = text.replace(/\s+/g, ' ').replace(/[,;]?\s*(?:et al\.?|and \d+ (?:more|others)|\+ ?\d+(?: (?:more|authors))?)\s*$/i, '');
  if (listed.length > 6_000 || /[:?!]/.test(listed)) return 0;
  const names = listed.split(/\s*[,;·|]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+/).filter((name) => name.trim() !== '');
  // Of many names a few may be unusual.
  return names.filter((name) => isName(name)).length >= names.length * (names.length > 2 ? 0.7 : 1) ? names.length : 0;
}

/** Where the authors work. */
export function isAffiliation(text: string): boolean {
  return (
    text.length < 300 &&
    capitalShare(text) > 0.7 &&
    /\b(?:University|Universit[äéà]\w*|Institute|College|Laborator(?:y|ies)|Academy|ETH|MIT|CNRS|Inria)\b/.test(text)
  );
}

const LABEL =
  /^(?:abstract|summary|tl;?dr|authors?|by|upvote[sd]?|downvote|vote|share|save|bookmark|reply|pdf|html|code|data(?:set)?s?|github|demo|video|links?|project(?: page)?|arxiv(?: page)?|paper(?: page)?|comments?|view (?:on )?(?:arxiv|pdf|paper|github|project|page|details)(?: page)?|(?:read|show|see|learn) (?:more|less|paper)|new|today|yesterday|previous|next|back|more|hide|menu|search|home|about|login|submit(?: paper)?)[:.…→›»]*$/i;
const UNIT =
  '(?:up ?votes?|votes?|points?|likes?|comments?|replies|reply|stars?|authors?|views?|citations?|downloads?|shares?|(?:hours?|days?|weeks?|months?|mins?|minutes?) ago|min(?:ute)? read|pages?)';
const AMOUNT = `(?:\\d[\\d.,]*[kK]?|no)(?: ?${UNIT})?`;
const COUNT = new RegExp(
  `^[^\\p{L}\\p{N}]*${AMOUNT}(?:[^\\p{L}\\p{N}]+${AMOUNT})*[^\\p{L}\\p{N}]*$|^${UNIT}:? ?\\(?[\\d.,]+[kK]?\\)?$`,
  'iu',
);

/** What the line tells by itself, or null where it may be a title or prose. `now` as in {@link parsePartialDate}. */
export function metaOf(text: string, now: Date): Meta | null {
  if (text.length > 2_000) return null;
  const authors = /^(?:authors?|by)\s*:\s*(\S.*)$/i.exec(text)?.[1] ?? /^by\s+(\S.*)$/i.exec(text)?.[1];
  if (authors !== undefined && (/^authors?/i.test(text) || nameCount(authors) > 0)) return { kind: 'authors', names: authors };
  if (text.length > 400) return null;
  const keywords = /^(?:keywords?|tags|topics|index terms)\s*[:—]\s*(\S.*)$/i.exec(text)?.[1];
  if (keywords !== undefined) return { kind: 'keywords', words: keywords.split(/\s*[,;·]\s*/).filter((word) => word !== '') };
  const venue = /^(?:venue|journal|conference|published in|appears in|accepted (?:at|by|to))\s*:?\s+(\S.*)$/i.exec(text)?.[1];
  if (venue !== undefined && wordCount(text) <= 16) return { kind: 'venue', name: venue };
  const url = linksIn(text)[0];
  if (
    url !== undefined &&
    url.end >= text.length - 1 &&
    wordCount(text.slice(0, url.start)) <= 3 &&
    !/[.!?]\s/.test(text.slice(0, url.start))
  ) {
    return { kind: 'link', url: url.url };
  }
  if (text.length > 80) return null;
  if (COUNT.test(text) && !/^\d{4}-\d{2}-\d{2}$/.test(text)) return { kind: 'count' };
  if (LABEL.test(text)) return { kind: 'label' };
  if (/^(?:submitted|posted|shared|added|curated|recommended) by\b/i.test(text)) return { kind: 'label' };
  if (/^(?:arxiv|doi)\s*:?\s*\S+(?:\s*\[[\w.-]+\])?$/i.test(text)) {
    const bare = text.replace(/\s*\[[\w.-]+\]$/, '');
    if (identifierOf(bare) !== null) return { kind: 'identifier', text: bare };
  }
  const date = dateIn(text, now);
  if (date !== null) return date;
  if (/^(?:[a-z-]{2,8}\.[A-Z]{2}[,;\s]*)+$/.test(text)) return { kind: 'label' };
  return null;
}

function dateIn(text: string, now: Date): Meta | null {
  const said = /^(?:published|submitted|posted|updated|released|added|date)(?: on)?\s*:?\s+(.+)$/i.exec(text)?.[1];
  const words = (said ?? text).replace(/^[\s·•|–-]+|[\s·•|–-]+$/g, '');
  if (!/\d/.test(words) || /^\d{4}$/.test(words)) return null;
  const date = parsePartialDate(words, now);
  return date.sort === null || date.precision === 'year' ? null : { kind: 'date', date, ofPaper: said !== undefined };
}
