import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIGHLIGHT_COLORS } from '../../shared/models.ts';
import { fromCodePoints, isRange } from '../../shared/text/anchor.ts';
import { writeAnnotationsJsonLd } from './annotations-jsonld.ts';
import { ABSTRACT, mark, marksOf, paperWith, ROLES, say, TITLE, unplaced, withAnnotations } from './fixtures/annotated.ts';
import { type Reading, read } from './fixtures/reading.ts';

const PAPER = paperWith(
  [mark('h-title-01', 'Tells', 'blue', 'title'), mark('h-water-01', 'rises'), unplaced('h-birds-01', 'Birds at sea')],
  [say('n-comment1', 'Why *75*?', 'h-water-01'), say('n-comment2', 'Because.', 'h-water-01'), say('n-note-001', 'A note.')],
);
const write = (...papers: Parameters<typeof withAnnotations>) => [...writeAnnotationsJsonLd(withAnnotations(...papers), ROLES)].join('');

/** The marks that were read, their places in UTF-16 units. */
function marksRead({ entries }: Pick<Reading, 'entries'>, at = 0) {
  const { highlights = [], notes = [] } = entries[at]?.kept ?? {};
  return marksOf({
    notes,
    highlights: highlights.map((highlight) => {
      const text = highlight.field === 'title' ? TITLE : ABSTRACT;
      const anchors = highlight.anchors.map((anchor) => {
        expect(anchor.inCodePoints).toBe(true);
        return { ...anchor, start: fromCodePoints(text, anchor.start), end: fromCodePoints(text, anchor.end) };
      });
      return { ...highlight, anchors };
    }),
  });
}

describe('W3C annotations', () => {
  it('are annotations with bodies, a target and selectors after the model', () => {
    const page = JSON.parse(write(PAPER));
    expect(page).toMatchObject({ '@context': ['http://www.w3.org/ns/anno.jsonld', {}], type: 'AnnotationPage' });
    expect(page.items).toHaveLength(4);
    expect(page.items[0].target).toMatchObject({
      scope: 'offprint://paper/paper-of-tides#title',
      // One code point for the wave.
      selector: [
        { type: 'TextQuoteSelector', exact: 'Tells', prefix: 'Tides: What the Sea 🌊 ' },
        { type: 'TextPositionSelector', start: 22, end: 27 },
      ],
    });
    expect(page.items[1]).toEqual({
      id: 'offprint://annotation/h-water-01',
      type: 'Annotation',
      motivation: ['highlighting', 'commenting'],
      created: '2026-11-20T10:00:00.000Z',
      modified: '2026-11-20T10:00:00.000Z',
      body: [
        { type: 'TextualBody', purpose: 'tagging', value: 'Claim' },
        expect.objectContaining({
          id: 'offprint://annotation/n-comment1',
          purpose: 'commenting',
          format: 'text/markdown',
          value: 'Why *75*?',
        }),
        expect.objectContaining({ id: 'offprint://annotation/n-comment2', value: 'Because.' }),
      ],
      target: {
        type: 'SpecificResource',
        source: 'offprint://paper/paper-of-tides',
        scope: 'offprint://paper/paper-of-tides#abstract',
        styleClass: 'yellow',
        selector: [
          { type: 'TextQuoteSelector', exact: 'rises', prefix: 'Water ', suffix: expect.stringMatching(/^ and falls/) },
          { type: 'TextPositionSelector', start: 6, end: 11 },
        ],
        'dcterms:isPartOf': {
          id: 'offprint://paper/paper-of-tides',
          type: 'Text',
          'dcterms:title': TITLE,
          'dcterms:creator': ['Ana Ruiz', 'J. "Tide" O’Neil'],
          'dcterms:date': '2026-05-02',
          'dcterms:identifier': ['https://arxiv.org/abs/2605.01234', 'https://doi.org/10.1234/tides'],
        },
      },
    });
    // Words without a place in the text as it is now have no position in it.
    expect(page.items[2].target.selector).toHaveLength(1);
    expect(page.items[3]).toMatchObject({
      motivation: 'describing',
      body: { value: 'A note.' },
      target: { source: 'offprint://paper/paper-of-tides' },
    });
    expect(page.items[3].target.selector).toBeUndefined();
  });

  it('read back equal', async () => {
    const lost = { ...unplaced('h-birds-01', 'Birds at sea'), placedBy: 'similar' as const };
    const similar = { ...lost, anchors: lost.anchors.map((anchor) => ({ ...anchor, placedBy: 'similar' as const, start: 0, end: 12 })) };
    const paper = { ...PAPER, highlights: [...PAPER.highlights.slice(0, 2), similar] };
    const other = paperWith([], [say('n-other-01', 'Other')], {
      uid: 'paper-of-birds',
      title: 'Birds',
      authors: [],
      identifiers: [],
      date: null,
    });
    const reading = await read(write(paper, other), 'annotations.jsonld');
    expect(reading.format).toBe('annotations-jsonld');
    expect(reading.problems).toEqual([]);
    expect(marksRead(reading)).toEqual(marksOf(paper));
    expect(marksRead(reading, 1)).toEqual(marksOf(other));
    expect(reading.entries[0]).toMatchObject({ title: TITLE, authors: PAPER.authors, date: PAPER.date, kept: { uid: 'paper-of-tides' } });
    expect(reading.entries[0]?.identifiers.map(({ value }) => value)).toEqual(['2605.01234', '10.1234/tides']);
    expect(reading.entries[1]).toMatchObject({ title: 'Birds', kept: { uid: 'paper-of-birds' } });
  });

  it('read back equal whatever was marked and written', async () => {
    const marked = fc
      .record({ color: fc.constantFrom(...HIGHLIGHT_COLORS), from: fc.nat(TITLE.length), to: fc.nat(TITLE.length) })
      .map(({ color, from, to }) => ({ color, quote: TITLE.slice(Math.min(from, to), Math.max(from, to)) }))
      .filter(({ quote }) => isRange(quote, 0, quote.length) && quote.isWellFormed() && TITLE.indexOf(quote) === TITLE.lastIndexOf(quote));
    const body = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '' && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(marked, { maxLength: 4 }), fc.array(body, { minLength: 1, maxLength: 4 }), async (marks, bodies) => {
        const highlights = marks.map(({ color, quote }, at) => mark(`highlight-${at}`, quote, color, 'title'));
        const notes = bodies.map((text, at) => say(`some-note-${at}`, text, highlights[at]?.uid ?? null));
        const paper = paperWith(highlights, notes);
        const reading = await read(write(paper));
        expect(reading.problems).toEqual([]);
        expect(marksRead(reading)).toEqual(marksOf(paper));
      }),
      { numRuns: 200 },
    );
  });

  it('of other programs are read as far as they tell a paper', async () => {
    const of = (more: object) => ({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation', ...more });
    const quote = { type: 'TextQuoteSelector', exact: 'rises', prefix: 'Water ' };
    const foreign = [
      of({
        id: 'https://notes.example.org/1',
        created: '2026-01-02T03:04:05+01:00',
        body: [
          { type: 'TextualBody', purpose: 'tagging', value: 'tide' },
          { type: 'TextualBody', value: '<p>Why <b>75</b>?</p><script>x</script>', format: 'text/html' },
        ],
        target: { source: 'https://arxiv.org/abs/2605.01234v2', selector: { type: 'FragmentSelector', refinedBy: quote } },
      }),
      of({ id: 'https://notes.example.org/2', bodyValue: 'A note', target: 'https://doi.org/10.9999/birds' }),
      {
        id: 'hyp3',
        type: 'Annotation',
        uri: 'https://arxiv.org/pdf/2605.01234',
        text: 'Hm',
        document: { title: ['Tides'] },
        target: [{ source: 'https://arxiv.org/pdf/2605.01234', selector: [{ type: 'RangeSelector' }, quote] }],
      },
    ];
    const { format, entries, problems } = await read(JSON.stringify(foreign, null, 1), 'annotations.json');
    expect({ format, problems }).toEqual({ format: 'annotations-jsonld', problems: expect.any(Array) });
    expect(entries).toMatchObject([
      {
        title: 'Tides',
        identifiers: [{ scheme: 'arxiv', value: '2605.01234' }],
        kept: {
          highlights: [
            {
              field: 'abstract',
              color: 'yellow',
              createdAt: '2026-01-02T02:04:05.000Z',
              anchors: [{ quote: 'rises', prefix: 'Water ', placedBy: 'hand' }],
            },
            { anchors: [{ quote: 'rises' }] },
          ],
          notes: [{ body: 'Why 75?' }, { body: 'Hm' }],
        },
      },
      { title: 'https://doi.org/10.9999/birds', identifiers: [{ scheme: 'doi' }], kept: { highlights: [], notes: [{ body: 'A note' }] } },
    ]);
    expect(entries[0]?.kept?.uid).toBeUndefined();
    const [first, second] = entries[0]?.kept?.highlights ?? [];
    expect(first?.uid).not.toBe(second?.uid);
    expect(entries[0]?.kept?.notes?.[0]?.highlight).toBe(first?.uid);
    expect(entries[0]?.record.annotations).toEqual([foreign[0], foreign[2]]);
    // The same file again names everything alike, so that nothing is taken for new.
    expect((await read(JSON.stringify(foreign, null, 1))).entries.map(({ kept }) => kept)).toEqual(entries.map(({ kept }) => kept));
  });

  it('that cannot be read are told by their line and cost no other', async () => {
    const [head = '', ...lines] = write(PAPER).split('\n');
    const strange = [
      '{"type":"Annotation","target":"https://blog.example.org/tides","bodyValue":"x"},',
      '{"type":"Annotation","target":{"source":"offprint://paper/paper-of-tides"}},',
      '17,',
      '{"type":"Annotation","target":[[{"source":5}]],"body":{"value":{}}},',
      '{"type":"Annotation",',
      '{"type":"Annotation","target":{"source":"offprint://paper/paper-of-tides","selector":{"type":"TextQuoteSelector","exact":7}},"bodyValue":["x"]},',
    ];
    const { entries, problems } = await read([head, ...strange, ...lines].join('\n'));
    expect(marksRead({ entries }).notes).toHaveLength(3);
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([2, 3, 5, 6, 7].map((line) => [line, 'lost']));
    expect(problems[0]?.message).toContain('blog.example.org');
  });

  it('of nothing are a page that holds nothing', async () => {
    await expect(read(write(paperWith([], [])))).rejects.toMatchObject({ code: 'nothing-found' });
    const collection = { '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'AnnotationCollection', first: JSON.parse(write(PAPER)) };
    expect((await read(JSON.stringify(collection))).entries[0]?.kept?.highlights).toHaveLength(3);
  });
});
