import { type KeyboardEvent, useState } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { plainWordsOf, point, setActive, useHighlights } from '../../stores/highlights.ts';
import { focusPane } from '../../stores/layout.ts';
import { useSettings } from '../../stores/settings.ts';
import { commentsOn } from './comments.ts';
import { WORDS } from './words.ts';

/** By key, how far it moves in the list. */
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The paper's highlights as a list: what is drawn over the text says nothing to a screen reader. Out of sight until the keyboard
 * comes to it; one stop for Tab, arrows within.
 */
export function HighlightList({ paper }: { readonly paper: Paper }) {
  const roles = useSettings((s) => s.roles);
  const active = useHighlights((s) => s.active);
  const [stop, setStop] = useState(0);
  const placed = paper.highlights.filter(({ range }) => range !== null);
  if (placed.length === 0) return null;
  const at = Math.min(stop, placed.length - 1);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = MOVES[event.key];
    if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(placed.length - 1, at + by));
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  const onChoose = (id: number) => {
    focusPane('reader');
    setActive(id);
  };
  return (
    <section className="HighlightList" aria-labelledby="highlights-title" data-keeps-highlight="" data-moves="" onKeyDown={onKeyDown}>
      <h2 className="SectionTitle" id="highlights-title">
        {WORDS.highlights}
      </h2>
      <ul>
        {placed.map((highlight, i) => (
          <li key={highlight.id}>
            <button
              type="button"
              className="HighlightList-item"
              data-color={highlight.color}
              tabIndex={i === at ? 0 : -1}
              aria-current={highlight.id === active}
              onFocus={() => {
                setStop(i);
                point(highlight.id);
              }}
              onBlur={() => point(null)}
              onClick={() => onChoose(highlight.id)}
            >
              <span className="HighlightList-role">{WORDS.role(roles[highlight.color])}</span>
              <span className="HighlightList-words">{plainWordsOf(highlight)}</span>
              <span className="Unseen">{WORDS.saidComments(commentsOn(paper, highlight.id))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
