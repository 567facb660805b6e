import { bridge } from '../../bridge.ts';
import { commandOf } from '../../commands.ts';
import { adjust, highlightOf, useHighlights } from '../../stores/highlights.ts';
import { useReader } from '../../stores/reader.ts';
import { Keys } from '../../ui/Keys.tsx';
import { QuoteWords } from './Quote.tsx';
import { useRepair } from './repair.ts';
import { WORDS } from './words.ts';

/** While a highlight without a place waits for its words: what to do, and the way out. */
export function Placing() {
  const id = useHighlights((s) => s.adjusting);
  const paper = useReader((s) => s.paper);
  const repair = useRepair();
  const byKeyboard = commandOf('caret.start').keys[0];
  const highlight = paper === null ? null : highlightOf(id);
  return (
    <div className="Placing" aria-live="polite">
      {highlight !== null && highlight.range === null && (
        <div className="Placing-bar">
          <span className="Placing-quote">
            <QuoteWords highlight={highlight} repair={repair} />
          </span>
          <span>{WORDS.placing}</span>
          {byKeyboard !== undefined && (
            <span className="Placing-hint">
              <Keys keys={byKeyboard} platform={bridge.platform} /> {WORDS.placingKeys}
            </span>
          )}
          <button className="TextButton" type="button" onClick={() => adjust(null)}>
            {WORDS.stopPlacing}
            <Keys keys="Escape" platform={bridge.platform} />
          </button>
        </div>
      )}
    </div>
  );
}
