import type { Mention } from '../../../shared/models.ts';
import { openPaper } from '../../stores/paperLinks.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useRepair } from './repair.ts';
import { WORDS } from './words.ts';

const NO_TERMS = [] as const;

/** Papers with notes that link to this one. */
export function Mentions({ mentions }: { readonly mentions: readonly Mention[] }) {
  const repair = useRepair();
  if (mentions.length === 0) return null;
  const papers = Map.groupBy(mentions, ({ paperId }) => paperId);
  return (
    <section className="Mentions" aria-labelledby="mentions-title">
      <h2 className="SectionTitle" id="mentions-title">
        {WORDS.mentions}
      </h2>
      <ul>
        {[...papers].map(([id, notes]) => (
          <li key={id}>
            <button className="Mention" type="button" onClick={() => void openPaper(id, 'reader')}>
              <Icon name="note" size="small" />
              <span className="Mention-title" dir="auto">
                <RawText raw={notes[0]?.title ?? ''} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
                {notes.length > 1 && <span className="Mention-count"> · {WORDS.mentionedTwice(notes.length)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
