/** Citations by styles of the Citation Style Language: citeproc does the work, and its answer becomes runs of words. */
import { createHash } from 'node:crypto';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-csl';
import { Parser } from 'htmlparser2';
import type { RichRun, RichText } from '../../shared/text/richText.ts';
import type { JsonObject } from './json.ts';

/** Items of CSL-JSON, each with an `id` of its own. */
export type CslItem = JsonObject & { readonly id: string };

/** A style that ships, by its name, or the text of one that was added. */
export type StyleSource = { readonly shipped: string } | { readonly xml: string };

const csl = plugins.config.get('@csl');

/** The style's name with citeproc, which keeps what it made of a style under it. */
function nameOf(style: StyleSource): string {
  if ('shipped' in style) return style.shipped;
  const name = createHash('sha256').update(style.xml).digest('hex');
  if (!csl.styles.has(name)) csl.styles.add(name, style.xml);
  return name;
}

function engineFor(items: readonly CslItem[], style: StyleSource) {
  const name = nameOf(style);
  const engine = csl.engine(items, name, languageOf(csl.styles.get(name)), 'html');
  engine.opt.development_extensions.wrap_url_and_doi = true;
  return engine;
}

const ENGLISH = 'en-US';

/** The language a style is written for, or its nearest relative, where its words are at hand; else English. */
function languageOf(xml: string): string {
  const wanted = /<style\b[^>]*\bdefault-locale\s*=\s*["']([A-Za-z-]+)/.exec(xml)?.[1] ?? ENGLISH;
  const known = csl.locales.list();
  return known.find((name) => name === wanted) ?? known.find((name) => name.slice(0, 2) === wanted.slice(0, 2)) ?? ENGLISH;
}

/**
 * An entry of the bibliography for each item, in the order of the style. A style without a bibliography, as those for
 * footnotes are, gives its footnotes. Throws whatever citeproc throws at a style it cannot follow.
 */
export function bibliographyOf(items: readonly CslItem[], style: StyleSource): readonly RichText[] {
  const engine = engineFor(items, style);
  engine.updateItems(items.map(({ id }) => id));
  const made = engine.makeBibliography();
  if (made !== false) return made[1].map(runsOf);
  return items.map((item) => citationOf([item], style));
}

/** All items cited together, as in the text or in a footnote: "(Vaswani et al., 2017; Gray, 2020)". */
export function citationOf(items: readonly CslItem[], style: StyleSource): RichText {
  const citation = { citationItems: items.map(({ id }) => ({ id })), properties: { noteIndex: 1 } };
  const [cluster] = engineFor(items, style).rebuildProcessorState([citation], 'html', []);
  return runsOf(cluster?.[2] ?? '');
}

type Form = Omit<RichRun, 'text'>;

/** What citeproc says in place of a citation without words. */
const NOTHING = /\[(?:CSL STYLE ERROR: reference with no printed form\.|NO_PRINTED_FORM)\]/g;
/** Blocks within an entry that begin a line of their own. */
const OWN_LINE = /\bcsl-(?:block|indent)\b/;
/** Stands for a line's end among white space that means none. */
const LINE = '\u2028';
const WEB = /^https?:\/\//i;

/** What citeproc wrote as HTML, as runs: the form it gives is known, and anything else is words or nothing. */
export function runsOf(html: string): RichText {
  const runs: RichRun[] = [];
  const forms: Form[] = [{}];
  const add = (text: string) => {
    const form = forms.at(-1) ?? {};
    const last = runs.at(-1);
    if (last !== undefined && sameForm(last, form)) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ ...form, text });
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const { class: kind = '', style = '', href = '' } = attributes;
        if (name === 'div' && OWN_LINE.test(kind) && runs.length > 0) add(LINE);
        forms.push(formWithin(forms.at(-1) ?? {}, name, style, href));
      },
      onclosetag(name) {
        if (forms.length > 1) forms.pop();
        // "1." and what it numbers stand beside each other.
        if (name === 'div') add(' ');
      },
      ontext: add,
    },
    { decodeEntities: true },
  );
  parser.end(html.replaceAll(NOTHING, ''));
  // White space between the parts of citeproc's HTML is one space; hard spaces are a style's own.
  return trimmed(runs.map((run) => ({ ...run, text: run.text.replace(/[ \t\r\n]+/g, ' ').replace(/ *\u2028 */g, '\n') })));
}

function formWithin(form: Form, name: string, style: string, href: string): Form {
  switch (name) {
    case 'i':
    case 'em':
      return { ...form, italic: true };
    case 'b':
    case 'strong':
      return { ...form, bold: true };
    case 'u':
      return { ...form, underline: true };
    case 'sup':
    case 'sub':
      return { ...form, script: name };
    case 'a':
      return WEB.test(href) ? { ...form, href } : form;
    case 'span':
      return formBy(form, style);
    default:
      return form;
  }
}

/** Spans say small capitals, underlines, and where a form within itself is taken back. */
function formBy({ italic, bold, underline, smallCaps, ...form }: Form, style: string): Form {
  const says = (what: RegExp) => what.test(style);
  return {
    ...form,
    ...(italic && !says(/font-style\s*:\s*normal/) ? { italic } : {}),
    ...(bold && !says(/font-weight\s*:\s*normal/) ? { bold } : {}),
    ...((underline && !says(/text-decoration\s*:\s*none/)) || says(/text-decoration\s*:\s*underline/) ? { underline: true } : {}),
    ...((smallCaps && !says(/font-variant\s*:\s*normal/)) || says(/font-variant\s*:\s*small-caps/) ? { smallCaps: true } : {}),
  };
}

function sameForm(a: RichRun, b: Form): boolean {
  return (['italic', 'bold', 'underline', 'smallCaps', 'script', 'href'] as const).every((key) => a[key] === b[key]);
}

/** Without white space at both ends, and without runs of nothing. */
function trimmed(runs: readonly RichRun[]): RichText {
  const full = runs.filter(({ text }) => text !== '');
  const [first, last] = [full.findIndex(({ text }) => text.trim() !== ''), full.findLastIndex(({ text }) => text.trim() !== '')];
  return full.slice(Math.max(first, 0), last + 1).map((run, at, { length }) => {
    let { text } = run;
    if (at === 0) text = text.trimStart();
    if (at === length - 1) text = text.trimEnd();
    return { ...run, text };
  });
}
