import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Note, NoteRevision } from '../../shared/models.ts';
import { countChanges, wordDiff } from '../../shared/text/wordDiff.ts';
import { momentWords } from '../momentWords.ts';
import { closeDialog } from '../stores/layout.ts';
import { restoreVersion, useHistory, versionsOf } from '../stores/restingNotes.ts';
import { showFailure } from '../stores/toasts.ts';
import { WordChanges } from '../typeset/WordChanges.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Option } from '../ui/Option.tsx';
import { close, noteHistory as words } from './words.ts';

/** With what a version is compared: the one before it, or the note as it is now. */
type Against = 'before' | 'since';

/** The versions of a note, what each of them changed, and the way back to any. */
export function NoteHistory() {
  const note = useHistory((s) => s.note);
  const [versions, setVersions] = useState<readonly NoteRevision[] | null>(null);
  useEffect(() => {
    if (note === null) return;
    let closed = false;
    versionsOf(note).then(
      (found) => !closed && setVersions(found),
      (thrown) => {
        closeDialog();
        showFailure(thrown, 'The versions could not be read');
      },
    );
    return () => {
      closed = true;
    };
  }, [note]);
  if (note === null) return null;
  const title = note.highlightId === null ? words.title : words.commentTitle;
  return (
    <Modal label={title} className="Dialog Dialog--history" onClose={closeDialog}>
      <div className="Dialog-head Dialog-head--row">
        <h2 className="Dialog-title">{title}</h2>
        <IconButton icon="x" label={close} hint="Esc" onClick={closeDialog} />
      </div>
      {versions === null ? <div className="History" /> : <Versions note={note} versions={versions} />}
    </Modal>
  );
}

const versionId = ({ seq }: NoteRevision): string => `version-${seq}`;

function Versions({ note, versions }: { readonly note: Note; readonly versions: readonly NoteRevision[] }) {
  const [at, setAt] = useState(0);
  const [against, setAgainst] = useState<Against>('before');
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.focus(), []);

  const chosen = versions[at];
  if (chosen === undefined) return null;
  const isCurrent = at === 0;
  const restore = () => {
    if (isCurrent) return;
    closeDialog();
    void restoreVersion(note, chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: versions.length - 1 }[event.key];
    if (to !== undefined) setAt(Math.max(0, Math.min(versions.length - 1, to)));
    else if (event.key === 'Enter') restore();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="History">
        <div
          ref={list}
          className="History-list"
          role="listbox"
          tabIndex={0}
          aria-label={words.list}
          aria-activedescendant={versionId(chosen)}
          onKeyDown={onKeyDown}
        >
          {versions.map((version, i) => (
            <Option key={version.seq} id={versionId(version)} chosen={version === chosen} onPress={() => setAt(i)}>
              <Version version={version} before={versions[i + 1]} current={i === 0} />
            </Option>
          ))}
        </div>
        <div className="History-compared">
          <AgainstChoice value={isCurrent ? 'before' : against} disabled={isCurrent} onChange={setAgainst} />
          <Comparison
            version={chosen}
            other={isCurrent || against === 'before' ? versions[at + 1] : versions[0]}
            against={isCurrent ? 'before' : against}
          />
        </div>
      </div>
      <div className="Dialog-foot">
        <span className="Dialog-note">{isCurrent ? words.isCurrent : words.note}</span>
        <button type="button" className="Button Button--primary" disabled={isCurrent} onClick={restore}>
          {words.restore}
          <Icon name="return" size="key" />
        </button>
      </div>
    </>
  );
}

interface VersionProps {
  readonly version: NoteRevision;
  readonly before: NoteRevision | undefined;
  readonly current: boolean;
}

/** One row: when it was saved, and how much it changed. */
function Version({ version, before, current }: VersionProps) {
  const { added, removed } = useMemo(() => countChanges(wordDiff(before?.body ?? '', version.body)), [version, before]);
  return (
    <span className="Version">
      <span className="Version-when">{momentWords(version.savedAt)}</span>
      {current && <span className="Version-now">{words.current}</span>}
      <span className="Version-size" aria-hidden="true">
        {words.shortSize(added, removed)}
      </span>
      <span className="Unseen">{words.size(added, removed)}</span>
    </span>
  );
}

interface AgainstChoiceProps {
  readonly value: Against;
  readonly disabled: boolean;
  readonly onChange: (value: Against) => void;
}

function AgainstChoice({ value, disabled, onChange }: AgainstChoiceProps) {
  return (
    <div className="Segmented" role="radiogroup" aria-label={words.compare}>
      {(['before', 'since'] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="against"
            checked={each === value}
            disabled={disabled && each === 'since'}
            onChange={() => onChange(each)}
          />
          <span>{words[each]}</span>
        </label>
      ))}
    </div>
  );
}

interface ComparisonProps {
  readonly version: NoteRevision;
  readonly other: NoteRevision | undefined;
  readonly against: Against;
}

/** A version with what it changed in the one before it, or with what has changed since. */
function Comparison({ version, other, against }: ComparisonProps) {
  const parts = useMemo(() => {
    if (other === undefined) return [{ kind: 'same', text: version.body } as const];
    return against === 'before' ? wordDiff(other.body, version.body) : wordDiff(version.body, other.body);
  }, [version, other, against]);
  const { added, removed } = useMemo(() => countChanges(parts), [parts]);
  return (
    <>
      <p className="History-size">{other === undefined ? words.first : words.size(added, removed)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <section className="History-text" tabIndex={0} aria-label={words.text} dir="auto">
        {parts.length === 0 || (parts.length === 1 && parts[0]?.text === '') ? words.empty : <WordChanges parts={parts} words={words} />}
      </section>
    </>
  );
}
