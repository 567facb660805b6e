import { describe, expect, it } from 'vitest';
import { CARET, TEMPLATES, templateAt } from './templates.ts';

const inserted = (text: string, at: number) => {
  const [template] = TEMPLATES;
  if (template === undefined) throw new Error('there are templates');
  const given = templateAt(template, text, at);
  const caret = at + given.caret;
  const whole = `${text.slice(0, at)}${given.inserted}${text.slice(at)}`;
  return { whole, marked: `${whole.slice(0, caret)}${CARET}${whole.slice(caret)}` };
};
const SUMMARY = TEMPLATES[0]?.text ?? '';

describe('templateAt', () => {
  it('fills an empty note, the caret under the first heading', () => {
    expect(inserted('', 0).marked).toBe(SUMMARY);
  });

  it.each([
    ['words', `words\n\n${SUMMARY}`],
    ['words\n', `words\n\n${SUMMARY}`],
    ['words\n\n', `words\n\n${SUMMARY}`],
    ['  ', `  ${SUMMARY}`],
  ])('begins a paragraph of its own after %j', (text, marked) => {
    expect(inserted(text, text.length).marked).toBe(marked);
  });

  it('leaves what stands before and after as it is', () => {
    const { whole } = inserted('one\ntwo', 3);
    expect(whole.startsWith('one\n\n### Question')).toBe(true);
    expect(whole.endsWith('### What I take from it\n\ntwo')).toBe(true);
  });
});

it('every template says where the caret goes', () => {
  for (const { text } of TEMPLATES) expect(text.split(CARET)).toHaveLength(2);
});
