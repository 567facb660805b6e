import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { bridge } from '../bridge.ts';
import { runCommand } from '../commands.ts';
import { importSample } from '../stores/imports.ts';
import { isCovered } from '../stores/layout.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Keys } from '../ui/Keys.tsx';
import { welcome } from './words.ts';

interface WayProps {
  readonly icon: IconName;
  readonly label: string;
  readonly note: string;
  readonly keys: string;
  /** Absent where there is nothing to press: pasting is up to the keyboard. */
  readonly onPress?: () => void;
}

function Way({ icon, label, note, keys, onPress }: WayProps) {
  const inside: ReactNode = (
    <>
      <Icon name={icon} />
      <span className="Way-label">
        {label}
        <small>{note}</small>
      </span>
      <Keys keys={keys} platform={bridge.platform} />
    </>
  );
  return (
    <li>
      {onPress === undefined ? (
        <div className="Way">{inside}</div>
      ) : (
        <button type="button" className="Way" onClick={onPress}>
          {inside}
        </button>
      )}
    </li>
  );
}

/** What an empty library says: one sentence and three ways. */
export function Welcome() {
  // Enter tries the sample from anywhere but a control that has its own use for it.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.target !== document.body || isCovered()) return;
      event.preventDefault();
      void importSample();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <main className="Welcome" aria-label={welcome.label}>
      <div className="Welcome-inner">
        <svg className="Welcome-art" viewBox="0 0 96 96" aria-hidden="true">
          <path d="M30.5 12.5h29l16 16v51a4 4 0 0 1-4 4h-41a4 4 0 0 1-4-4v-63a4 4 0 0 1 4-4z" />
          <path d="M59.5 12.5v12a4 4 0 0 0 4 4h12" />
          <path d="M26.5 21.5l-6 1.7a3 3 0 0 0-2.1 3.7l15.5 56.6" />
          <path className="Welcome-mark" d="M37 45.5h28" />
          <path d="M37 37.5h17M37 53.5h28M37 61.5h28M37 69.5h17" />
        </svg>
        <h1 className="Welcome-lead">{welcome.lead}</h1>
        <ul className="Welcome-ways">
          <Way icon="paste" label={welcome.paste} note={welcome.pasteNote} keys="$mod+v" />
          <Way icon="file" label={welcome.file} note={welcome.fileNote} keys="$mod+i" onPress={() => runCommand('import.file')} />
          <Way icon="stack" label={welcome.sample} note={welcome.sampleNote} keys="Enter" onPress={() => void importSample()} />
        </ul>
        <p className="Welcome-foot">{welcome.foot}</p>
      </div>
    </main>
  );
}
