import { type KeyboardEvent, type ReactNode, type RefObject, useEffectEvent, useId, useLayoutEffect, useRef } from 'react';
import { Icon } from './Icon.tsx';
import type { FieldCompletion } from './useChoosing.ts';

interface SearchInputProps {
  /** The field itself. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** Its name, and what stands in it while it is empty. */
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  /** What is wrong in it, in UTF-16 units, once it is explained beside the field. */
  readonly mistake: { readonly start: number; readonly end: number } | null;
  /** Id of the explanation. */
  readonly explainedBy: string;
  /** What it means in plain words, for a screen reader; empty where there is nothing to tell. */
  readonly meaning: string;
  readonly completion: FieldCompletion;
  readonly onChange: (value: string) => void;
  /** Down and Enter, and Escape in an empty field, go on to what was found. */
  readonly onLeave: () => void;
  /** What else can be done with what is typed. */
  readonly children?: ReactNode;
}

/** A query as it is typed, with its mistake underlined. Escape lets what is offered go, empties the field, then leaves it. */
export function SearchInput(props: SearchInputProps) {
  const { field, label, clearLabel, value, mistake, explainedBy, meaning, completion, onChange, onLeave, children } = props;
  const mirror = useRef<HTMLSpanElement>(null);
  const meaningId = useId();

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isPlain && completion.takeKey(event)) event.stopPropagation();
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  const clear = () => {
    onChange('');
    field.current?.focus();
  };
  /** The mark stays under its word when a long query scrolls. */
  const follow = () => {
    if (mirror.current !== null && field.current !== null) mirror.current.scrollLeft = field.current.scrollLeft;
  };

  const followNow = useEffectEvent(follow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a mark that appears has not followed yet
  useLayoutEffect(() => followNow(), [mistake]);

  const filled = value !== '';
  const classes = ['SearchField', filled && 'is-filled', mistake !== null && 'has-error'].filter((c) => c !== false).join(' ');
  return (
    <search className={classes}>
      <Icon name="search" />
      <span className="SearchField-box">
        {mistake !== null && (
          <span ref={mirror} className="SearchField-mirror" dir="auto" aria-hidden="true">
            {value.slice(0, mistake.start)}
            <s>{value.slice(mistake.start, mistake.end)}</s>
            {value.slice(mistake.end)}
          </span>
        )}
        <input
          ref={field}
          className="SearchField-input"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          dir="auto"
          placeholder={label}
          aria-label={label}
          aria-invalid={mistake !== null}
          aria-describedby={mistake !== null ? explainedBy : meaning === '' ? undefined : meaningId}
          aria-keyshortcuts="/"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={10_000}
          value={value}
          data-search-box
          {...completion.aria}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            completion.follow();
          }}
          onKeyDown={onKeyDown}
          onScroll={follow}
          onSelect={() => {
            follow();
            completion.follow();
          }}
          onBlur={completion.close}
        />
      </span>
      <span className="Unseen" id={meaningId}>
        {meaning}
      </span>
      <span className="Unseen" role="status">
        {completion.said}
      </span>
      {completion.list}
      {filled && children}
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
