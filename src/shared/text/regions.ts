/**
 * Regions of a Markdown file that Offprint writes and reads again, each between two HTML comments on lines of their own:
 *
 *     <!-- offprint:comment {"uid":"…","print":"…"} -->
 *     The words, which may be edited by hand.
 *
 *     <!-- /offprint -->
 *
 * Everything else in the file is a person's and is kept to the letter. `print` tells the words as they were written, so that
 * an edit is noticed: an edited region is left alone until its words are in the library.
 */

export interface Region {
  /** "paper", "highlight", "comment" or "note" in what is written now. */
  readonly kind: string;
  readonly uid: string;
  /** All that its first line tells, the uid and the print too. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Its words, without a heading that was written with them. */
  readonly words: string;
  /** Whether somebody changed the words since they were written. */
  readonly isEdited: boolean;
  /** Where it begins in the file, from 1. */
  readonly line: number;
}

/** A piece of a file: a region, or what stands around regions. `text` is all of it, line breaks and markers too. */
export interface Piece {
  readonly text: string;
  readonly region: Region | null;
}

const OPENING = '<!-- offprint:';
const CLOSING = '<!-- /offprint -->';
/** Before a marker's beginning at the beginning of a line: words that look like one get one more backslash there. */
const LIKE_MARKER = /(^|\n)([^\S\n]*)(\\*)(?=<!-- \/?offprint)/gu;
const ESCAPED_MARKER = /(^|\n)([^\S\n]*)\\(\\*)(?=<!-- \/?offprint)/gu;

/** A short sum of words that tells whether they were changed; white space at the ends of lines and of the text does not count. */
export function printOf(words: string): string {
  const plain = words
    .replace(/\r\n?/gu, '\n')
    .replace(/[ \t]+$/gmu, '')
    .trim();
  // FNV-1a twice over, with a second multiplier, since 32 bits are too few to stand for a text.
  let a = 0x811c9dc5;
  let b = 0x811c9dc5;
  for (let at = 0; at < plain.length; at += 1) {
    a = Math.imul(a ^ plain.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ plain.charCodeAt(at), 0x5bd1e995);
  }
  return [a, b].map((half) => (half >>> 0).toString(36).padStart(7, '0')).join('');
}

/** A region as it stands in a file, ending in a line break. `heading` is a line above the words that is none of them. */
export function writeRegion(
  kind: string,
  facts: Readonly<Record<string, unknown>> & { readonly uid: string },
  words: string,
  heading?: string,
): string {
  // Two hyphens could end a comment of HTML early; JSON has another way to write them.
  const told = JSON.stringify({ ...facts, ...(heading === undefined ? {} : { heading }), print: printOf(words) }).replace(
    /-(?=-)/gu,
    '\\u002d',
  );
  const shown = `${heading === undefined ? '' : `${heading}\n\n`}${words}`.replace(LIKE_MARKER, '$1$2\\$3');
  return `${OPENING}${kind} ${told} -->\n${shown}\n\n${CLOSING}\n`;
}

/** Cuts a file into regions and what stands around them, in order: the pieces' texts together are the file. A damaged region is a person's text. */
export function piecesOf(file: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let open: { readonly at: number; readonly inside: number; readonly line: number; readonly marker: Marker } | null = null;
  let line = 0;
  for (let at = 0; at < file.length; ) {
    const end = file.indexOf('\n', at) + 1 || file.length;
    const trimmed = file.slice(at, end).trim();
    line += 1;
    if (trimmed.startsWith(OPENING)) {
      const marker = markerIn(trimmed);
      open = marker === null ? null : { at, inside: end, line, marker };
    } else if (trimmed === CLOSING) {
      if (open !== null) {
        if (open.at > from) pieces.push({ text: file.slice(from, open.at), region: null });
        pieces.push({ text: file.slice(open.at, end), region: regionOf(open.marker, file.slice(open.inside, at), open.line) });
        from = end;
      }
      open = null;
    }
    at = end;
  }
  if (from < file.length) pieces.push({ text: file.slice(from), region: null });
  return pieces;
}

/** Whether a file has regions at all. */
export const hasRegions = (file: string): boolean => piecesOf(file).some(({ region }) => region !== null);

/** The lines, from 1, of markers that belong to no whole region: what stands below them cannot be read back. */
export function damagedMarkers(pieces: readonly Piece[]): number[] {
  const lines: number[] = [];
  let line = 1;
  for (const { text, region } of pieces) {
    const rows = text.split('\n');
    if (region === null) for (const [at, row] of rows.entries()) if (row.trim().startsWith(OPENING)) lines.push(line + at);
    line += rows.length - 1;
  }
  return lines;
}

interface Marker {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>> & { readonly uid: string; readonly print: string };
}

function markerIn(line: string): Marker | null {
  const space = line.indexOf(' ', OPENING.length);
  const kind = line.slice(OPENING.length, space);
  if (!/^[a-z]+$/u.test(kind) || !line.endsWith(' -->')) return null;
  try {
    const facts: unknown = JSON.parse(line.slice(space + 1, -' -->'.length));
    if (typeof facts !== 'object' || facts === null) return null;
    if (!('uid' in facts) || typeof facts.uid !== 'string' || !('print' in facts) || typeof facts.print !== 'string') return null;
    return { kind, facts: { ...facts, uid: facts.uid, print: facts.print } };
  } catch {
    return null;
  }
}

function regionOf({ kind, facts }: Marker, inside: string, line: number): Region {
  const shown = inside
    .replace(/\r\n/gu, '\n')
    .replace(/\n\n?$/u, '')
    .replace(ESCAPED_MARKER, '$1$2$3');
  const heading = typeof facts.heading === 'string' ? `${facts.heading}\n\n` : '';
  const words = shown.startsWith(heading) ? shown.slice(heading.length) : shown;
  const isEdited = printOf(words) !== facts.print;
  return { kind, uid: facts.uid, facts, words: isEdited ? words.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd() : words, isEdited, line };
}

/** A piece of the merged file, and what is new behind it. */
interface Placed {
  readonly text: string;
  /** Of a region, null for a person's text. */
  readonly key: string | null;
  /** New comments, directly behind it. */
  readonly comments: Placed[];
  /** Other new regions, behind those. */
  readonly others: Placed[];
}

const placed = (text: string, key: string | null): Placed => ({ text, key, comments: [], others: [] });
const keyOf = ({ kind, uid }: Region): string => `${kind}:${uid}`;

/**
 * Brings the annotations of a file up to date. Regions of `existing` take the words they have in `fresh`, which is a file as Offprint
 * writes it anew; those that are not in it go; new comments come behind their highlight, and all else that is new behind the regions
 * of its paper. Every character around the regions stays, and so does a region that was edited by hand, until `fresh` has its words.
 * @returns the file, and how many regions were left alone because of their edits
 */
export function mergeAnnotationsMarkdown(existing: string, fresh: string): { readonly text: string; readonly left: number } {
  if (existing.trim() === '') return { text: fresh, left: 0 };
  const lineBreak = existing.includes('\r\n') ? '\r\n' : '\n';
  const made = new Map<string, Made>();
  for (const { text, region } of piecesOf(fresh)) {
    if (region !== null) made.set(keyOf(region), { region, text: text.replaceAll('\n', lineBreak) });
  }
  const { kept, left } = keepPieces(piecesOf(existing), made);
  addNew(kept, made);
  return { text: joined(kept, lineBreak), left };
}

interface Made {
  readonly region: Region;
  readonly text: string;
}

/** The pieces of a file with the words its regions are to have. */
function keepPieces(pieces: readonly Piece[], made: ReadonlyMap<string, Made>): { kept: Placed[]; left: number } {
  const here = new Set(pieces.flatMap(({ region }) => (region === null ? [] : [keyOf(region)])));
  // An edit that could not become a version of its note is in the library as a note of its own, which the file does not have yet.
  const added = new Set([...made].filter(([key]) => !here.has(key)).map(([, { region }]) => printOf(region.words)));
  const kept: Placed[] = [];
  let left = 0;
  for (const { text, region } of pieces) {
    if (region === null) {
      kept.push(placed(text, null));
      continue;
    }
    const key = keyOf(region);
    const anew = made.get(key);
    const words = printOf(region.words);
    const isTheirs = region.isEdited && !added.has(words) && (anew === undefined || words !== printOf(anew.region.words));
    if (isTheirs) left += 1;
    const stays = isTheirs ? text : anew?.text;
    if (stays !== undefined) kept.push(placed(stays, key));
  }
  return { kept, left };
}

/** Puts what is not there yet behind what it belongs to. */
function addNew(kept: Placed[], made: ReadonlyMap<string, Made>): void {
  const places = new Map(kept.flatMap((place) => (place.key === null ? [] : [[place.key, place] as const])));
  const order = new Map(kept.map((place, at) => [place, at]));
  const end = kept.findLast(({ key }) => key !== null) ?? kept.at(-1) ?? placed('', null);
  if (kept.length === 0) kept.push(end);
  for (const group of papersIn(made)) {
    let last = end;
    let lastAt = -1;
    for (const [key] of group) {
      const place = places.get(key);
      const at = place === undefined ? -1 : (order.get(place) ?? -1);
      if (place !== undefined && at > lastAt) {
        last = place;
        lastAt = at;
      }
    }
    let before = last;
    for (const [key, { region, text }] of group) {
      const place = places.get(key) ?? placed(text, key);
      if (!places.has(key)) (region.kind === 'comment' ? before.comments : last.others).push(place);
      before = place;
    }
  }
}

/** The regions of a fresh file by paper: each begins with one of the kind "paper". */
function papersIn(made: ReadonlyMap<string, Made>): (readonly [string, Made])[][] {
  const groups: (readonly [string, Made])[][] = [];
  for (const one of made) {
    if (one[1].region.kind === 'paper' || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(one);
  }
  return groups;
}

function joined(places: readonly Placed[], lineBreak: string): string {
  const texts: string[] = [];
  let isWhole = true;
  const add = ({ text, key, comments, others }: Placed) => {
    // A region begins a line; the text before it may end without a break.
    if (key !== null && !isWhole) texts.push(lineBreak);
    texts.push(text);
    if (text !== '') isWhole = text.endsWith('\n');
    comments.forEach(add);
    others.forEach(add);
  };
  places.forEach(add);
  return texts.join('');
}
