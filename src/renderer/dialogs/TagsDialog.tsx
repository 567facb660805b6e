import { type KeyboardEvent, useEffect, useState } from 'react';
import { MAX_TAG_LENGTH } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { changeTags } from '../stores/changes.ts';
import { closeDialog } from '../stores/layout.ts';
import { useLibrary } from '../stores/library.ts';
import { targetIds } from '../stores/papers.ts';
import { showFailure } from '../stores/toasts.ts';
import { Keys } from '../ui/Keys.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Option } from '../ui/Option.tsx';
import { SuggestedTag } from './SuggestedTag.tsx';
import { TagChip } from './TagChip.tsx';
import { type TagShare, tagShares } from './tagShares.ts';
import { sameTag, suggestTags } from './tagSuggestions.ts';
import { tags as words } from './words.ts';

const NONE = [] as const;

/** Tags of the papers a command would act on. Each change is made at once and can be undone. */
export function TagsDialog() {
  const [ids] = useState(targetIds);
  const library = useLibrary((s) => s.library);
  const [shares, setShares] = useState<readonly TagShare[] | null>(null);
  const [typed, setTyped] = useState('');
  /** None while nothing is typed, so that Enter alone is done. */
  const [chosen, setChosen] = useState(-1);

  useEffect(() => {
    let closed = false;
    const { library: known } = useLibrary.getState();
    tagShares(ids, known?.tags ?? []).then(
      (found) => !closed && setShares(found),
      (thrown) => showFailure(thrown, 'The tags could not be read'),
    );
    return () => {
      closed = true;
    };
  }, [ids]);

  const given = shares ?? NONE;
  const complete = given.filter(({ count }) => count === ids.length).map(({ name }) => name);
  const suggestions = suggestTags(typed, library?.tags.map(({ name }) => name) ?? NONE, complete);
  const current = suggestions[Math.min(chosen, suggestions.length - 1)];

  const add = (name: string) => {
    setTyped('');
    setChosen(-1);
    setShares([...given.filter((share) => !sameTag(share.name, name)), { name, count: ids.length }]);
    void changeTags(ids, [name], []);
  };
  const remove = (name: string) => {
    setShares(given.filter((share) => share.name !== name));
    void changeTags(ids, [], [name]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = given.at(-1);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) closeDialog();
    else if (event.key === 'Enter' && current !== undefined) add(current.name);
    else if (event.key === 'Enter' && typed.trim() === '') closeDialog();
    else if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, suggestions.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, typed.trim() === '' ? -1 : 0));
    else if (event.key === 'Backspace' && typed === '' && last !== undefined && !event.repeat) remove(last.name);
    else return;
    event.preventDefault();
  };

  return (
    <Modal label={words.title(ids.length)} className="Dialog Dialog--tags" at="top" onClose={closeDialog}>
      <h2 className="TagsDialog-title">{words.title(ids.length)}</h2>
      <div className="TagField">
        {given.map((share) => (
          <Chip key={share.name} share={share} of={ids.length} onAdd={add} onRemove={remove} />
        ))}
        <input
          className="TagField-input"
          role="combobox"
          aria-label={words.field}
          placeholder={words.field}
          aria-expanded={suggestions.length > 0}
          aria-controls="tag-suggestions"
          aria-autocomplete="list"
          {...(current === undefined ? {} : { 'aria-activedescendant': suggestionId(current.name) })}
          maxLength={MAX_TAG_LENGTH}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the dialog is this field
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(event.currentTarget.value.trim() === '' ? -1 : 0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="TagSuggestions" id="tag-suggestions" role="listbox" aria-label={words.list} hidden={suggestions.length === 0}>
        {suggestions.map((suggestion) => (
          <Option
            key={suggestion.name}
            id={suggestionId(suggestion.name)}
            chosen={suggestion === current}
            onPress={() => add(suggestion.name)}
          >
            <SuggestedTag {...suggestion} />
          </Option>
        ))}
      </div>
      <div className="Palette-foot">
        <span>
          <Keys keys="Enter" platform={bridge.platform} /> {words.add}
        </span>
        <span>
          <Keys keys="Backspace" platform={bridge.platform} /> {words.removeLast}
        </span>
        <span>
          <Keys keys="Escape" platform={bridge.platform} /> {words.done}
        </span>
      </div>
    </Modal>
  );
}

/** Ids hold no spaces. */
const suggestionId = (name: string): string => `tag-suggestion-${encodeURIComponent(name)}`;

interface ChipProps {
  readonly share: TagShare;
  readonly of: number;
  readonly onAdd: (name: string) => void;
  readonly onRemove: (name: string) => void;
}

/** A tag that all, or some, of the papers have. */
function Chip({ share: { name, count }, of, onAdd, onRemove }: ChipProps) {
  const some = (
    <button type="button" className="TagChip-name" title={words.some(name, count, of)} onClick={() => onAdd(name)}>
      {name} <small>{words.share(count, of)}</small>
    </button>
  );
  return <TagChip name={name} onRemove={onRemove} mixed={count < of ? some : undefined} />;
}
