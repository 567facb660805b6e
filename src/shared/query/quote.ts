/** Sets a text in quotes so that the parser reads it back unchanged. */
export function quote(text: string): string {
  return `"${text.replace(/(["”\\])/g, '\\$1')}"`;
}
