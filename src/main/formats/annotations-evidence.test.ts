import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { writeEvidenceCsv, writeEvidenceMarkdown } from './annotations-evidence.ts';
import { mark, PAYLOADS, paperWith, ROLES, say, unplaced, withAnnotations } from './fixtures/annotated.ts';

const PAPER = paperWith(
  [mark('h-water-01', 'Water'), mark('h-rises-01', 'rises | falls'.replace(' | ', ' and ')), mark('h-maths-01', '$|x|$ *exactly*', 'blue')],
  [say('n-comment1', 'Why | so?\nReally.', 'h-water-01'), say('n-note-001', 'Not in the table')],
);

describe('the evidence table', () => {
  it('has a column for each role, in each cell what was highlighted and said', () => {
    expect([...writeEvidenceCsv(withAnnotations(PAPER), ROLES, [])].join('')).toBe(
      [
        'paper,year,Claim,Method,Data,Number,Limit,link',
        '"Tides: What the Sea 🌊 Tells, and O(n) More",2026,"Water [Why | so?\nReally.]\nrises and falls",|x| *exactly*,,,,offprint://paper/paper-of-tides',
        '',
      ].join('\r\n'),
    );
    expect([...writeEvidenceMarkdown(withAnnotations(PAPER), ROLES, ['blue', 'yellow'])].join('')).toBe(
      [
        '| Paper | Claim | Method |',
        '| --- | --- | --- |',
        '| [Tides: What the Sea 🌊 Tells, and O(n) More](offprint://paper/paper-of-tides) (2026) | Water (Why \\| so? Really.)<br>rises and falls | $\\vert x\\vert$ \\*exactly\\* |',
        '',
      ].join('\n'),
    );
  });

  it('keeps its rows and columns, whatever is written in it', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const payload of PAYLOADS) {
      const paper = paperWith([unplaced('h-evil-001', payload)], [say('n-evil-001', payload, 'h-evil-001')], { title: `T ${payload}` });
      const html = markdown.render([...writeEvidenceMarkdown(withAnnotations(paper), { ...ROLES, blue: payload }, [])].join(''));
      expect(html.match(/<tr>/gu)).toHaveLength(2);
      expect(html.match(/<t[hd]>/gu)).toHaveLength(12);
      expect(html).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|th|td|a|br)\b)|href="(?!offprint:|https?:)/u);
    }
  });
});
