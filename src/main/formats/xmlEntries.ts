/** Records of XML as the items a reading yields. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { Source } from './source.ts';
import { type XmlElement, xmlRecords } from './xml.ts';

/**
 * An entry or a problem for each element with one of `names`, in order. `entryFrom` gives null where an element has no
 * title; `nameOf` says then which one was left out, at the beginning of a sentence.
 * @throws {AppError} as {@link xmlRecords}.
 */
export async function* xmlEntries(
  source: Source,
  names: readonly string[],
  entryFrom: (element: XmlElement) => ImportEntry | null,
  nameOf: (element: XmlElement) => string,
): AsyncGenerator<ReadItem> {
  for await (const record of xmlRecords(source, names)) {
    if ('problem' in record) {
      yield { kind: 'problem', problem: record.problem };
      continue;
    }
    const { element, problems } = record;
    const entry = entryFrom(element);
    if (entry !== null) yield { kind: 'entry', entry: { ...entry, problems } };
    else {
      const message = `${nameOf(element)} has no title, so it was left out.`;
      yield { kind: 'problem', problem: { line: element.line, message, severity: 'lost' } };
    }
  }
}
