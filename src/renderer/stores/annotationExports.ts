/** Annotations as a file: those on view, with their filters. */
import type { ExportFormat } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { askedFilter, filterOf, useAnnotations } from './annotations.ts';
import { showFailure, showToast } from './toasts.ts';

export type AnnotationFormat = Extract<ExportFormat, `annotations-${string}` | `evidence-${string}`>;

const papers = (n: number): string => (n === 1 ? '1 paper' : `${n.toLocaleString('en')} papers`);

/** Writes what the pane shows to a file. An evidence table is made of all highlights of its colours, whenever they were made. */
export async function exportAnnotations(format: AnnotationFormat): Promise<void> {
  const s = useAnnotations.getState();
  const isTable = format.startsWith('evidence');
  const filter = isTable ? { colors: [...s.colors] } : askedFilter(filterOf(s));
  try {
    const { token, name, count } = await bridge.call('exports.create', { format, scope: { view: s.view, query: s.answered }, filter });
    if (!(await bridge.saveFile(token, name))) return;
    showToast(isTable ? `Exported the evidence of ${papers(count)}.` : `Exported the annotations of ${papers(count)}.`);
  } catch (thrown) {
    showFailure(thrown, 'Nothing was exported');
  }
}
