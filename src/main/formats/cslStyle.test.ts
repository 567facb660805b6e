import { describe, expect, it } from 'vitest';
import { readStyle } from './cslStyle.ts';
import { triedStyle } from './cslTrial.ts';
import { cslStyle } from './fixtures/cslStyle.ts';

const refusal = (xml: string): string => {
  try {
    readStyle(xml, 'shore.csl');
  } catch (thrown) {
    return String(thrown);
  }
  return 'taken';
};

describe('readStyle', () => {
  it('reads what a style calls itself', () => {
    expect(readStyle(cslStyle({ title: ' Shore &amp;\n Sea ' }), 'shore.csl')).toEqual({
      cslId: 'https://styles.example/shore',
      title: 'Shore & Sea',
    });
    expect(readStyle(`\uFEFF${cslStyle()}`, 'shore.csl').title).toBe('Shore Style');
  });

  it.each([
    ['{"a": 1}', 'is not a citation style: those are .csl files'],
    [cslStyle().replace('<style', '<!DOCTYPE style [<!ENTITY a "b">]><style'), 'holds a document type'],
    [cslStyle().replace('http://purl.org/net/xbiblio/csl', 'http://other.example/'), 'is not in the Citation Style Language'],
    [cslStyle().replace('</info>', ''), 'is not well-formed XML'],
    [cslStyle().slice(0, 400), 'is not well-formed XML'],
    [`${cslStyle()}<style/>`, 'is not well-formed XML'],
    [cslStyle({ title: '' }), 'has no title'],
    [cslStyle({ citation: '<layout><text macro="missing"/></layout>' }), 'goes by a rule called “missing” that is not in it'],
    [cslStyle().replace(/<citation>.*<\/citation>/, ''), 'has no rules for citations'],
    [cslStyle({ macros: `${'<a>'.repeat(300)}${'</a>'.repeat(300)}` }), 'is not well-formed XML'],
  ])('says why not: %#', (xml, why) => {
    expect(refusal(xml)).toContain(why);
    expect(refusal(xml)).toMatch(/No style was added\.$/);
  });

  it('tells where a dependent style gets its rules', () => {
    const dependent = cslStyle({ title: 'Cove Letters' })
      .replace('</info>', '<link href="https://styles.example/styles/shore-letters" rel="independent-parent"/></info>')
      .replace(/<citation>[\s\S]*<\/bibliography>/, '');
    expect(refusal(dependent)).toContain('only says that “Cove Letters” is the same as another style. Add that one, shore-letters.csl');
  });
});

describe('triedStyle', () => {
  it('shows what a style makes of samples', () => {
    expect(triedStyle(cslStyle()).length).toBe(4);
  });

  it.each([
    [
      'a macro that calls itself',
      cslStyle({ macros: '<macro name="a"><text macro="a"/></macro>', citation: '<layout><text macro="a"/></layout>' }),
    ],
    ['nothing to say', cslStyle({ citation: '<layout/>', bibliography: null })],
  ])('refuses a style with %s', (_, xml) => {
    expect(() => triedStyle(xml)).toThrow(/so it was not added/);
  });
});
