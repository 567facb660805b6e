import { useLibrary } from '../../stores/library.ts';
import { openView, setQuery, usePapers } from '../../stores/papers.ts';
import { editSearch } from '../../stores/searches.ts';
import { words } from './words.ts';

/** What stands where the rows would: why there are none, and what to do. */
export function Nothing() {
  const searching = usePapers((s) => s.answered.trim() !== '');
  const broken = usePapers((s) => s.view.kind === 'search' && s.mistake !== null);
  return (
    // Without rows the pane takes the keyboard here.
    <div className="NoResults" tabIndex={-1} data-pane-focus="list">
      {searching ? <NoResults /> : broken ? <BrokenSearch /> : <EmptyView />}
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

/** A saved search that was understood when it was saved: a name in it is gone, say. */
function BrokenSearch() {
  const view = usePapers((s) => s.view);
  const search = useLibrary((s) => s.library?.searches.find(({ uid }) => view.kind === 'search' && uid === view.uid));
  return (
    <>
      <p className="NoResults-lead">{words.brokenSearch}</p>
      <p>{words.brokenHint}</p>
      {search !== undefined && (
        <p className="NoResults-offer">
          <button className="LinkButton" type="button" onClick={() => editSearch(search)}>
            {words.editQuery}
          </button>
        </p>
      )}
    </>
  );
}

function NoResults() {
  const anyWords = usePapers((s) => s.anyWords);
  const spelling = usePapers((s) => s.spelling);
  const hiddenBy = usePapers((s) => s.hiddenBy);
  const answered = usePapers((s) => s.answered);
  // Not a filter of the query but the view hides them: the query stays and is asked of all papers.
  const isView = (queryWithout: string) => queryWithout.trim() === answered.trim();
  const byFilters = hiddenBy.some(({ queryWithout }) => !isView(queryWithout));
  return (
    <>
      <p className="NoResults-lead">{byFilters ? words.nothingMatchesAll : words.nothing(answered, hiddenBy.length > 0)}</p>
      {hiddenBy.length === 0 && anyWords === null && spelling === null && <p>{words.nothingHint}</p>}
      {spelling !== null && (
        <p className="NoResults-offer">
          {`${words.didYouMean} `}
          <button className="LinkButton" type="button" dir="auto" onClick={() => void setQuery(spelling.query)}>
            {spelling.query}
          </button>
          {`? ${words.count(spelling.found)}`}
        </p>
      )}
      {anyWords !== null && (
        <p className="NoResults-offer">
          <button className="LinkButton" type="button" onClick={() => void setQuery(anyWords.query)}>
            {words.anyWords}
          </button>
          {`: ${words.count(anyWords.found)}`}
        </p>
      )}
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
