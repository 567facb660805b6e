/** RIS, as databases and reference managers exchange it: `TY  - ` to `ER  - `, a tag and a value on each line. */
import type { ReadItem } from '../../shared/entries.ts';
import type { Format } from './format.ts';
import { risLikeness, risRecords } from './ris/lines.ts';
import { entryFrom } from './ris/record.ts';
import { type TaggedFields, tooLong, untitled } from './tagged.ts';

export { writeRis } from './ris/write.ts';

export const ris: Format = {
  id: 'ris',
  label: 'RIS',

  detect: risLikeness,

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for await (const item of risRecords(source)) {
      if ('message' in item) yield { kind: 'problem', problem: item };
      else yield readItem(item, now);
    }
  },
};

function readItem(fields: TaggedFields, now: Date): ReadItem {
  if (fields.isTooLong) return { kind: 'problem', problem: tooLong(fields.line) };
  const entry = entryFrom(fields, now);
  return entry === null ? { kind: 'problem', problem: untitled(fields, knownBy(fields)) } : { kind: 'entry', entry };
}

function knownBy(fields: TaggedFields): string | null {
  return fields.first('DO', 'AN', 'ID', 'UR', 'AU', 'A1', 'JO', 'TY');
}
