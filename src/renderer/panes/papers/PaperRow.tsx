import { Fragment, memo, useMemo } from 'react';
import type { MatchTerm, PaperRow as Row } from '../../../shared/models.ts';
import { marksIn } from '../../../shared/text/marks.ts';
import { shownText, spansOf } from '../../../shared/text/spans.ts';
import { usePapers } from '../../stores/papers.ts';
import { useSettings } from '../../stores/settings.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { words } from './words.ts';

export const rowId = (id: number): string => `paper-${id}`;

interface PaperRowProps {
  readonly id: number;
  /** From 0. */
  readonly position: number;
  readonly count: number;
  readonly searching: boolean;
}

/** One paper of the list. It listens to its own row and its own selection only, so that keys repeat without work elsewhere. */
export const PaperRow = memo(function PaperRow({ id, position, count, searching }: PaperRowProps) {
  const row = usePapers((s) => s.rows.get(id));
  const isSelected = usePapers((s) => (s.selected.size > 0 ? s.selected.has(id) : s.activeId === id));
  // Among papers picked one by one the keyboard may stand on another.
  const isStoodOn = usePapers((s) => s.picking && s.activeId === id);
  const reasons = usePapers((s) => s.reasons.get(id));
  const repair = useSettings((s) => s.repairText);
  const title = useMemo(() => (row === undefined ? '' : shownText(spansOf(row.title, { repair }))), [row, repair]);

  const classes = ['PaperRow', searching && 'PaperRow--found', row?.status === 'new' && 'is-unread', isStoodOn && 'is-stood-on'];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the keyboard and names its active option
    <div
      className={classes.filter((c) => c !== false).join(' ')}
      id={rowId(id)}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position + 1}
      aria-setsize={count}
      title={title}
      data-paper={id}
    >
      {row !== undefined && <RowBody row={row} searching={searching} reasons={reasons ?? NO_REASONS} repair={repair} />}
    </div>
  );
});

interface RowBodyProps {
  readonly row: Row;
  readonly searching: boolean;
  /** Why it is like the starred papers; empty where that is not asked. */
  readonly reasons: readonly string[];
  readonly repair: boolean;
}

const NO_REASONS: readonly string[] = [];
const NO_TERMS: readonly MatchTerm[] = [];

/** A screen reader hears the title, what there is to it, and its place in the list; the rest is for the eye. */
const RowBody = memo(function RowBody({ row, searching, reasons, repair }: RowBodyProps) {
  const terms = usePapers((s) => s.terms);
  const title = (
    <div className="PaperRow-title">
      <RawText raw={row.title} field="title" terms={terms} repair={repair} maths="plain" links={false} />
      <span className="Unseen">{words.state(row) + words.likeStarred(reasons)}</span>
    </div>
  );
  const gist = <RawText raw={row.gist} field="abstract" terms={NO_TERMS} repair={repair} maths="plain" links={false} />;
  const authors = words.authors(row);
  const date = words.date(row.date) || (row.venue ?? '');

  if (searching) {
    // With nothing to say below it the passage has that line too.
    const source = [authors === '' && date === '' ? (row.digest ?? '') : authors, date] as const;
    const bare = source.every((part) => part === '') && !hasMarks(row);
    return (
      <>
        <div className={bare ? 'PaperRow-text PaperRow-text--bare' : 'PaperRow-text'}>
          {title}
          <div className="PaperRow-snippet" aria-hidden="true">
            {row.snippet === null ? gist : <Marked text={row.snippet} terms={terms} />}
          </div>
        </div>
        {!bare && (
          <div className="PaperRow-meta" aria-hidden="true">
            <Source parts={source} />
            <Marks row={row} />
          </div>
        )}
      </>
    );
  }
  // Where nobody is named the abstract's opening says more than the digest's date, which the heading tells.
  if (authors === '' && reasons.length === 0)
    return (
      <div className="PaperRow-text PaperRow-text--whole">
        {title}
        <div className="PaperRow-rest" aria-hidden="true">
          <div className="PaperRow-gist">{gist}</div>
          <Marks row={row} />
        </div>
      </div>
    );
  return (
    <>
      <div className="PaperRow-text">
        {title}
        <div className="PaperRow-gist" aria-hidden="true">
          {gist}
        </div>
      </div>
      <div className="PaperRow-meta" aria-hidden="true">
        {reasons.length > 0 ? <Reasons reasons={reasons} /> : <Source parts={[authors, date]} />}
        <Marks row={row} />
      </div>
    </>
  );
});

/** The words in common with the starred papers, in the place of who and when. */
function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <>
      <Icon name="star" size="small" className="PaperRow-like" />
      <span className="PaperRow-source" dir="auto">
        {reasons.join(', ')}
      </span>
    </>
  );
}

/** Who and when; the names give way before the date. */
function Source({ parts: [authors, date] }: { readonly parts: readonly [authors: string, date: string] }) {
  return (
    <>
      {authors !== '' && <span className="PaperRow-source">{authors}</span>}
      {date !== '' && <span className="PaperRow-date">{date}</span>}
    </>
  );
}

const hasMarks = (row: Row): boolean => row.starred || row.noteCount > 0 || row.highlightCount > 0;

/** Icons only for what is there. */
function Marks({ row }: { readonly row: Row }) {
  if (!hasMarks(row)) return null;
  return (
    <span className="PaperRow-marks">
      {row.starred && <Icon name="star-full" size="small" className="PaperRow-star" />}
      {row.noteCount > 0 && <Icon name="note" size="small" />}
      {row.highlightCount > 0 && <Icon name="marker" size="small" />}
    </span>
  );
}

/** Shown text with the query's words marked. */
function Marked({ text, terms }: { readonly text: string; readonly terms: readonly MatchTerm[] }) {
  const marks = marksIn(text, terms, 'abstract');
  return (
    <>
      {marks.map(({ start, end }, i) => (
        <Fragment key={start}>
          {text.slice(marks[i - 1]?.end ?? 0, start)}
          <mark className="Hit">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </>
  );
}
