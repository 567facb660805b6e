/** Puts text in place of a stretch of a field, as typing does: the field's own undo takes it back. */
export function replaceText(field: HTMLInputElement | HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.focus();
  field.setSelectionRange(start, end);
  // Nothing that came after it keeps the field's undo whole.
  document.execCommand('insertText', false, text);
}
