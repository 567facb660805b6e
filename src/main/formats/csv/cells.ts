/** Cells of comma-separated values (RFC 4180), written so that no spreadsheet takes one for a formula, and read back. */

/** What a spreadsheet would take for the beginning of a formula, or what stands for such a beginning already. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** One cell: never a formula, and quoted where RFC 4180 asks for it. {@link plainCell} takes the apostrophe away again. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end. */
export const csvRecord = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** What a cell says, without the apostrophe that keeps a spreadsheet from reckoning with it. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
