import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { Icon } from './Icon.tsx';

interface SearchInputProps {
  /** Its name, and what stands in it while it is empty. */
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  /** What is wrong in it, in UTF-16 units, once it is explained beside the field. */
  readonly mistake: { readonly start: number; readonly end: number } | null;
  /** Id of the explanation. */
  readonly explainedBy: string;
  readonly onChange: (value: string) => void;
  /** Down and Enter, and Escape in an empty field, go on to what was found. */
  readonly onLeave: () => void;
}

/** A query as it is typed, with its mistake underlined. Escape empties the field, then leaves it. */
export function SearchInput({ label, clearLabel, value, mistake, explainedBy, onChange, onLeave }: SearchInputProps) {
  const mirror = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  const clear = () => {
    onChange('');
    input.current?.focus();
  };
  /** The mark stays under its word when a long query scrolls. */
  const follow = () => {
    if (mirror.current !== null && input.current !== null) mirror.current.scrollLeft = input.current.scrollLeft;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a mark that appears has not followed yet
  useLayoutEffect(follow, [mistake]);

  const filled = value !== '';
  const classes = ['SearchField', filled && 'is-filled', mistake !== null && 'has-error'].filter((c) => c !== false).join(' ');
  return (
    <search className={classes}>
      <Icon name="search" />
      <span className="SearchField-box">
        {mistake !== null && (
          <span ref={mirror} className="SearchField-mirror" aria-hidden="true">
            {value.slice(0, mistake.start)}
            <s>{value.slice(mistake.start, mistake.end)}</s>
            {value.slice(mistake.end)}
          </span>
        )}
        <input
          ref={input}
          className="SearchField-input"
          type="search"
          placeholder={label}
          aria-label={label}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : explainedBy}
          aria-keyshortcuts="/"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={10_000}
          value={value}
          data-search-box
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onScroll={follow}
          onSelect={follow}
        />
      </span>
      {filled ? (
        <button className="SearchField-clear" type="button" aria-label={clearLabel} title={clearLabel} onClick={clear}>
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
