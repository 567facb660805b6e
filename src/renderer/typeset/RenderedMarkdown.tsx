import { useLayoutEffect, useRef } from 'react';
import { setMaths } from './katex.ts';
import { MAX_RENDERED, renderMarkdown } from './markdown.ts';
import { MATHS_CLASS } from './markdownHtml.ts';

/** Rendered Markdown, as DOM nodes: under Trusted Types no string of ours ever becomes markup. Longer texts stay plain. */
export default function RenderedMarkdown({ source, links }: { readonly source: string; readonly links: boolean }) {
  const node = useRef<HTMLDivElement>(null);
  const plain = source.length > MAX_RENDERED;
  useLayoutEffect(() => {
    const here = node.current;
    if (here === null || plain) return;
    here.replaceChildren(renderMarkdown(source));
    if (!links) for (const link of here.querySelectorAll('a')) link.replaceWith(...link.childNodes);
    const given = [...here.querySelectorAll<HTMLElement>(`.${MATHS_CLASS}`)].map((formula) =>
      setMaths(formula, formula.textContent, formula.dataset.display !== undefined),
    );
    return () => {
      for (const giveUp of given) giveUp();
    };
  }, [source, plain, links]);
  return plain ? (
    <div className="Markdown Markdown--plain" dir="auto">
      {source}
    </div>
  ) : (
    <div ref={node} className="Markdown" dir="auto" />
  );
}
