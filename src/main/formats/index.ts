/** The formats Offprint reads, and how one is told from another: by content, the name only breaking ties. */
import { annotationsJsonLd } from './annotations-jsonld.ts';
import { annotationsMarkdown } from './annotations-markdown.ts';
import { bibtex } from './bibtex.ts';
import { cslJson } from './csl-json.ts';
import { csv } from './csv.ts';
import { dailyPapersJson } from './daily-papers-json.ts';
import { digestHtml } from './digest-html.ts';
import { digestText } from './digest-text.ts';
import type { Format } from './format.ts';
import { jsonLines } from './json-lines.ts';
import { offprintJson } from './offprint-json.ts';

/** In the order that settles equal scores. */
export const FORMATS: readonly Format[] = [
  annotationsMarkdown,
  bibtex,
  offprintJson,
  annotationsJsonLd,
  dailyPapersJson,
  cslJson,
  jsonLines,
  csv,
  digestHtml,
  digestText,
];

/** Below this a text is taken for nothing known. */
const SURE_ENOUGH = 0.3;

/** The format that a text is most likely in, or null where none is likely. `head` is the text's beginning. */
export function detectFormat(head: string, name: string): Format | null {
  let best: Format | null = null;
  let score = SURE_ENOUGH;
  for (const format of FORMATS) {
    const sure = format.detect(head, name);
    if (sure > score) {
      best = format;
      score = sure;
    }
  }
  return best;
}
