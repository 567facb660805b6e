import { lazy, memo, Suspense } from 'react';

/** The parser and the sanitiser come with the first note that is shown. */
const Rendered = lazy(() => import('./RenderedMarkdown.tsx'));

interface MarkdownProps {
  readonly source: string;
}

/** A reader's own words: Markdown without raw HTML, sanitised, its links opening outside. */
export const Markdown = memo(function Markdown({ source }: MarkdownProps) {
  return (
    <Suspense fallback={<div className="Markdown Markdown--plain">{source}</div>}>
      <Rendered source={source} />
    </Suspense>
  );
});
