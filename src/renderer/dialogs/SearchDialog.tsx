import { type FormEvent, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { explain } from '../../shared/query/explain.ts';
import { useQueryCompletion } from '../queryCompletion.tsx';
import { closeDialog } from '../stores/layout.ts';
import { asksSomething } from '../stores/savedQuery.ts';
import { keepDraft, useSearches } from '../stores/searches.ts';
import { Icon } from '../ui/Icon.tsx';
import { Modal } from '../ui/Modal.tsx';
import { cancel, savedSearch as words } from './words.ts';

const MAX_NAME = 100;
const MAX_QUERY = 10_000;

/** The name and the query of a saved search, new or old. Enter keeps them; what stands in the way is told below. */
export function SearchDialog() {
  const draft = useSearches((s) => s.draft);
  const [name, setName] = useState(draft?.name ?? '');
  const [query, setQuery] = useState(draft?.query ?? '');
  /** Why it was not kept. */
  const [refusal, setRefusal] = useState<string | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const queryField = useRef<HTMLInputElement>(null);
  const meaningId = useId();
  const completion = useQueryCompletion(queryField, query);
  const isNew = draft?.uid == null;

  useLayoutEffect(() => {
    const field = isNew ? nameField.current : queryField.current;
    field?.focus();
    if (isNew) field?.select();
  }, [isNew]);

  if (draft === null) return null;
  const asks = asksSomething(query);
  const ready = asks && name.trim() !== '';
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (ready) setRefusal(await keepDraft({ ...draft, name, query }));
  };
  const onQueryKey = (event: KeyboardEvent) => {
    const isPlain = !event.nativeEvent.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isPlain || !completion.takeKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = isNew ? words.saveTitle : words.editTitle;
  return (
    <Modal label={title} className="Dialog Dialog--search" onClose={closeDialog}>
      <form onSubmit={(event) => void keep(event)}>
        <div className="Dialog-head">
          <h2 className="Dialog-title">{title}</h2>
        </div>
        <div className="SavedSearch">
          <label className="SavedSearch-label">
            {words.name}
            <input
              ref={nameField}
              className="SavedSearch-field"
              dir="auto"
              autoComplete="off"
              spellCheck={false}
              maxLength={MAX_NAME}
              aria-invalid={refusal !== null}
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setRefusal(null);
              }}
            />
          </label>
          <label className="SavedSearch-label">
            {words.query}
            <input
              ref={queryField}
              className="SavedSearch-field"
              dir="auto"
              autoComplete="off"
              spellCheck={false}
              maxLength={MAX_QUERY}
              aria-describedby={meaningId}
              value={query}
              {...completion.aria}
              onChange={(event) => {
                setQuery(event.currentTarget.value);
                setRefusal(null);
                completion.follow();
              }}
              onSelect={completion.follow}
              onBlur={completion.close}
              onKeyDown={onQueryKey}
            />
          </label>
          {completion.list}
          <span className="Unseen" role="status">
            {completion.said}
          </span>
          <p className="SavedSearch-meaning" id={meaningId}>
            {query.trim() === '' ? words.nothing : explain(query)}
          </p>
          <p className="SavedSearch-refusal" role="alert">
            {refusal}
          </p>
        </div>
        <div className="Dialog-foot">
          <span className="Dialog-note" />
          <button type="button" className="Button" onClick={closeDialog}>
            {cancel}
          </button>
          <button type="submit" className="Button Button--primary" disabled={!ready}>
            {words.save}
            <Icon name="return" size="key" />
          </button>
        </div>
      </form>
    </Modal>
  );
}
