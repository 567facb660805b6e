/** RIS, as databases and reference managers exchange it: `TY  - ` to `ER  - `, a tag and a value on each line. */
import type { Format } from './format.ts';
import { risLikeness, risRecords } from './ris/lines.ts';
import { entryFrom } from './ris/record.ts';
import { type TaggedFields, taggedEntries } from './tagged.ts';

export { writeRis } from './ris/write.ts';

export const ris: Format = {
  id: 'ris',
  label: 'RIS',

  detect: risLikeness,

  read: (source, { now }) => taggedEntries(risRecords(source), (fields) => entryFrom(fields, now), knownBy),
};

function knownBy(fields: TaggedFields): string | null {
  return fields.first('DO', 'AN', 'ID', 'UR', 'AU', 'A1', 'JO', 'TY');
}
