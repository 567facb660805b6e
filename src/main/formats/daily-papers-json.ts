/** The daily-papers API's JSON: an array of `{paper: {id, title, summary, authors, ...}, publishedAt, ...}`, old and new. */
import type { ReadItem } from '../../shared/entries.ts';
import { type DailyPaper, dailyPaper, underDigests } from './dailyPaper.ts';
import type { Format } from './format.ts';
import { isObject, jsonRecords, parseRecord } from './json.ts';

export const dailyPapersJson: Format = {
  id: 'daily-papers-json',
  label: 'daily papers JSON',

  detect(head) {
    if (!/^\s*[[{]/.test(head)) return 0;
    if (/"paper"\s*:\s*\{/.test(head) && /"(?:summary|upvotes|publishedAt)"\s*:/.test(head)) return 0.95;
    return /"upvotes"\s*:/.test(head) && /"title"\s*:/.test(head) && /"(?:summary|publishedAt)"\s*:/.test(head) ? 0.85 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const papers: DailyPaper[] = [];
    for await (const record of jsonRecords(source, ['dailyPapers', 'papers', 'data', 'items', 'results'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      const paper = isObject(parsed.value) ? dailyPaper(parsed.value, record.line, now) : null;
      if (paper !== null) papers.push(paper);
      else if (parsed.value !== null) {
        yield {
          kind: 'problem',
          problem: { line: record.line, message: 'This record has no title, so it was left out.', severity: 'lost' },
        };
      }
    }
    const { entries, date } = underDigests(papers, 'Daily papers', now);
    if (entries.length > 0) yield { kind: 'facts', facts: { digest: { name: 'Daily papers', date } } };
    for (const entry of entries) yield { kind: 'entry', entry };
  },
};
