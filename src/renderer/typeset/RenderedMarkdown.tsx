import { type MouseEvent, useLayoutEffect, useRef } from 'react';
import { uidOfAddress } from '../../shared/paperAddress.ts';
import { setMaths } from './katex.ts';
import type { MarkdownProps } from './Markdown.tsx';
import { MAX_RENDERED, renderMarkdown } from './markdown.ts';
import { MATHS_CLASS } from './markdownHtml.ts';

/** What of a text can hold the keyboard. */
const FOCUSABLE = 'a, input';

/** Replaces what is shown; the keyboard stays on the link or box it was on, told by its number. */
function show(here: HTMLElement, fragment: DocumentFragment): void {
  const at = [...here.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement ?? here);
  here.replaceChildren(fragment);
  if (at >= 0) here.querySelectorAll<HTMLElement>(FOCUSABLE)[at]?.focus({ preventScroll: true });
}

/** Rendered Markdown, as DOM nodes: under Trusted Types no string of ours ever becomes markup. Longer texts stay plain. */
export default function RenderedMarkdown({ source, onPaper, onTask, links = true }: MarkdownProps) {
  const node = useRef<HTMLDivElement>(null);
  const plain = source.length > MAX_RENDERED;
  const fixed = onTask === undefined;
  useLayoutEffect(() => {
    const here = node.current;
    if (here === null || plain) return;
    const fragment = renderMarkdown(source);
    if (fixed) for (const box of fragment.querySelectorAll('input')) box.disabled = true;
    if (!links) for (const link of fragment.querySelectorAll('a')) link.replaceWith(...link.childNodes);
    show(here, fragment);
    const given = [...here.querySelectorAll<HTMLElement>(`.${MATHS_CLASS}`)].map((formula) =>
      setMaths(formula, formula.textContent, formula.dataset.display !== undefined),
    );
    return () => {
      for (const giveUp of given) giveUp();
    };
  }, [source, plain, fixed, links]);

  const onClick = async (event: MouseEvent<HTMLElement>) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const uid = uidOfAddress(target.closest('a')?.getAttribute('href') ?? '');
    if (uid !== null) {
      event.preventDefault(); // with every button and key: the address means nothing outside
      if (event.button === 0) onPaper?.(uid);
    } else if (target instanceof HTMLInputElement && onTask !== undefined) {
      const done = target.checked;
      if (!(await onTask(Number(target.dataset.task), done))) target.checked = !done;
    }
  };
  return plain ? (
    <div className="Markdown Markdown--plain" dir="auto">
      {source}
    </div>
  ) : (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links and boxes inside are pressed, by every hand
    <div ref={node} className="Markdown" dir="auto" onClick={onClick} onAuxClick={onClick} />
  );
}
