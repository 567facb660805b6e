/** A raw text without its markup: the first step of folding it. */
import { plainMaths } from './plainMaths.ts';
import type { Span } from './spans.ts';
import { ACCENTS, GREEK, SIGNS, table } from './symbols.ts';

/** A string and where each of its units came from: UTF-16 offsets in the raw text. */
export interface Traced {
  text: string;
  readonly from: number[];
  readonly to: number[];
}

/** Commands that only say how letters look. */
const STYLES =
  'emph|enquote|underline|mbox|(?:text|math)(?:bf|it|tt|sc|rm|sf|sl|up|cal|bb|frak|normal)?|boldsymbol|bm|bf|it|em|tt|sc|rm|sf|cal';
const TAGS = 'i|b|em|strong|u|tt|sc|scp|sub|sup|span|p|br|italic|bold';

/** What `repair.ts` leaves in doubt, and what is not to be seen. */
const LEFTOVER = new RegExp(
  [
    '&(?:#(?<decimal>\\d{2,7})|#x(?<hex>[0-9a-f]{2,6})|(?<entity>[a-z]{2,8}\\d?));',
    `</?(?:${TAGS})\\s{0,9}/?>`,
    `\\\\(?:${STYLES})(?![A-Za-z])`,
    '\\\\(?<command>[A-Za-z]+)',
    '\\\\(?<space>[,;:!\\s\\\\])',
    '[\\\\{}\\p{Cf}\\ufe00-\\ufe0f]',
    '\\^(?=(?:st|nd|rd|th)(?![a-z]))',
  ].join('|'),
  'giu',
);

/** Entities beyond those that are repaired. */
const ENTITIES = table({
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  plusmn: '±',
  deg: '°',
  micro: 'µ',
  middot: '·',
  rarr: '→',
  infin: '∞',
  thinsp: ' ',
  ensp: ' ',
  emsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  sup2: '²',
  sup3: '³',
  szlig: 'ß',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  aring: 'å',
  Aring: 'Å',
});
const ENTITY_ACCENTS = table({ grave: '`', acute: "'", circ: '^', tilde: '~', uml: '"', cedil: 'c', caron: 'v' });

/** What a reader sees of a raw text and its spans, without any sign of TeX or HTML that clean-up left in doubt. */
export function unwrapped(raw: string, spans: readonly Span[]): Traced {
  const out: Traced = { text: '', from: [], to: [] };
  for (const { kind, rawStart, rawEnd, shown } of spans) {
    // Of a formula or a repair no part can be told from the rest.
    if (kind === 'math') add(out, shownOf(plainMaths(shown)), rawStart, rawEnd);
    else if (kind === 'repair') add(out, shownOf(shown), rawStart, rawEnd);
    else {
      let at = rawStart;
      const written = raw.slice(rawStart, rawEnd);
      for (const match of written.matchAll(LEFTOVER)) {
        const start = rawStart + match.index;
        addEach(out, raw.slice(at, start), at);
        at = start + match[0].length;
        add(out, replacement(match), start, at);
      }
      addEach(out, raw.slice(at, rawEnd), at);
    }
  }
  return out;
}

/** Adds a string of which each unit came from the same stretch. */
export function add(out: Traced, text: string, start: number, end: number): void {
  out.text += text;
  for (let at = 0; at < text.length; at += 1) {
    out.from.push(start);
    out.to.push(end);
  }
}

function addEach(out: Traced, text: string, start: number): void {
  out.text += text;
  for (let at = 0; at < text.length; at += 1) {
    out.from.push(start + at);
    out.to.push(start + at + 1);
  }
}

function shownOf(text: string): string {
  let shown = '';
  let at = 0;
  for (const match of text.matchAll(LEFTOVER)) {
    shown += text.slice(at, match.index) + replacement(match);
    at = match.index + match[0].length;
  }
  return shown + text.slice(at);
}

function replacement(match: RegExpExecArray): string {
  const { decimal, hex, entity, command, space } = match.groups ?? {};
  if (command !== undefined) return SIGNS[command] ?? `${command} `;
  if (space !== undefined || /^<\/?(?:p|br)\b/i.test(match[0])) return ' ';
  if (entity !== undefined) return entityOf(entity) ?? match[0];
  if (decimal === undefined && hex === undefined) return '';
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : match[0];
}

function entityOf(name: string): string | undefined {
  const accented = /^([A-Za-z])([a-z]+)$/.exec(name);
  const accent = ENTITY_ACCENTS[accented?.[2] ?? ''];
  const mark = accent === undefined ? undefined : ACCENTS[accent];
  return ENTITIES[name] ?? GREEK[name] ?? (mark === undefined ? undefined : `${accented?.[1]}${mark}`);
}
