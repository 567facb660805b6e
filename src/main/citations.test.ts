import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../shared/contract.ts';
import { plainOf } from '../shared/text/richText.ts';
import { cslStyle } from './formats/fixtures/cslStyle.ts';
import { testFolder } from './library/testLibrary.ts';
import { imported, type Opened, open } from './testApp.ts';

const TIDES = { title: 'Tides at $R^2$', authors: ['Ada B. van Deich', 'The Shore Group'], date: '2021-04-03', doi: '10.1000/tides' };
const SANDS = { title: 'The Book of Sands', authors: ['Eva Adder'], date: '1999' };

async function started(): Promise<Opened> {
  const opened = await open();
  await imported(opened, TIDES, SANDS);
  return opened;
}

const written = async (opened: Opened, input: Input<'citations.write'>) => (await opened.call('citations.write', input)).map(plainOf);

/** A style as a door offers it. */
async function offered({ app }: Opened, xml: string, name = 'shore.csl'): Promise<{ token: string }> {
  const path = join(testFolder(), name);
  writeFileSync(path, xml);
  return { token: await app.offerPath(path, name) };
}

describe('citations.write', () => {
  it('cites papers in the chosen style, or in one that is named', async () => {
    const opened = await started();
    expect(await written(opened, { ids: [1, 2] })).toEqual([
      'Adder, E. (1999). The Book of Sands.',
      'van Deich, A. B. & The Shore Group. (2021). Tides at R². https://doi.org/10.1000/tides',
    ]);
    expect(await written(opened, { ids: [2], style: 'vancouver' })).toEqual(['1. Adder E. The Book of Sands. 1999.']);
    expect(await written(opened, { ids: [1, 2], as: 'inText' })).toEqual(['(Adder, 1999; van Deich & The Shore Group, 2021)']);
    await opened.call('settings.set', { citationStyle: 'vancouver' });
    expect(await written(opened, { ids: [2] })).toEqual(['1. Adder E. The Book of Sands. 1999.']);
  });

  it('writes papers as BibTeX, with keys by the chosen pattern', async () => {
    const opened = await started();
    expect(await opened.call('citations.bibtex', { ids: [2] })).toMatch(/^@\w+\{adder1999book,\n/);
    await opened.call('settings.set', { citationKeyPattern: '[auth]:[year]' });
    const both = await opened.call('citations.bibtex', { ids: [2, 1], dialect: 'biblatex' });
    expect(both.match(/^@\w+\{[^,]+/gm)?.map((line) => line.replace(/^@\w+\{/, ''))).toEqual([
      'Adder:1999',
      expect.stringMatching(/:2021$/),
    ]);
  });

  it('leaves out papers that are gone, and refuses more than it can cite at once', async () => {
    const opened = await started();
    expect(await written(opened, { ids: [77] })).toEqual([]);
    await expect(opened.call('citations.write', { ids: Array.from({ length: 5_001 }, (_, i) => i + 1) })).rejects.toThrow(
      'At most 5,000 papers can be cited at once, and 5,001 papers were chosen.',
    );
    await expect(opened.call('citations.write', { ids: [1], style: 'gone' })).rejects.toThrow('This citation style is not here any more.');
  });

  it('cites many as a job that can be stopped', async () => {
    const opened = await open();
    await imported(
      opened,
      ...Array.from({ length: 400 }, (_, i) => ({ title: `Tide ${i} of many words`, authors: ['Ada Marsh'], date: '2020' })),
    );
    const ids = Array.from({ length: 400 }, (_, i) => i + 1);
    const writing = opened.call('citations.write', { ids });
    const [job] = await opened.call('jobs.list', {});
    expect(job?.label).toBe('Citing 400 papers');
    await opened.call('jobs.cancel', { jobId: job?.id ?? '' });
    await expect(writing).rejects.toThrow('Citing was stopped. Nothing was copied.');
    expect((await opened.call('citations.write', { ids })).length).toBe(400);
  });
});

describe('styles of one’s own', () => {
  it('are added, listed, chosen, replaced, kept, removed and put back', async () => {
    const opened = await started();
    const call: Opened['call'] = (name, input) => opened.call(name, input);
    const style = await call('citations.addStyle', await offered(opened, cslStyle({ title: 'Shore' })));
    expect(style).toMatchObject({ title: 'Shore', own: true });
    expect((await call('citations.styles', {})).map(({ title }) => title)).toEqual(['APA', 'Vancouver', 'Harvard', 'Shore']);
    await call('settings.set', { citationStyle: style.id });
    expect(await written(opened, { ids: [2] })).toEqual(['The Book of Sands.']);

    const newer = cslStyle({ title: 'Shore 2', bibliography: '<layout suffix="!"><text variable="title"/></layout>' });
    expect(await call('citations.addStyle', await offered(opened, newer))).toEqual({ ...style, title: 'Shore 2' });
    expect(await written(opened, { ids: [2] })).toEqual(['The Book of Sands!']);

    await opened.app.close();
    const again = await open(opened.file);
    expect(await written(again, { ids: [2] })).toEqual(['The Book of Sands!']);
    const { xml } = await again.call('citations.removeStyle', { id: style.id });
    expect((await again.call('citations.styles', {})).length).toBe(3);
    expect((await again.call('settings.get', {})).citationStyle).toBe('apa');
    expect((await again.call('citations.addStyle', { xml })).title).toBe('Shore 2');
  });

  it('are refused in a sentence where they are none', async () => {
    const opened = await started();
    const add = async (xml: string) => opened.call('citations.addStyle', await offered(opened, xml));
    await expect(add('{"papers": []}')).rejects.toThrow('shore.csl is not a citation style: those are .csl files');
    await expect(add('x'.repeat(9_000_000))).rejects.toThrow('shore.csl is too large for a citation style. No style was added.');
    await expect(opened.call('citations.addStyle', { token: 'a'.repeat(20) })).rejects.toThrow('Please choose it again.');
    const endless = '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>';
    await expect(add(cslStyle({ macros: endless, citation: '<layout><text macro="a"/></layout>' }))).rejects.toThrow('so it was not added');
    expect((await opened.call('citations.styles', {})).length).toBe(3);
    // What went wrong there is forgotten.
    expect(await written(opened, { ids: [2] })).toEqual(['Adder, E. (1999). The Book of Sands.']);
  });
});
