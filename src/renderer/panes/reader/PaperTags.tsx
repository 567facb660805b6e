import type { Paper } from '../../../shared/models.ts';
import { changeTags } from '../../stores/changes.ts';
import { openDialog } from '../../stores/layout.ts';
import { openView } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { WORDS } from './words.ts';

/** The paper's tags: pressing one opens its view, its cross takes it off. */
export function PaperTags({ paper }: { readonly paper: Paper }) {
  return (
    <ul className="Tags" aria-label={WORDS.tags}>
      {paper.tags.map(({ uid, name }) => (
        <li key={uid} className="Tags-item">
          <button className="Tag" type="button" title={WORDS.openTag(name)} onClick={() => void openView({ kind: 'tag', uid })}>
            <span className="Tag-hash">#</span>
            <span className="Tag-name">{name}</span>
          </button>
          <button
            className="Tag-remove"
            type="button"
            aria-label={WORDS.removeTag(name)}
            title={WORDS.removeTag(name)}
            onClick={() => void changeTags([paper.id], [], [name])}
          >
            <Icon name="x" size="key" />
          </button>
        </li>
      ))}
      <li>
        <button className="Tag Tag--add" type="button" title={`${WORDS.addTagLong} (t)`} onClick={() => openDialog('tags')}>
          <Icon name="plus" size="small" />
          <span className="Unseen">{WORDS.add}</span>
          {WORDS.addTag}
        </button>
      </li>
    </ul>
  );
}
