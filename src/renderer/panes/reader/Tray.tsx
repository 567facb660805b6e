import { useEffect, useMemo, useState } from 'react';
import type { Highlight, Paper } from '../../../shared/models.ts';
import { wordDiff } from '../../../shared/text/wordDiff.ts';
import { adjust, deleteHighlight, setActive, useHighlights } from '../../stores/highlights.ts';
import { focusPane } from '../../stores/layout.ts';
import { confirmPlace, showWhereItWas, wordsBefore } from '../../stores/places.ts';
import { useSettings } from '../../stores/settings.ts';
import { WordChanges } from '../../typeset/WordChanges.tsx';
import { type Comment, useComments } from './comments.ts';
import { MarginNote } from './MarginNote.tsx';
import { QuoteWords, quotedWords } from './Quote.tsx';
import { opening, WORDS } from './words.ts';

interface TrayProps {
  readonly paper: Paper;
  readonly repair: boolean;
}

/** Highlights that a change of the abstract left without a place, or placed on words that are not quite theirs. */
export function Tray({ paper, repair }: TrayProps) {
  const comments = useComments(paper);
  const unplaced = paper.highlights.filter(({ range }) => range === null);
  const similar = paper.highlights.filter(({ range, placedBy }) => range !== null && placedBy === 'similar');
  return (
    <>
      {unplaced.length > 0 && (
        <section className="Tray" aria-labelledby="tray-unplaced">
          <h2 className="Tray-title" id="tray-unplaced">
            {WORDS.unplaced(unplaced.length)}
          </h2>
          <ul>
            {unplaced.map((highlight) => (
              <Unplaced
                key={highlight.id}
                highlight={highlight}
                comments={comments.filter(({ highlightId }) => highlightId === highlight.id)}
                wasHere={paper.olderAbstracts.length > 0}
                repair={repair}
              />
            ))}
          </ul>
        </section>
      )}
      {similar.length > 0 && (
        <section className="Tray" aria-labelledby="tray-similar">
          <h2 className="Tray-title" id="tray-similar">
            {WORDS.similar(similar.length)}
          </h2>
          <p className="Tray-hint">{WORDS.similarHint(similar.length)}</p>
          <ul>
            {similar.map((highlight) => (
              <Similar key={highlight.id} highlight={highlight} repair={repair} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The next selection becomes the highlight's place; the text comes into sight and gets the keyboard. */
function begin({ id }: Highlight): void {
  adjust(id);
  document.querySelector('.Abstract-text')?.scrollIntoView({ block: 'nearest' });
  focusPane('reader');
}

interface UnplacedProps {
  readonly highlight: Highlight;
  readonly comments: readonly Comment[];
  /** Whether there are older versions to show it in. */
  readonly wasHere: boolean;
  readonly repair: boolean;
}

function Unplaced({ highlight, comments, wasHere, repair }: UnplacedProps) {
  const placing = useHighlights((s) => s.adjusting === highlight.id);
  const words = opening(quotedWords(highlight, repair));
  return (
    <li className={placing ? 'TrayItem is-placing' : 'TrayItem'}>
      <p className="TrayItem-quote">
        <Role highlight={highlight} /> <QuoteWords highlight={highlight} repair={repair} />
      </p>
      {comments.map((comment) => (
        <MarginNote key={comment.key} comment={comment} />
      ))}
      <p className="TrayItem-actions">
        <button className="LinkButton" type="button" aria-label={WORDS.placeLong(words)} onClick={() => begin(highlight)}>
          {WORDS.place}
        </button>
        {wasHere && (
          <button className="LinkButton" type="button" onClick={() => void showWhereItWas(highlight)}>
            {WORDS.showWhere}
          </button>
        )}
        <button
          className="LinkButton"
          type="button"
          aria-label={WORDS.deleteUnplacedLong(words)}
          onClick={() => void deleteHighlight(highlight.id)}
        >
          {WORDS.deleteUnplaced}
        </button>
      </p>
    </li>
  );
}

function Similar({ highlight, repair }: { readonly highlight: Highlight; readonly repair: boolean }) {
  const before = useWordsBefore(highlight);
  const words = opening(quotedWords(highlight, repair));
  const parts = useMemo(
    () => (before === null ? null : wordDiff(quotedWords({ quote: before }, repair), quotedWords(highlight, repair))),
    [before, highlight, repair],
  );
  return (
    <li className="TrayItem">
      <button className="TrayItem-quote" type="button" onClick={() => setActive(highlight.id)}>
        <Role highlight={highlight} />{' '}
        {parts === null ? (
          <QuoteWords highlight={highlight} repair={repair} />
        ) : (
          <q className="QuoteWords">
            <WordChanges parts={parts} words={WORDS} />
          </q>
        )}
      </button>
      <p className="TrayItem-actions">
        <button className="LinkButton" type="button" aria-label={WORDS.keepPlaceLong(words)} onClick={() => void confirmPlace(highlight)}>
          {WORDS.keepPlace}
        </button>
        <button className="LinkButton" type="button" aria-label={WORDS.moveLong(words)} onClick={() => begin(highlight)}>
          {WORDS.move}
        </button>
        <button className="LinkButton" type="button" onClick={() => void showWhereItWas(highlight)}>
          {WORDS.showWhere}
        </button>
      </p>
    </li>
  );
}

/** The raw words a highlight stood on before the abstract changed; null until they are known. */
function useWordsBefore(highlight: Highlight): string | null {
  const [before, setBefore] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void wordsBefore(highlight).then((words) => gone || setBefore(words));
    return () => {
      gone = true;
    };
  }, [highlight]);
  return before;
}

function Role({ highlight: { color } }: { readonly highlight: Highlight }) {
  const role = useSettings((s) => s.roles[color]);
  return (
    <span className="TrayItem-role" style={{ background: `var(--hl-${color})`, borderColor: `var(--hl-${color}-line)` }}>
      {role}
    </span>
  );
}
