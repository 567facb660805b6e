/** Citations for the clipboard, and the styles they are written in. */
import { create } from 'zustand';
import type { Input } from '../../shared/contract.ts';
import { type CitationStyle, SHIPPED_STYLES } from '../../shared/models.ts';
import { htmlOf, plainOf, type RichText } from '../../shared/text/richText.ts';
import { bridge } from '../bridge.ts';
import { writeClipboard } from './clipboard.ts';
import { useSettings } from './settings.ts';
import { showFailure, showToast } from './toasts.ts';

interface CitationStore {
  /** Those that ship, then one's own. */
  readonly styles: readonly CitationStyle[];
  /** What was removed while the settings are open, so that it can be put back. */
  readonly removed: readonly { readonly style: CitationStyle; readonly xml: string }[];
}

export const useCitations = create<CitationStore>(() => ({
  styles: SHIPPED_STYLES.map((style) => ({ ...style, own: false })),
  removed: [],
}));

/** What a citation is for: the list at the end, or the text. */
export type CiteAs = NonNullable<Input<'citations.write'>['as']>;

export async function loadStyles(): Promise<void> {
  try {
    const styles = await bridge.call('citations.styles', {});
    // What shows them begins anew with every new list.
    if (JSON.stringify(styles) !== JSON.stringify(useCitations.getState().styles)) useCitations.setState({ styles });
  } catch (thrown) {
    showFailure(thrown, 'The citation styles could not be read');
  }
}

/** The title of a style, of the chosen one where none is named. */
export const styleTitle = (styles: readonly CitationStyle[], id: string): string => styles.find((style) => style.id === id)?.title ?? id;

/** Papers in a style, plain and as text with form: a paragraph for each where there are several. */
async function writeCitations(texts: readonly RichText[]): Promise<void> {
  const html = texts.length === 1 ? texts.map(htmlOf) : texts.map((text) => `<p>${htmlOf(text)}</p>`);
  await writeClipboard(texts.map(plainOf).join('\n'), html.join('\n'));
}

/** Copies papers in a style, the chosen one where none is named: an entry for each, or one citation of them all. */
export async function copyCitations(
  ids: readonly number[],
  { style, as = 'bibliography' }: { style?: string; as?: CiteAs } = {},
): Promise<void> {
  if (ids.length === 0) return;
  try {
    const texts = await bridge.call('citations.write', { ids: [...ids], as, ...(style === undefined ? {} : { style }) });
    if (texts.length === 0) return;
    await writeCitations(texts);
    const title = styleTitle(useCitations.getState().styles, style ?? useSettings.getState().citationStyle);
    showToast(
      texts.length === 1 ? `Citation copied, in ${title}.` : `${texts.length.toLocaleString('en-GB')} citations copied, in ${title}.`,
    );
  } catch (thrown) {
    showFailure(thrown, 'Nothing was copied');
  }
}

export type Dialect = NonNullable<Input<'citations.bibtex'>['dialect']>;

/** Copies papers as entries of a bibliography file. */
export async function copyBibtex(ids: readonly number[], dialect: Dialect): Promise<void> {
  if (ids.length === 0) return;
  try {
    await writeClipboard(await bridge.call('citations.bibtex', { ids: [...ids], dialect }));
    const name = dialect === 'bibtex' ? 'BibTeX' : 'BibLaTeX';
    showToast(ids.length === 1 ? `Copied as ${name}.` : `${ids.length.toLocaleString('en-GB')} papers copied as ${name}.`);
  } catch (thrown) {
    showFailure(thrown, 'Nothing was copied');
  }
}

/** Takes the file of a style in; the new style is the chosen one. */
export async function addStyle(file: File): Promise<void> {
  try {
    const style = await bridge.call('citations.addStyle', { token: await bridge.offerFile(file) });
    await loadStyles();
    useSettings.setState(await bridge.call('settings.set', { citationStyle: style.id }));
    showToast(`Added the style ${style.title}.`);
  } catch (thrown) {
    showFailure(thrown, 'The style was not added');
  }
}

export async function removeStyle(style: CitationStyle): Promise<void> {
  try {
    const { xml } = await bridge.call('citations.removeStyle', { id: style.id });
    useCitations.setState((s) => ({ removed: [...s.removed, { style, xml }] }));
    await loadStyles();
  } catch (thrown) {
    showFailure(thrown, 'The style was not removed');
  }
}

export async function putStyleBack({ style, xml }: CitationStore['removed'][number]): Promise<void> {
  try {
    await bridge.call('citations.addStyle', { xml });
    useCitations.setState((s) => ({ removed: s.removed.filter((each) => each.style.id !== style.id) }));
    await loadStyles();
  } catch (thrown) {
    showFailure(thrown, 'The style was not put back');
  }
}
