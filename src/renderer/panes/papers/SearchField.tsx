import type { QueryMistake } from '../../../shared/models.ts';
import { focusPane } from '../../stores/layout.ts';
import { setQuery, usePapers } from '../../stores/papers.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { words } from './words.ts';

interface SearchFieldProps {
  /** Explained beside the field already. */
  readonly mistake: QueryMistake | null;
  /** Id of the explanation. */
  readonly explainedBy: string;
}

/** Searches as you type. Down and Enter go to the results; Escape empties the field, then leaves it. */
export function SearchField({ mistake, explainedBy }: SearchFieldProps) {
  const query = usePapers((s) => s.query);
  return (
    <SearchInput
      label={words.search}
      clearLabel={words.clear}
      value={query}
      mistake={mistake}
      explainedBy={explainedBy}
      onChange={(value) => void setQuery(value)}
      onLeave={() => focusPane('list')}
    />
  );
}
