import { type MatchTerm, type Paper, STATUSES } from '../../../shared/models.ts';
import { STATUS_NAMES } from '../../../shared/placeNames.ts';
import { bridge } from '../../bridge.ts';
import { runCommand } from '../../commands.ts';
import { setStarred, setStatus } from '../../stores/changes.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Authors } from './Authors.tsx';
import { useMarkable } from './markable.ts';
import { PaperMeta } from './PaperMeta.tsx';
import { PaperTags } from './PaperTags.tsx';
import { WORDS } from './words.ts';

interface PaperHeadProps {
  readonly paper: Paper;
  readonly terms: readonly MatchTerm[];
  readonly repair: boolean;
}

export function PaperHead({ paper, terms, repair }: PaperHeadProps) {
  const title = useMarkable<HTMLHeadingElement>(paper, 'title', repair, terms);
  return (
    <header className="Paper-head">
      <h1 ref={title} className="Paper-title" dir="auto" lang={languageOf(paper.title)}>
        {paper.title.trim() === '' ? WORDS.untitled : <RawText raw={paper.title} field="title" terms={terms} repair={repair} maths="set" />}
      </h1>
      <Authors key={paper.id} authors={paper.authors} />
      <PaperMeta paper={paper} />
      <PaperControls paper={paper} />
    </header>
  );
}

/** Status, star and tags: what the reader decides. */
function PaperControls({ paper }: { readonly paper: Paper }) {
  const { id, status } = paper;
  const starred = paper.starredAt !== null;
  return (
    <div className="Paper-controls">
      <Menu
        label={WORDS.statusMenu}
        items={STATUSES.map((each, i) => ({
          id: each,
          label: STATUS_NAMES[each],
          icon: `status-${each}`,
          keys: String(i + 1),
          checked: each === status,
        }))}
        onAction={(chosen) => {
          const to = STATUSES.find((each) => each === chosen);
          if (to !== undefined) void setStatus([id], to);
        }}
        platform={bridge.platform}
      >
        <button className="StatusControl" type="button" aria-label={WORDS.status(STATUS_NAMES[status])}>
          <Icon name={`status-${status}`} />
          {STATUS_NAMES[status]}
          <Icon name="down" size="small" />
        </button>
      </Menu>
      <IconButton
        className="IconButton--star"
        icon={starred ? 'star-full' : 'star'}
        label={WORDS.star}
        hint="s"
        aria-pressed={starred}
        onClick={() => void setStarred([id], !starred)}
      />
      <PaperTags paper={paper} />
      {paper.trashedAt !== null && (
        <span className="Paper-trashed">
          {WORDS.inTrash}{' '}
          <button className="LinkButton" type="button" onClick={() => runCommand('paper.restore')}>
            {WORDS.putBack}
          </button>
        </span>
      )}
    </div>
  );
}
