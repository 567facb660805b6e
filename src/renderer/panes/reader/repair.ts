import { useReader } from '../../stores/reader.ts';
import { useSettings } from '../../stores/settings.ts';

/** Whether the paper on view is shown repaired: what the setting says, or the other way about for this paper. */
export function useRepair(): boolean {
  const repairText = useSettings((s) => s.repairText);
  const other = useReader((s) => s.showOther);
  return repairText !== other;
}
