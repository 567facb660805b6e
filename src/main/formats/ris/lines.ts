/** Lines of RIS cut into records, in all the ways they are written. */
import type { ImportProblem } from '../../../shared/importModels.ts';
import type { Source } from '../source.ts';
import { passedOver, TaggedFields } from '../tagged.ts';

/** Tags that a line may begin with even where its spaces are not as they should be. */
const KNOWN = new Set(
  'TY ER TI T1 T2 T3 TT ST CT BT AU A1 A2 A3 A4 ED AB N2 N1 RN PY Y1 Y2 DA JO JF JA J1 J2 VL IS SP EP PB CY SN DO UR L1 L2 L3 L4 LK KW AN ID M1 M2 M3 DB DP LA AD CN ET SE C1 C2 C3 C4 C5 C6 C7 C8 AV RP NV OP RI SR TA U1 U2 U3 U4 U5'.split(
    ' ',
  ),
);
const CANONICAL = /^([A-Z][A-Z0-9]) {2}-(?: (.*))?$/;
const LOOSE = /^([A-Z][A-Z0-9]) {0,3}- {0,3}(.*)$/;
/** The start of a record, perhaps after its number. */
const START = /^(\s*)(?:\d{1,7}[.)]?\s{1,4})?TY {0,3}- {0,3}([A-Za-z]{2,12})\s*$/;
/** What databases write between records. */
const FURNITURE = /^\s*(?:<?\d{1,7}[.)>]?|record\s+#?\d+.*|provider\s*:.*|content\s*:.*|database\s*:.*|source\s*:.*|[-=_*]{3,})\s*$/i;
/** Fields that hold addresses. */
export const LINKS = ['UR', 'LK', 'L1', 'L2'] as const;

/** How sure it is that a text is RIS, from 0 to 1. `head` is its beginning. */
export function risLikeness(head: string): number {
  const lines = head.split('\n');
  const start = lines.findIndex((line) => START.test(line.replace('\r', '')));
  if (start === -1) return 0;
  // What databases write before the first record is furniture; a whole letter of it is something else.
  if (lines.slice(0, start).every((line) => line.trim() === '' || FURNITURE.test(line))) return 0.97;
  const after = lines.slice(start, start + 40).filter((line) => line.trim() !== '');
  return after.filter((line) => LOOSE.test(line.trimStart())).length * 3 >= after.length && start < 200 ? 0.9 : 0.5;
}

/** Stretches of text between records that are told of one by one at most. */
const MOST_OUTSIDE = 100;

/** Cuts the lines into records; what stands between them and is nobody's furniture is told of. */
export async function* risRecords(source: Source): AsyncGenerator<TaggedFields | ImportProblem> {
  let open: TaggedFields | null = null;
  let indent = 0;
  let isEnded = false;
  /** An end with words behind it: a sentence of the field before it, unless nothing comes after. */
  let doubtful: string | null = null;
  let outside: ImportProblem[] = [];
  let isOutside = false;
  for await (const { number, text } of source.lines()) {
    // A byte order mark may stand in the middle of joined files.
    const line = text.includes('\ufeff') ? text.replaceAll('\ufeff', '') : text;
    const start = START.exec(line);
    // Moved in further than its record it is a line of a text that looks like one.
    if (start !== null && (open === null || isEnded || (start[1]?.length ?? 0) <= indent)) {
      if (open !== null) yield open;
      yield* outside;
      outside = [];
      isOutside = isEnded = false;
      doubtful = null;
      open = new TaggedFields(number);
      indent = start[1]?.length ?? 0;
      open.add('TY', start[2] ?? '');
      continue;
    }
    const isBlank = line.trim() === '';
    const field = open === null ? null : fieldIn(line, indent);
    if (open !== null && doubtful !== null) {
      if (isBlank) isEnded = true;
      else open.append(doubtful);
      doubtful = null;
    }
    if (open === null || (isEnded && field === null)) {
      if (!isBlank && !isOutside && !FURNITURE.test(line)) {
        outside.push(passedOver(number, line));
        isOutside = true;
      } else if (isBlank) isOutside = false;
      if (outside.length < MOST_OUTSIDE) continue;
      if (open !== null) yield open;
      yield* outside;
      open = null;
      outside = [];
    } else if (field === null) goOn(open, line);
    else if (field.tag !== 'ER') {
      // Some write a last field behind the end.
      for (const one of twoFields(field)) open.add(one.tag, one.value);
    } else if (field.value === '') isEnded = true;
    else doubtful = line;
  }
  if (open !== null) yield open;
  yield* outside;
  if (open !== null && !isEnded && doubtful === null && !open.isBlank) {
    yield { line: open.line, message: 'The last record has no end (ER): the file may have been cut off there.', severity: 'note' };
  }
}

/** A line without a tag: more of the last field, but keywords and addresses go on with one a line. */
function goOn(fields: TaggedFields, line: string): void {
  const { last } = fields;
  const isAnother = last === 'KW' || (LINKS.some((tag) => tag === last) && /^\s*https?:/i.test(line));
  if (last !== null && isAnother && line.trim() !== '') fields.add(last, line.trim());
  else fields.append(line);
}

interface Field {
  readonly tag: string;
  readonly value: string;
}

/** The field that a line begins, where tags stand `indent` units in; null for one that begins none. */
function fieldIn(line: string, indent: number): Field | null {
  const text = indent > 0 && line.slice(0, indent).trim() === '' ? line.slice(indent) : line;
  const canonical = CANONICAL.exec(text);
  if (canonical?.[1] !== undefined) return { tag: canonical[1], value: (canonical[2] ?? '').trim() };
  const loose = LOOSE.exec(text);
  const tag = loose?.[1];
  if (loose === null || tag === undefined || !KNOWN.has(tag)) return null;
  // Words with a hyphen look like it ("T2-weighted"): there must be a space somewhere, or nothing at all.
  const spaced = /^.. {0,3}-(?: |$)|^.. +-/.test(text);
  return spaced ? { tag, value: (loose[2] ?? '').trim() } : null;
}

/** Rayyan writes another field behind an address or a DOI. */
function twoFields(field: Field): readonly Field[] {
  if ((field.tag !== 'UR' && field.tag !== 'DO') || field.value.length > 10_000) return [field];
  const [, value, tag, second] = /^(\S+) {4,}([A-Z][A-Z0-9]) {2}- (.*)$/.exec(field.value) ?? [];
  return value === undefined || tag === undefined || second === undefined
    ? [field]
    : [
        { tag: field.tag, value },
        { tag, value: second.trim() },
      ];
}

/** Whether a line would be taken for the beginning of a field or of a record. */
export function looksLikeField(line: string): boolean {
  return fieldIn(line, 0) !== null || START.exec(line)?.[1] === '';
}
