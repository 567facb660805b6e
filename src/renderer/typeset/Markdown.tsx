import { lazy, memo, Suspense } from 'react';

/** The parser and the sanitiser come with the first note that is shown. */
const Rendered = lazy(() => import('./RenderedMarkdown.tsx'));

export interface MarkdownProps {
  readonly source: string;
  /** A link to a paper of the library was followed. */
  readonly onPaper?: (uid: string) => void;
  /**
   * The box of a task item was ticked or cleared; `offset` is the place of its sign in the source. False puts it back as it was.
   * Without this boxes are only shown.
   */
  readonly onTask?: (offset: number, done: boolean) => boolean | Promise<boolean>;
  /** False shows links as plain text, where the whole is itself something to press. */
  readonly links?: boolean;
}

/** A reader's own words: Markdown without raw HTML, sanitised, its links opening outside, or in the app where they lead to a paper. */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="Markdown Markdown--plain">{props.source}</div>}>
      <Rendered {...props} />
    </Suspense>
  );
});
