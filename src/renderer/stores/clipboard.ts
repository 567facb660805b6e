/** The system's clipboard. */
import { AppError } from '../../shared/errors.ts';

/** @throws {AppError} where the system does not let the window use its clipboard. */
export async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The desktop window grants no permissions at all; there the older way is open, within a key press or a click.
    if (!writeByEvent(text))
      throw new AppError(
        'unreachable',
        'The system did not let Offprint use the clipboard. Please try once more with this window in front.',
      );
  }
}

function writeByEvent(text: string): boolean {
  let written = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    written = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return written;
}
