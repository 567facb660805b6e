import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBiblatex, writeBibtex } from './bibtex/write.ts';
import { anyPaper, exportedAgain } from './fixtures/anyPaper.ts';
import { read } from './fixtures/reading.ts';

const PATTERN = '[auth:lower][year][veryshorttitle:lower]';
test.each([
  ['BibTeX', writeBibtex],
  ['BibLaTeX', writeBiblatex],
] as const)('%s: export, import and export again', async (_name, write) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 3 }), async (papers) => {
      const first = [...write(papers, PATTERN)].join('');
      const { entries, problems } = await read(first, 'x.bib');
      expect(problems).toEqual([]);
      expect(entries.map(({ title }) => title)).toEqual(papers.map(({ title }) => title));
      expect(entries.map(({ abstract }) => abstract)).toEqual(papers.map(({ abstract }) => abstract));
      const second = [
        ...write(
          entries.map((entry) => exportedAgain(entry, 'bibtex')),
          PATTERN,
        ),
      ].join('');
      expect(second).toBe(first);
    }),
    { numRuns: 300 },
  );
});
