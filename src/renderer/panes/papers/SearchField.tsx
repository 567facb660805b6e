import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { QueryMistake } from '../../../shared/models.ts';
import { focusPane } from '../../stores/layout.ts';
import { setQuery, usePapers } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
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
  const mirror = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') focusPane('list');
    else if (event.key === 'Escape' && query !== '') void setQuery('');
    else if (event.key === 'Escape') focusPane('list');
    else return;
    event.preventDefault();
  };
  const clear = () => {
    void setQuery('');
    input.current?.focus();
  };
  /** The mark stays under its word when a long query scrolls. */
  const follow = () => {
    if (mirror.current !== null && input.current !== null) mirror.current.scrollLeft = input.current.scrollLeft;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a mark that appears has not followed yet
  useLayoutEffect(follow, [mistake]);

  const filled = query !== '';
  const classes = ['SearchField', filled && 'is-filled', mistake !== null && 'has-error'].filter((c) => c !== false).join(' ');
  return (
    <search className={classes}>
      <Icon name="search" />
      <span className="SearchField-box">
        {mistake !== null && (
          <span ref={mirror} className="SearchField-mirror" aria-hidden="true">
            {query.slice(0, mistake.start)}
            <s>{query.slice(mistake.start, mistake.end)}</s>
            {query.slice(mistake.end)}
          </span>
        )}
        <input
          ref={input}
          className="SearchField-input"
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : explainedBy}
          aria-keyshortcuts="/"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={10_000}
          value={query}
          data-search-box
          onChange={(event) => void setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onScroll={follow}
          onSelect={follow}
        />
      </span>
      {filled ? (
        <button className="SearchField-clear" type="button" aria-label={words.clear} title={words.clear} onClick={clear}>
          <Icon name="x" size="small" />
        </button>
      ) : (
        <span className="Keys" aria-hidden="true">
          <span className="Key">/</span>
        </span>
      )}
    </search>
  );
}
