import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportProblem } from '../../shared/importModels.ts';
import { oneLine } from './json.ts';
import { textSource } from './source.ts';
import { all, attribute, first, recordOf, type XmlElement, type XmlRecord, xmlRecords, xmlTree } from './xml.ts';
import { textOf } from './xmlText.ts';

async function reading(text: string, ...names: string[]): Promise<{ records: XmlRecord[]; problems: ImportProblem[] }> {
  const records: XmlRecord[] = [];
  const problems: ImportProblem[] = [];
  for await (const item of xmlRecords(textSource(text, 'list.xml'), names)) {
    if ('problem' in item) problems.push(item.problem);
    else {
      records.push(item);
      problems.push(...item.problems);
    }
  }
  return { records, problems };
}

const titles = (records: readonly XmlRecord[]) => records.map(({ element }) => textOf(first(element, 'title')));
const tree = (text: string): XmlElement => {
  const found = xmlTree(text);
  if (found === null) throw new Error('no element');
  return found;
};

describe('records in XML', () => {
  test('come one by one with their lines, in any namespace', async () => {
    const text = `<?xml version="1.0"?>
<!-- <record><title>In a comment</title></record> -->
<a:list xmlns:a="urn:a">
  <a:record id="1">
    <a:title>One</a:title>
    <a:names><a:name>A</a:name><a:name>B</a:name></a:names></a:record>
  <records/>
  <record><title><![CDATA[Two </record> & more]]></title></record ><record/>
</a:list>`;
    const { records, problems } = await reading(text, 'record');
    expect(titles(records)).toEqual(['One', 'Two </record> & more', null]);
    expect(records.map(({ element }) => element.line)).toEqual([4, 8, 8]);
    expect(problems).toEqual([]);
    const one = records[0]?.element ?? tree('<x/>');
    expect(first(one, 'title')?.line).toBe(5);
    expect(attribute(one, 'id')).toBe('1');
    expect(all(one, 'names', 'name').map(textOf)).toEqual(['A', 'B']);
    expect(recordOf(one)).toMatchObject({
      name: 'a:record',
      attributes: { id: '1' },
      children: [{ name: 'a:title', children: ['One'] }, {}],
    });
  });

  test('text is flattened, its raised digits kept, its formulas made TeX', () => {
    const flat = (inner: string) => textOf(tree(`<t>${inner}</t>`));
    expect(flat('The <i>E. <b>coli</b></i> of CO<sub>2</sub> at 10<sup>−6</sup>, 5<sup>th</sup> &lt;x&gt; &#233;')).toBe(
      'The E. coli of CO₂ at 10⁻⁶, 5th <x> é',
    );
    expect(flat('at <mml:math><mml:msubsup><mml:mi>η</mml:mi><mml:mi>p</mml:mi><mml:mn>12</mml:mn></mml:msubsup></mml:math>.')).toBe(
      'at $η_p^{12}$.',
    );
    expect(flat('<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>')).toBe('$\\frac{a+1}{b}$');
    expect(flat('<math><msqrt><mi>x</mi></msqrt><mo>&lt;</mo><mroot><mi>y</mi><mn>3</mn></mroot></math>')).toBe('$\\sqrt{x}<\\sqrt[3]{y}$');
    expect(flat('<math><mover><mi>x</mi><mo>¯</mo></mover><mi>sin</mi><mi>x</mi></math>')).toBe('$\\bar{x}\\sin x$');
    expect(flat('<math><mn>95</mn><mtext> of all </mtext><mi>x</mi></math>')).toBe('$95\\text{ of all }x$');
    expect(flat('<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2_{\\alpha}</annotation></semantics></math>')).toBe(
      '$x^2_{\\alpha}$',
    );
    expect(flat('<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd/></mtr><mtr><mtd/><mtd><mn>2</mn></mtd></mtr></mtable></math>')).toBe(
      '$\\begin{matrix}1 &  \\\\  & 2\\end{matrix}$'.replace(/ {2}/g, ' '),
    );
    expect(flat('<math><apply><in/><cn>17</cn><complexes/></apply></math>')).toBe('$in 17 complexes$');
    expect(flat('<math><mn>5</mn></math><math/>')).toBe('5');
  });

  test('after damage it goes on at the next record, and says where', async () => {
    const text = `<list>
<record><title>One</title><abstract>never closed
</record>
<record><title>Two</title>
<record><title>Three</title><note><![CDATA[cut</note></record>
<record><title><![CDATA[Four]]></title></record>
<record><title>Five</tit`;
    const { records, problems } = await reading(text, 'record');
    expect(titles(records).map((title) => oneLine(title ?? ''))).toEqual(['One', 'Two', 'Three', 'Four', 'Five']);
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [2, 'note'],
      [4, 'note'],
      [5, 'note'],
      [7, 'note'],
    ]);
  });

  test('entities of its own are refused in a sentence, a document type elsewhere is passed over', async () => {
    const bomb =
      '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<list><record><title>&b;</title></record></list>';
    await expect(reading(bomb, 'record')).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('list.xml declares entities of its own on line 2'),
    });
    const plain =
      '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.example.org/x.dtd">\n<list><record><title>A</title></record></list>';
    expect(titles((await reading(plain, 'record')).records)).toEqual(['A']);
    expect(titles((await reading('<list><record><title>&b; &amp;</title></record></list>', 'record')).records)).toEqual(['&b; &']);
  });

  test('too deep and too long are problems of one record', async () => {
    const deep = `<list>\n<record>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</record>\n<record><title>A</title></record></list>`;
    const read = await reading(deep, 'record');
    expect(titles(read.records)).toEqual(['A']);
    expect(read.problems).toEqual([{ line: 2, severity: 'lost', message: expect.stringContaining('nested too deeply') }]);
    const long = `<list>\n<record><title>${'x'.repeat(20 * 1024 * 1024)}</title></record>\n<record><title>A</title></record></list>`;
    const second = await reading(long, 'record');
    expect(titles(second.records)).toEqual(['A']);
    expect(second.problems).toEqual([{ line: 2, severity: 'lost', message: expect.stringContaining('eight million') }]);
  });

  test('cut into pieces anywhere it gives the same', async () => {
    const text =
      '<l><!-- c --><p:record a="&amp;"><title><![CDATA[A]]> &lt;</title>\n</p:record>\n<record/><record><title>B</title></record></l>';
    const whole = (await reading(text, 'record')).records;
    const source = textSource('', 'x');
    for (let at = 1; at < text.length; at += 1) {
      const cut = { ...source, name: 'x', pieces: () => pieces([text.slice(0, at), text.slice(at)]) };
      const records: XmlRecord[] = [];
      for await (const item of xmlRecords(cut as typeof source, ['record'])) if (!('problem' in item)) records.push(item);
      expect(records).toEqual(whole);
    }
  });

  test('any text is read to its end', async () => {
    const parts = [
      '<record>',
      '</record>',
      '<record',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<!DOCTYPE x>',
      '"',
      "'",
      '&',
      '<a b="',
      '/>',
      '<',
      'x',
      '\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 40 }), async (bits) => {
        const { records } = await reading(bits.join('').replaceAll('[', bits.length % 2 === 0 ? '[' : ''), 'record').catch(
          (thrown: unknown) => {
            if ((thrown as { code?: string }).code === 'bad-request') return { records: [] };
            throw thrown;
          },
        );
        for (const { element } of records) textOf(element);
      }),
    );
  });
});

async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield text;
}
