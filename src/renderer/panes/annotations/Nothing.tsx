import { Fragment } from 'react';
import { bridge } from '../../bridge.ts';
import { clearFilter, setScope, useAnnotations } from '../../stores/annotations.ts';
import { useLibrary } from '../../stores/library.ts';
import { Keys } from '../../ui/Keys.tsx';
import { words } from './words.ts';

/** What stands where annotations would: why there are none, and what to do. */
export function Nothing() {
  const none = useLibrary((s) => s.library?.annotations === 0);
  const isTrash = useAnnotations((s) => s.view.kind === 'trash');
  const tab = useAnnotations((s) => s.tab);
  const filtered = useAnnotations((s) => s.total > 0);
  return (
    // Without rows the pane takes the keyboard here.
    <div className="NoResults" tabIndex={-1} data-pane-focus="annotations">
      {none && !isTrash ? <NoneYet /> : tab === 'evidence' ? <NoneHighlighted /> : filtered ? <Hidden /> : <NoneHere />}
    </div>
  );
}

/** The keys for marking, highlighting and writing, between the parts of the sentence. */
const KEYS = ['v', 'h', 'a'] as const;

function NoneYet() {
  return (
    <>
      <p className="NoResults-lead">{words.none}</p>
      <p>
        {words.noneHint.map((part, i) => {
          const keys = KEYS[i];
          return (
            <Fragment key={part}>
              {part}
              {keys !== undefined && <Keys keys={keys} platform={bridge.platform} />}
            </Fragment>
          );
        })}
      </p>
    </>
  );
}

function NoneHere() {
  return (
    <>
      <p className="NoResults-lead">{words.noneHere}</p>
      <Everything />
    </>
  );
}

function NoneHighlighted() {
  const colors = useAnnotations((s) => s.colors.length > 0);
  return (
    <>
      <p className="NoResults-lead">{words.noneHighlighted}</p>
      <p>{words.noneHighlightedHint}</p>
      {colors ? (
        <button className="LinkButton" type="button" onClick={() => clearFilter('colors')}>
          {words.clearFilters}
        </button>
      ) : (
        <Everything />
      )}
    </>
  );
}

/** The way out of a scope that has nothing. */
function Everything() {
  const isAll = useAnnotations((s) => s.view.kind === 'all' && s.answered.trim() === '');
  if (isAll) return null;
  return (
    <button className="LinkButton" type="button" onClick={() => setScope({ kind: 'all' })}>
      {words.showEverything}
    </button>
  );
}

function Hidden() {
  const hiddenBy = useAnnotations((s) => s.hiddenBy);
  return (
    <>
      <p className="NoResults-lead">{words.hidden}</p>
      <ul className="NoResults-filters">
        {hiddenBy.map(({ filter, found }) => (
          <li key={filter}>
            <span>
              {words.filter(filter)}
              {words.hides(found)}
            </span>
            <button className="LinkButton" type="button" onClick={() => clearFilter(filter)}>
              {words.leaveOut}
            </button>
          </li>
        ))}
      </ul>
      <button className="LinkButton" type="button" onClick={() => clearFilter('all')}>
        {words.clearFilters}
      </button>
    </>
  );
}
