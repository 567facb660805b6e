import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { mark, PAYLOADS, paperWith, ROLES, say } from './fixtures/annotated.ts';
import { writePapersHtml } from './papers-html.ts';

const written = (...papers: ExportPaper[]) => [...writePapersHtml(papers, { roles: ROLES, repair: true })].join('');

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a browser makes of a page. */
function elementsIn(page: string): { readonly elements: Element[]; readonly text: string } {
  const elements: Element[] = [];
  let text = '';
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push({ name, attributes }),
    ontext: (piece) => {
      text += piece;
    },
  });
  parser.end(page);
  return { elements, text };
}

const everywhere = (payload: string) =>
  paperWith([mark('h-water-01', 'Water')], [say('n-comment1', payload, 'h-water-01'), say('n-note-001', payload)], {
    title: payload,
    authors: [{ name: payload }],
    venue: payload,
    abstract: `Water. ${payload}`,
    identifiers: [{ scheme: 'doi', value: payload, raw: payload }],
    links: [
      { kind: 'code', url: payload, source: 'record' },
      { kind: 'pdf', url: `https://tides.example.org/${payload}`, source: 'record' },
    ],
    tags: [{ uid: 'tag-uid-0001', name: payload }],
  });

describe('the page of papers', () => {
  it('shows each with its link, abstract, highlights and notes', () => {
    const page = written(
      paperWith(
        [mark('h-water-01', 'rises and falls sim75\\%', 'green')],
        [say('n-comment1', 'Why?', 'h-water-01'), say('n-note-001', 'A\nnote')],
        {
          starredAt: '2026-11-20T10:00:00.000Z',
          links: [{ kind: 'code', url: 'https://github.com/example/tides', source: 'record' }],
        },
      ),
    );
    expect(page).toContain(
      '<h2 dir="auto"><a href="https://arxiv.org/abs/2605.01234" target="_blank" rel="noopener noreferrer">Tides: What the Sea 🌊 Tells, and O(n) More</a></h2>',
    );
    expect(page).toContain(
      '<p class="Abstract" dir="auto">Water rises and falls ~75% of the time. We model it with a &lt; b and |x| *exactly*.</p>',
    );
    expect(page).toContain(
      '<li data-color="green"><blockquote dir="auto">rises and falls ~75%</blockquote>\n<p class="Role">Data</p>\n<p class="Note" dir="auto">Why?</p>',
    );
    expect(page).toContain('<p class="Note" dir="auto">A\nnote</p>');
    expect(page).toContain('>Code</a>');
  });

  it('lets its own script and style run, and nothing else', () => {
    const page = written(paperWith([], []));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const hash = (tag: string) => {
      const inside = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(inside).digest('base64')}'`;
    };
    expect(policy).toContain(`script-src ${hash('script')};`);
    expect(policy).toContain(`style-src ${hash('style')};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('holds no markup but its own, whatever is in the papers', () => {
    const plain = elementsIn(written(everywhere('word')));
    const known = new Set(plain.elements.map(({ name }) => name));
    const attributes = new Set(plain.elements.flatMap((element) => Object.keys(element.attributes)));
    for (const payload of PAYLOADS) {
      const { elements, text } = elementsIn(written(everywhere(payload)));
      for (const element of elements) {
        expect(known, payload).toContain(element.name);
        for (const name of Object.keys(element.attributes)) expect(attributes, payload).toContain(name);
        if (element.name === 'a') expect(element.attributes.href).toMatch(/^https?:\/\//);
      }
      expect(elements.filter(({ name }) => name === 'script')).toHaveLength(1);
      expect(text).toContain(payload.trim());
    }
  });
});
