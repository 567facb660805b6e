/** Beginnings of notes: headings and prompts to write under, in Markdown. */

export interface Template {
  readonly id: 'summary' | 'review';
  readonly label: string;
  /** The caret goes where this sign stands. */
  readonly text: string;
}

export const CARET = '‸';

export const TEMPLATES: readonly Template[] = [
  {
    id: 'summary',
    label: 'Summary',
    text: `### Question\n${CARET}\n\n### How they went about it\n\n\n### What they found\n\n\n### What I take from it\n`,
  },
  {
    id: 'review',
    label: 'Three-sentence review',
    text: `**What it claims:** ${CARET}\n\n**Why I believe it, or do not:** \n\n**What it is good for:** \n`,
  },
];

/** What to insert at a place in a text so that the template stands in a paragraph of its own, and where the caret then goes in it. */
export function templateAt(template: Template, text: string, at: number): { readonly inserted: string; readonly caret: number } {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const lead = /\S/u.test(before) ? '\n'.repeat(2 - Math.min(2, /\n*$/u.exec(before)?.[0].length ?? 0)) : '';
  const gap = /\S/u.test(after) ? '\n'.repeat(1 - Math.min(1, /^\n*/u.exec(after)?.[0].length ?? 0)) : '';
  const [start = '', end = ''] = template.text.split(CARET);
  return { inserted: `${lead}${start}${end}${gap}`, caret: lead.length + start.length };
}
