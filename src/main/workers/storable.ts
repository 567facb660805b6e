import type { ImportEntry } from '../../shared/entries.ts';

/** What a text that SQLite would not give back exactly looks like in JSON: half a surrogate pair, or NUL. */
const SUSPECT = /\\u(?:d[89a-f][0-9a-f]{2}|0000)/u;

/**
 * An entry whose texts can be stored exactly, and the JSON of all of it but its record. What had to be replaced is told as a problem.
 * The record, kept as JSON, loses nothing.
 */
export function storable(entry: ImportEntry): { readonly entry: ImportEntry; readonly facts: string } {
  const { record, ...texts } = entry;
  const facts = JSON.stringify(texts);
  // Most texts have no escape at all, which is found out faster than by the expression.
  if (!facts.includes('\\u') || !SUSPECT.test(facts)) return { entry, facts };
  const mended = mend(texts) as typeof texts; // mend keeps the shape
  if (JSON.stringify(mended) === facts) return { entry, facts };
  const message = 'Characters that cannot be stored were replaced by “\uFFFD”.';
  const told = { ...mended, problems: [...mended.problems, { line: entry.line, message, severity: 'note' as const }] };
  return { entry: { ...told, record }, facts: JSON.stringify(told) };
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mend(item)]));
  return value;
}
