import { useEffect, useId, useRef, useState } from 'react';
import type { CitationStyle } from '../../shared/models.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { type Citable, citationKeyBy, MAX_PATTERN_LENGTH, patternMistake } from '../../shared/text/citationKey.ts';
import { addStyle, loadStyles, putStyleBack, removeStyle, useCitations } from '../stores/citations.ts';
import { changeSettings, useSettings } from '../stores/settings.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Setting } from './Setting.tsx';
import { citations as words } from './words.ts';

/** The style that papers are cited in, and the styles one brings along. */
export function CitationSettings() {
  const styles = useCitations((s) => s.styles);
  const removed = useCitations((s) => s.removed);
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void loadStyles();
    // What was removed can be put back while its place is on view.
    return () => useCitations.setState({ removed: [] });
  }, []);
  return (
    <>
      <Setting title={words.style} note={words.styleNote}>
        <div className="StyleList" role="radiogroup" aria-label={words.style}>
          {styles.map((style) => (
            <StyleItem key={style.id} style={style} />
          ))}
          {removed.map((each) => (
            <div key={each.style.id} className="StyleList-item is-removed">
              <span className="StyleList-title">{each.style.title}</span>
              <button type="button" className="TextButton" onClick={() => void putStyleBack(each)}>
                {words.putBack}
              </button>
            </div>
          ))}
        </div>
      </Setting>
      <Setting title={words.own} note={words.ownNote}>
        <button type="button" className="Button" onClick={() => file.current?.click()}>
          {words.add}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csl"
          aria-label={words.pick}
          data-style-file
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen !== undefined) void addStyle(chosen);
            event.currentTarget.value = ''; // the same file can be chosen again
          }}
        />
      </Setting>
      <KeyPattern />
    </>
  );
}

/** A made-up paper, to show what a pattern makes. */
const EXAMPLE: Citable = {
  title: 'The Tides of Small Harbours',
  authors: [
    { name: 'Ada Ruiz', family: 'Ruiz', given: 'Ada' },
    { name: 'Karl Marsh', family: 'Marsh', given: 'Karl' },
  ],
  date: { given: '2026', sort: '2026-01-01', precision: 'year', guessed: false },
  venue: 'Journal of Shores',
  type: 'article-journal',
  identifiers: [],
  citationKey: null,
};

/** How citation keys are made, with what it makes. It is kept when the field is left or with Enter; an empty one is again what it was at first. */
function KeyPattern() {
  const pattern = useSettings((s) => s.citationKeyPattern);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? pattern;
  const mistake = patternMistake(shown);
  const noteId = useId();
  const keep = () => {
    if (typed === null) return;
    const next = typed.trim() || DEFAULT_SETTINGS.citationKeyPattern;
    if (patternMistake(next) !== null) return;
    setTyped(null);
    if (next !== pattern) changeSettings({ citationKeyPattern: next });
  };
  return (
    <Setting title={words.keys} note={words.keysNote}>
      <div className="KeyPattern">
        <input
          className="Field"
          type="text"
          aria-label={words.keys}
          aria-describedby={noteId}
          aria-invalid={mistake !== null}
          placeholder={DEFAULT_SETTINGS.citationKeyPattern}
          maxLength={MAX_PATTERN_LENGTH}
          autoComplete="off"
          spellCheck={false}
          value={shown}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
          }}
        />
        <p id={noteId} role="status" className={mistake === null ? undefined : 'is-mistake'}>
          {mistake ?? words.keyExample(citationKeyBy(shown, EXAMPLE))}
        </p>
      </div>
    </Setting>
  );
}

function StyleItem({ style }: { readonly style: CitationStyle }) {
  const chosen = useSettings((s) => s.citationStyle === style.id);
  return (
    <div className="StyleList-item">
      <label>
        <input
          type="radio"
          className="Radio"
          name="citation-style"
          checked={chosen}
          onChange={() => changeSettings({ citationStyle: style.id })}
        />
        <span className="StyleList-title" title={style.title}>
          {style.title}
        </span>
      </label>
      {style.own && <IconButton icon="x" label={words.remove(style.title)} onClick={() => void removeStyle(style)} />}
    </div>
  );
}
