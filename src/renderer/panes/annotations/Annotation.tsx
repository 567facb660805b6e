import { memo } from 'react';
import type { AnnotationKey, AnnotationNote, AnnotationRow } from '../../../shared/annotationModels.ts';
import type { Highlight } from '../../../shared/models.ts';
import { momentWords } from '../../momentWords.ts';
import { useAnnotations } from '../../stores/annotations.ts';
import { useSettings } from '../../stores/settings.ts';
import { Markdown } from '../../typeset/Markdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Quote } from './Quote.tsx';
import { placeWords, words } from './words.ts';

export const annotationId = (key: AnnotationKey): string => `annotation-${key}`;

interface AnnotationProps {
  readonly annotationKey: AnnotationKey;
  /** From 0. */
  readonly position: number;
  readonly count: number;
}

/** One annotation of the list: what is marked and what was written on it, or a note. */
export const Annotation = memo(function Annotation({ annotationKey: key, position, count }: AnnotationProps) {
  const row = useAnnotations((s) => s.rows.get(key));
  const isActive = useAnnotations((s) => s.activeKey === key);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the keyboard and names its active option
    <div
      className="Annotation"
      id={annotationId(key)}
      role="option"
      aria-selected={isActive}
      aria-posinset={position + 1}
      aria-setsize={count}
      data-annotation={key}
      data-color={row?.highlight?.color}
    >
      {row !== undefined && <Body row={row} />}
    </div>
  );
});

const Body = memo(function Body({ row: { paperId, highlight, notes } }: { readonly row: AnnotationRow }) {
  if (highlight === null) return notes.map((note) => <PaperNote key={note.id} note={note} />);
  return (
    <>
      <div className="Annotation-marked">
        <p className="Annotation-quote">
          <Quote paperId={paperId} highlight={highlight} />
        </p>
        <AboutHighlight highlight={highlight} />
      </div>
      {notes.length > 0 && (
        <div className="Annotation-comments">
          {notes.map((note) => (
            <Written key={note.id} note={note} />
          ))}
        </div>
      )}
    </>
  );
});

/** Its role, where it stands, and when it was made. */
function AboutHighlight({ highlight }: { readonly highlight: Highlight }) {
  const role = useSettings((s) => s.roles[highlight.color]);
  const place = placeWords(highlight);
  return (
    <p className="Annotation-about">
      <span className="Annotation-role">{role}</span>
      {highlight.field === 'title' && <span>{words.onTitle}</span>}
      <time dateTime={highlight.createdAt}>{momentWords(highlight.createdAt)}</time>
      {place !== null && (
        <span className="Annotation-place">
          <Icon name="warn" size="small" />
          {place}
        </span>
      )}
    </p>
  );
}

/** A comment, without the moment: it stands beside what it is on. */
function Written({ note }: { readonly note: AnnotationNote }) {
  return (
    <div className="Annotation-note">
      <span className="Unseen">{`${words.comment(note)}: `}</span>
      <Opening note={note} />
      {note.isDraft && <span className="Annotation-draft">{words.draft}</span>}
    </div>
  );
}

function PaperNote({ note }: { readonly note: AnnotationNote }) {
  return (
    <div className="Annotation-marked Annotation-marked--note">
      <div className="Annotation-note">
        <Opening note={note} />
      </div>
      <p className="Annotation-about">
        <span className="Annotation-role">{note.isDraft ? words.draft : words.note}</span>
        <time dateTime={note.createdAt}>{momentWords(note.createdAt)}</time>
      </p>
    </div>
  );
}

function Opening({ note: { opening, isWhole } }: { readonly note: AnnotationNote }) {
  return <Markdown source={isWhole ? opening : `${opening} …`} links={false} />;
}
