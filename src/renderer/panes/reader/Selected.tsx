import { bridge } from '../../bridge.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { allAre, usePapers } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { WORDS } from './words.ts';

/** What can be done with several papers at once. */
export function Selected() {
  const count = usePapers((s) => s.selected.size);
  const inTrash = usePapers((s) => s.view.kind === 'trash');
  const allStarred = usePapers((s) => allAre(s, s.selected, (row) => row.starred));
  const allRead = usePapers((s) => allAre(s, s.selected, (row) => row.status === 'read'));
  const actions: readonly (readonly [id: string, label: string])[] = [
    ['paper.star', allStarred ? WORDS.unstarAll : WORDS.starAll],
    ['paper.read', allRead ? WORDS.markUnread : WORDS.markRead],
    ['paper.tags', WORDS.addTags],
    ['paper.cite', WORDS.citeAll],
    ['export', WORDS.exportAll],
    inTrash ? ['paper.restore', WORDS.putBack] : ['paper.trash', WORDS.trash],
  ];
  return (
    <div className="Selected">
      <h1 className="Selected-count">{WORDS.selected(count)}</h1>
      <ul className="Selected-actions">
        {actions.map(([id, label]) => {
          const { icon, keys } = commandOf(id);
          return (
            <li key={id}>
              <button className="Selected-action" type="button" onClick={() => runCommand(id)}>
                <Icon name={icon} />
                <span>{label}</span>
                {keys[0] !== undefined && <Keys keys={keys[0]} platform={bridge.platform} />}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
