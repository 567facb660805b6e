import { lazy, memo, Suspense } from 'react';

/** The parser and the sanitiser come with the first note that is shown. */
const Rendered = lazy(() => import('./RenderedMarkdown.tsx'));

interface MarkdownProps {
  readonly source: string;
  /** False shows links as plain text, where the whole is itself something to press. */
  readonly links?: boolean;
}

/** A reader's own words: Markdown without raw HTML, sanitised, its links opening outside. */
export const Markdown = memo(function Markdown({ source, links = true }: MarkdownProps) {
  return (
    <Suspense fallback={<div className="Markdown Markdown--plain">{source}</div>}>
      <Rendered source={source} links={links} />
    </Suspense>
  );
});
