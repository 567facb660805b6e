/** PubMed's plain form, as `.nbib` files and MEDLINE displays have it: tags of up to four letters, values that go on six spaces in. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import type { Author } from '../../shared/models.ts';
import { authorNamed, entryOf, identifiersAmong } from './entry.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import { authorOf, pmcIdentifier, pubmedDate, pubmedType } from './pubmed.ts';
import type { Source } from './source.ts';
import { passedOver, TaggedFields, taggedEntries } from './tagged.ts';

const FIELD = /^([A-Z]{2,4}) {0,3}-(.*)$/;
const CANONICAL = /^[A-Z][A-Z ]{3}-(?: |$)/;
/** Tags that a line may begin with even where its spaces are not as they should be. */
const KNOWN = new Set(
  'AB AD AID AU AUID BTI CI CIN CN COIS CON CP CRDT CRF CRI CTDT CTI DA DCOM DDIN DEP DP DRIN DT ECF ECI EDAT EFR EIN EN FAU FED FIR FPS GN GR GS IP IR IRAD IS ISBN JID JT LA LID LR MH MHDA MID NM OAB OABL OCI OID ORI OT OTO OWN PB PG PHST PL PMC PMCR PMID PS PST PT PUBM RF RIN RN ROF RPF RPI RRI RRF SB SFM SI SO SPIN STAT TA TI TT UIN UOF VI VTI'.split(
    ' ',
  ),
);
/** Tags that nothing but PubMed's form has. */
const OWN = /^(?:PMID|OWN |STAT|FAU |DCOM|EDAT|PHST|JT {2}|DP {2}|TA {2}|LID )- ?\S/m;

export const nbib: Format = {
  id: 'nbib',
  label: 'PubMed format',

  detect(head) {
    if (!OWN.test(head)) return 0;
    const lines = head
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 60);
    const tagged = lines.filter((line) => isField(line.trimEnd())).length;
    const going = lines.filter((line) => /^ {4,8}\S/.test(line)).length;
    return tagged < 2 ? 0 : tagged + going >= lines.length * 0.7 ? 0.92 : 0.4;
  },

  read: (source, { now }) => taggedEntries(records(source), (fields) => entryFrom(fields, now), knownBy),
};

function isField(line: string): boolean {
  return CANONICAL.test(line) || KNOWN.has(FIELD.exec(line)?.[1] ?? '');
}

function knownBy(fields: TaggedFields): string | null {
  const pmid = fields.first('PMID');
  return pmid === null ? fields.first('LID', 'AID', 'PMC', 'AU', 'JT') : `PMID ${pmid}`;
}

/** A blank line ends a record, and so does the number of the next one. */
async function* records(source: Source): AsyncGenerator<TaggedFields | ImportProblem> {
  let open: TaggedFields | null = null;
  let afterBlank = true;
  for await (const { number, text } of source.lines()) {
    if (text.trim() === '') {
      afterBlank = true;
      open?.append('');
      continue;
    }
    if (open !== null && !afterBlank && text.startsWith('      ')) {
      open.append(text.trim());
      continue;
    }
    const [, tag = '', value = ''] = FIELD.exec(text) ?? [];
    if (isField(text.trimEnd())) {
      if (open !== null && (afterBlank || (tag === 'PMID' && open.has('PMID')))) {
        yield open;
        open = null;
      }
      open ??= new TaggedFields(number);
      open.add(tag, value.trim());
    } else if (open !== null && (!afterBlank || /^\s/.test(text))) open.append(text.trim());
    else {
      if (open !== null) yield open;
      open = null;
      // A number before a record, as some displays have it, is no loss.
      if (!/^\s*\d{1,7}[.:)]?\s*$/.test(text)) yield passedOver(number, text);
    }
    afterBlank = false;
  }
  if (open !== null) yield open;
}

function entryFrom(fields: TaggedFields, now: Date): ImportEntry | null {
  const titles = fields.all('TI');
  const title = titles.length > 0 ? titles.join(' ') : fields.first('BTI', 'CTI', 'VTI', 'TT');
  if (title === null) return null;
  const abstracts = fields.all('AB').length > 0 ? fields.all('AB') : fields.all('OAB');
  const date = fields.first('DP', 'DEP', 'DA');
  const pmid = fields.first('PMID');
  const type =
    pubmedType(fields.all('PT')) ?? (fields.has('JT') || fields.has('TA') ? 'article-journal' : fields.has('BTI') ? 'book' : null);
  const keywords = [...fields.all('OT'), ...fields.all('MH').map((heading) => heading.replace(/\/.*$/s, ''))];
  return entryOf({
    line: fields.line,
    title: oneLine(title),
    abstract: abstracts.length === 0 ? null : unwrapped(abstracts.join('\n\n')),
    authors: authorsIn(fields),
    date: date === null ? null : pubmedDate(date, now),
    venue: venueIn(fields, title),
    identifiers: [
      ...identifiersAmong([
        pmid === null ? null : `PMID: ${pmid}`,
        ...fields
          .all('LID', 'AID')
          .filter((id) => /\[doi\]\s*$|^(?:doi:\s*)?10\./i.test(id))
          .map((id) => id.replace(/\s*\[doi\]\s*$/i, '')),
        ...fields.all('ISBN').map((isbn) => isbn.replace(/^ISBN\s*/i, '').replace(/\s*\(.*$/s, '')),
      ]),
      ...fields.all('PMC').flatMap((id) => pmcIdentifier(id) ?? []),
    ],
    keywords: [
      ...new Set(
        keywords
          .map((word) =>
            oneLine(word)
              .replace(/^\*|\*$/g, '')
              .trim(),
          )
          .filter((word) => word !== ''),
      ),
    ],
    ...(type === null ? {} : { type }),
    record: fields.toRecord(),
  });
}

function venueIn(fields: TaggedFields, title: string): string | null {
  const venue = fields.all('JT', 'TA', 'BTI', 'CTI', 'PB').find((name) => name !== title);
  return venue === undefined ? null : oneLine(venue);
}

/** Whole names where they are given, else those with initials; groups after the people, and editors where there is nobody else. */
function authorsIn(fields: TaggedFields): readonly Author[] {
  const whole = fields.all('FAU').map((name) => {
    const [, family, given, suffix] = /^([^,]+), (.+?)(?:,? (Jr|Sr|2nd|3rd|4th|II|III|IV)\.?)?$/.exec(oneLine(name)) ?? [];
    return family === undefined || given === undefined ? authorNamed(name) : authorOf(family, given, suffix);
  });
  const short = fields.all('AU').map((name) => {
    const [, family, given, suffix] = /^(\S.*?) ([A-Z]{1,4})(?: (Jr|Sr|2nd|3rd|4th))?$/.exec(oneLine(name)) ?? [];
    return family === undefined || given === undefined ? authorNamed(name) : authorOf(family, given, suffix);
  });
  const groups = fields.all('CN').map((name): Author => ({ name: oneLine(name) }));
  const authors = [...(whole.length >= short.length ? whole : short), ...groups].filter((author) => author !== null);
  return authors.length > 0 ? authors : fields.all('FED', 'ED').flatMap((name) => authorNamed(name) ?? []);
}
