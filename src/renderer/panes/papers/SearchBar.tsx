import { useRef } from 'react';
import { explain } from '../../../shared/query/explain.ts';
import { bridge } from '../../bridge.ts';
import { runCommand } from '../../commands.ts';
import { useQueryCompletion } from '../../queryCompletion.tsx';
import { focusPane } from '../../stores/layout.ts';
import { useLibrary } from '../../stores/library.ts';
import { setQuery, usePapers } from '../../stores/papers.ts';
import { queryToKeep } from '../../stores/savedQuery.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { QueryError, useToldMistake } from './QueryError.tsx';
import { words } from './words.ts';

const ERROR_ID = 'query-error';
const MOD = bridge.platform === 'mac' ? '⌘' : 'Ctrl+';

/** The search over the list, and what is wrong with it. Down and Enter go to the results. */
export function SearchBar() {
  const query = usePapers((s) => s.query);
  const field = useRef<HTMLInputElement>(null);
  const completion = useQueryCompletion(field, query);
  const told = useToldMistake(completion.list !== null);
  return (
    <>
      <header className="PaperList-bar">
        <IconButton icon="sidebar" label={words.showSidebar} className="PaperList-sidebar" onClick={() => runCommand('window.sidebar')} />
        <SearchInput
          field={field}
          label={words.search}
          clearLabel={words.clear}
          value={query}
          mistake={told?.query === query ? told.mistake : null}
          explainedBy={ERROR_ID}
          meaning={query.trim() === '' ? '' : explain(query)}
          completion={completion}
          onChange={(value) => void setQuery(value)}
          onLeave={() => focusPane('list')}
        >
          <SaveButton />
        </SearchInput>
        <IconButton icon="plus" label={words.import} hint={words.importHint(`${MOD}I`)} onClick={() => runCommand('import.file')} />
      </header>
      {told !== null && <QueryError id={ERROR_ID} mistake={told.mistake} />}
    </>
  );
}

/** Only a search that can be asked can be kept. */
function SaveButton() {
  const library = useLibrary((s) => s.library);
  const canBeKept = usePapers((s) => s.mistake === null && library !== null && queryToKeep(s.query, s.view, library) !== null);
  if (!canBeKept) return null;
  return (
    <button
      className="SearchField-save"
      type="button"
      aria-label={words.save}
      title={words.saveHint(`${MOD}S`)}
      onClick={() => runCommand('search.save')}
    >
      <Icon name="bookmark" size="small" />
    </button>
  );
}
