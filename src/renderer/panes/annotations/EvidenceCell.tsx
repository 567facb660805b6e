import { memo } from 'react';
import type { AnnotationRow } from '../../../shared/annotationModels.ts';
import type { HighlightColor } from '../../../shared/models.ts';
import { type EvidenceRow, toggleUnfolded, useEvidence } from '../../stores/evidence.ts';
import { useSettings } from '../../stores/settings.ts';
import { Markdown } from '../../typeset/Markdown.tsx';
import { Quote } from './Quote.tsx';
import { words } from './words.ts';

/** Quotes a folded cell shows, and how long the ones it shows may be, in UTF-16 units, to be shown whole. */
const FOLDED = 2;
const LONG = 220;
/** Formulas longer than this would run out of their column, in plain characters. */
const LONGEST_SET = 16;

interface EvidenceCellProps {
  readonly color: HighlightColor;
  readonly row: EvidenceRow;
}

/** What a paper says in one role; more than a little is folded. */
export const EvidenceCell = memo(function EvidenceCell({ color, row: { paper, highlights } }: EvidenceCellProps) {
  const role = useSettings((s) => s.roles[color]);
  const id = `${paper.id} ${color}`;
  const isOpen = useEvidence((s) => s.unfolded.has(id));
  const quotes = highlights.filter(({ highlight }) => highlight?.color === color);
  const more = quotes.length - FOLDED;
  const folds = more > 0 || quotes.some(isLong);
  if (quotes.length === 0) return null;
  return (
    <>
      <ul className={folds && !isOpen ? 'Evidence-quotes is-folded' : 'Evidence-quotes'}>
        {(isOpen ? quotes : quotes.slice(0, FOLDED)).map((row) => (
          <EvidenceQuote key={row.key} row={row} paper={paper} />
        ))}
      </ul>
      {folds && (
        <button
          className="LinkButton Evidence-more"
          type="button"
          aria-expanded={isOpen}
          aria-label={isOpen ? words.lessOf(role) : more > 0 ? words.moreOf(more, role) : words.wholeOf(role)}
          onClick={() => toggleUnfolded(id)}
        >
          {isOpen ? words.less : more > 0 ? words.more(more) : words.whole}
        </button>
      )}
    </>
  );
});

const isLong = ({ highlight, notes }: AnnotationRow): boolean =>
  (highlight?.quote.length ?? 0) > LONG || notes.length > 1 || notes.some((note) => note.opening.length > LONG);

function EvidenceQuote({ row: { highlight, notes }, paper }: { readonly row: AnnotationRow; readonly paper: EvidenceRow['paper'] }) {
  if (highlight === null) return null;
  return (
    <li className="Evidence-quote" data-highlight={highlight.id} data-paper={paper.id}>
      <p className="Evidence-words">
        <Quote paperId={paper.id} highlight={highlight} paper={paper} longestSet={LONGEST_SET} />
      </p>
      {notes.map((note) => (
        <div key={note.id} className="Evidence-comment">
          <Markdown source={note.isWhole ? note.opening : `${note.opening} …`} links={false} />
        </div>
      ))}
    </li>
  );
}
