/** Annotations as a file: those on view, with their filters. */
import type { ExportFormat } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { askedFilter, filterOf, useAnnotations } from './annotations.ts';
import { useEvidence } from './evidence.ts';
import { showFailure, showToast } from './toasts.ts';

export type AnnotationFormat = Extract<ExportFormat, `annotations-${string}` | `evidence-${string}`>;

const counted = (n: number, one: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;

/** Writes what the pane shows to a file. An evidence table is made of all highlights of its colours, whenever they were made. */
export async function exportAnnotations(format: AnnotationFormat): Promise<void> {
  const s = useAnnotations.getState();
  const isTable = format.startsWith('evidence');
  const filter = isTable ? { colors: [...s.colors] } : askedFilter(filterOf(s));
  const what = isTable ? `the evidence of ${counted(useEvidence.getState().ids.length, 'paper')}` : counted(s.keys.length, 'annotation');
  try {
    const { token, name } = await bridge.call('exports.create', { format, scope: { view: s.view, query: s.answered }, filter });
    if (await bridge.saveFile(token, name)) showToast(`Exported ${what}.`);
  } catch (thrown) {
    showFailure(thrown, 'Nothing was exported');
  }
}
