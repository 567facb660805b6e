import { useEffect, useRef } from 'react';
import type { CitationStyle } from '../../shared/models.ts';
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
    </>
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
