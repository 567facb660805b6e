import { openView, setQuery, usePapers } from '../../stores/papers.ts';
import { words } from './words.ts';

/** What stands where the rows would: why there are none, and what to do. */
export function Nothing() {
  const searching = usePapers((s) => s.answered.trim() !== '');
  return (
    // Without rows the pane takes the keyboard here.
    <div className="NoResults" tabIndex={-1} data-pane-focus="list">
      {searching ? <NoResults /> : <EmptyView />}
    </div>
  );
}

function EmptyView() {
  const view = usePapers((s) => s.view);
  const [lead, text] = words.empty(view);
  return (
    <>
      <p className="NoResults-lead">{lead}</p>
      <p>{text}</p>
    </>
  );
}

function NoResults() {
  const hiddenBy = usePapers((s) => s.hiddenBy);
  const answered = usePapers((s) => s.answered);
  // Not a filter of the query but the view hides them: the query stays and is asked of all papers.
  const isView = (queryWithout: string) => queryWithout.trim() === answered.trim();
  const byFilters = hiddenBy.some(({ queryWithout }) => !isView(queryWithout));
  return (
    <>
      <p className="NoResults-lead">{byFilters ? words.nothingMatchesAll : words.nothing(answered, hiddenBy.length > 0)}</p>
      {hiddenBy.length === 0 && <p>{words.nothingHint}</p>}
      <ul className="NoResults-filters">
        {hiddenBy.map(({ filter, queryWithout, found }) => (
          <li key={filter}>
            <span>
              <span className="Filter">{filter}</span>
              {words.hides(found)}
            </span>
            {isView(queryWithout) ? (
              <button className="LinkButton" type="button" onClick={() => void openView({ kind: 'all' }, queryWithout)}>
                {words.searchEverywhere}
              </button>
            ) : (
              <button className="LinkButton" type="button" onClick={() => void setQuery(queryWithout)}>
                {words.leaveOut}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
