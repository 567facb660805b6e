/** What is copied of a paper's texts is what is shown of them: no typographer's quotes, formulas as their source, no decoration. */

import { shownStretch } from '../../typeset/shownMap.ts';
import { markables } from './markable.ts';

/** The words of a range that touches a text; of what stands between texts the words on screen. Null where it touches none. */
export function copiedText(range: Range): string | null {
  const touched = markables().filter(({ root }) => range.intersectsNode(root));
  if (touched.length === 0) return null;
  const parts: string[] = [];
  let from: readonly [node: Node, offset: number] = [range.startContainer, range.startOffset];
  for (const { root, map, shown } of touched) {
    const before = document.createRange();
    before.setStart(...from);
    // Where the range begins within the text this end comes first, and nothing is between.
    if (before.comparePoint(root, 0) >= 0) {
      before.setEnd(root, 0);
      parts.push(...linesOf(before));
    }
    const stretch = shownStretch(map, range);
    if (stretch !== null) parts.push(shown.slice(stretch.start, stretch.end));
    from = [root, root.childNodes.length];
  }
  const after = document.createRange();
  after.setStart(...from);
  if (after.comparePoint(range.endContainer, range.endOffset) >= 0) {
    after.setEnd(range.endContainer, range.endOffset);
    parts.push(...linesOf(after));
  }
  return parts.join('\n');
}

/** The words of a range, a line for each block of the page, without what is said to a screen reader alone. */
function linesOf(range: Range): readonly string[] {
  if (range.collapsed) return [];
  const lines: string[] = [];
  let block: Element | null = null;
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  for (
    let node: Node | null = range.commonAncestorContainer instanceof Text ? walker.currentNode : walker.nextNode();
    node !== null;
    node = walker.nextNode()
  ) {
    if (
      !(node instanceof Text) ||
      !range.intersectsNode(node) ||
      node.parentElement?.closest('.Unseen, button, svg, [role=toolbar]') != null
    )
      continue;
    const words = node.data.slice(
      node === range.startContainer ? range.startOffset : 0,
      node === range.endContainer ? range.endOffset : node.length,
    );
    if (words.trim() === '') continue;
    const own = blockOf(node);
    if (own === block) lines[lines.length - 1] += words;
    else lines.push(words);
    block = own;
  }
  return lines.map((line) => line.replace(/\s+/gu, ' ').trim());
}

function blockOf(node: Node): Element | null {
  let element = node.parentElement;
  while (element !== null && getComputedStyle(element).display.startsWith('inline')) element = element.parentElement;
  return element;
}

/** Fills the clipboard where a text of the paper is in the selection; anything else is copied as ever. */
export function onCopy(event: ClipboardEvent): void {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || event.clipboardData === null || event.defaultPrevented) return;
  const text = copiedText(selection.getRangeAt(0));
  if (text === null) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
}
