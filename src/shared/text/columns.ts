/** By what a table's header is known again: its names, whatever their case and spacing. */
export const headerKey = (header: readonly string[]): string =>
  header.map((name) => name.trim().replace(/\s+/gu, ' ').toLowerCase()).join('\t');
