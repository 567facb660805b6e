import { type KeyboardEvent, useRef, useState } from 'react';
import { MAX_TAG_LENGTH } from '../../shared/models.ts';
import { choose, useImports } from '../stores/imports.ts';
import { useLibrary } from '../stores/library.ts';
import { Choices } from '../ui/Choices.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useChoosing } from '../ui/useChoosing.ts';
import { SuggestedTag } from './SuggestedTag.tsx';
import { TagChip } from './TagChip.tsx';
import { sameTag, suggestTags, type TagSuggestion } from './tagSuggestions.ts';
import { importing, tags as words } from './words.ts';

const NONE: readonly string[] = [];

/** Ids hold no spaces. */
const suggestionId = ({ name }: TagSuggestion): string => `import-tag-${encodeURIComponent(name)}`;

/** The tags that all new papers of an import get. */
export function ImportTags() {
  const tags = useImports((s) => s.choice.tags);
  const known = useLibrary((s) => s.library?.tags);
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const choosing = useChoosing(typed.trim() === '' ? null : 0);
  const suggestions = suggestTags(typed, known?.map(({ name }) => name) ?? NONE, tags);
  const offer = { choices: suggestions, idOf: suggestionId };
  const open = choosing.isOpen && suggestions.length > 0;
  const chosen = choosing.chosenOf(offer);

  const add = ({ name }: TagSuggestion) => {
    setTyped('');
    choose({ tags: [...tags.filter((tag) => !sameTag(tag, name)), name] });
  };
  const remove = (name: string) => {
    choose({ tags: tags.filter((tag) => tag !== name) });
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = tags.at(-1);
    if (open && choosing.takeKey(event, offer, add)) {
      event.preventDefault();
      event.stopPropagation(); // Escape means the list here, not the dialog
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined && !event.repeat) remove(last);
  };
  return (
    <div className="ImportTags">
      <Icon name="tag" size="small" />
      {tags.map((name) => (
        <TagChip key={name} name={name} onRemove={remove} />
      ))}
      <input
        ref={field}
        className="TagField-input"
        role="combobox"
        aria-label={importing.addTag}
        placeholder={importing.addTag}
        aria-expanded={open}
        aria-controls="import-tags"
        aria-autocomplete="list"
        {...(open && chosen !== undefined ? { 'aria-activedescendant': suggestionId(chosen) } : {})}
        maxLength={MAX_TAG_LENGTH}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped('')}
        onKeyDown={onKeyDown}
      />
      {open && (
        <Choices
          id="import-tags"
          label={words.list}
          placeOf={() => field.current?.getBoundingClientRect() ?? null}
          choices={suggestions}
          idOf={suggestionId}
          chosen={chosen}
          onHover={(suggestion) => choosing.choose(suggestionId(suggestion))}
          onTake={add}
          row={(suggestion) => <SuggestedTag {...suggestion} />}
        />
      )}
    </div>
  );
}
