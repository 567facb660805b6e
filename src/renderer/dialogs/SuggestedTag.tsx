import { Icon } from '../ui/Icon.tsx';
import { Matched } from '../ui/Matched.tsx';
import type { TagSuggestion } from './tagSuggestions.ts';
import { tags as words } from './words.ts';

/** A tag that is offered while one is typed: one that is there, its matching letters marked, or a new one. */
export function SuggestedTag({ name, isNew, ranges }: TagSuggestion) {
  return (
    <>
      <Icon name={isNew ? 'plus' : 'tag'} />
      <span className="Command-label">{isNew ? words.create(name) : <Matched label={name} ranges={ranges} />}</span>
    </>
  );
}
