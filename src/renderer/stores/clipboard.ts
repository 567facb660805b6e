/** The system's clipboard. */
import { AppError } from '../../shared/errors.ts';

/** With `html` programs that set text take that and the others the plain text. @throws {AppError} where the system does not let the window use its clipboard. */
export async function writeClipboard(text: string, html?: string): Promise<void> {
  const flavours = { 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) };
  try {
    const blobs = Object.entries(flavours).map(([type, data]) => [type, new Blob([data], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch {
    // The desktop window grants no permissions at all; there the older way is open, within a key press or a click.
    if (!writeByEvent(flavours))
      throw new AppError(
        'unreachable',
        'The system did not let Offprint use the clipboard. Please try once more with this window in front.',
      );
  }
}

function writeByEvent(flavours: Readonly<Record<string, string>>): boolean {
  let written = false;
  const fill = (event: ClipboardEvent) => {
    for (const [type, data] of Object.entries(flavours)) event.clipboardData?.setData(type, data);
    event.preventDefault();
    event.stopImmediatePropagation();
    written = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return written;
}
