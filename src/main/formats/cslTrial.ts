/** A style is tried on samples before it is kept: what cannot be followed is found then, and not when somebody cites. */
import { AppError } from '../../shared/errors.ts';
import { plainOf, type RichText } from '../../shared/text/richText.ts';
import { bibliographyOf, type CslItem, citationOf } from './citeproc.ts';

const SAMPLES: readonly CslItem[] = [
  {
    id: 'article',
    type: 'article-journal',
    title: 'A Sample of Tides',
    author: [
      { family: 'Marsh', given: 'Ada B.' },
      { family: 'von Deich', given: 'Karl' },
    ],
    issued: { 'date-parts': [[2021, 4, 3]] },
    'container-title': 'Journal of Shores',
    volume: '12',
    issue: '3',
    page: '45-67',
    DOI: '10.1000/sample',
  },
  {
    id: 'book',
    type: 'book',
    title: 'The Book of Sands',
    author: [{ family: 'Dune', given: 'Eva' }],
    issued: { 'date-parts': [[1999]] },
    publisher: 'Shore Press',
    'publisher-place': 'Haven',
  },
  { id: 'bare', type: 'article', title: 'A Title and Nothing Else' },
];

/**
 * What the style makes of the samples.
 * @throws {AppError} `bad-request` where it stumbles, or makes nothing of them
 */
export function triedStyle(xml: string): readonly RichText[] {
  let texts: readonly RichText[];
  try {
    texts = [...bibliographyOf(SAMPLES, { xml }), citationOf(SAMPLES, { xml })];
  } catch (thrown) {
    throw new AppError('bad-request', 'This style stumbles over a sample paper, so it was not added. It may be damaged, or made by hand.', {
      cause: String(thrown),
    });
  }
  if (!texts.some((text) => /\p{L}/u.test(plainOf(text))))
    throw new AppError('bad-request', 'This style makes nothing of a sample paper, so it was not added.');
  return texts;
}
