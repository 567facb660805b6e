/** What of a field's style decides where its text stands. */
const SETTING = ['font', 'letter-spacing', 'word-spacing', 'tab-size', 'text-indent', 'padding', 'border', 'direction'] as const;

/** Where a place in a field's text is on screen, as tall as its line. */
export function placeOnScreen(field: HTMLTextAreaElement, offset: number): DOMRect {
  const double = document.createElement('div');
  const style = getComputedStyle(field);
  for (const name of SETTING) double.style.setProperty(name, style.getPropertyValue(name));
  const { left, top, width } = field.getBoundingClientRect();
  double.style.cssText += `;position:fixed;visibility:hidden;box-sizing:border-box;white-space:pre-wrap;overflow-wrap:break-word;left:${left}px;top:${top - field.scrollTop}px;width:${width}px`;
  const mark = document.createElement('span');
  mark.textContent = '\u200b';
  double.append(field.value.slice(0, offset), mark, field.value.slice(offset));
  document.body.append(double);
  const place = mark.getBoundingClientRect();
  double.remove();
  return place;
}
