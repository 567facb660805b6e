import { Icon } from './Icon.tsx';

export interface KeysProps {
  /** In the notation of tinykeys: "$mod+Shift+z", "g i". */
  readonly keys: string;
  /** On a Mac modifiers are signs, elsewhere words. */
  readonly platform: 'mac' | 'windows' | 'linux';
}

const WORDS: Readonly<Record<string, string>> = {
  $mod: 'Ctrl',
  Shift: 'Shift',
  Alt: 'Alt',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
};

/** What is printed on one key. A letter after Shift is a capital, as people write shortcuts. */
function Cap({ name, platform, shifted }: { readonly name: string; readonly platform: KeysProps['platform']; readonly shifted: boolean }) {
  if (name === 'Enter')
    return (
      <span className="Key">
        <Icon name="return" size="key" />
        <span className="Unseen">Enter</span>
      </span>
    );
  if (platform === 'mac' && (name === '$mod' || name === 'Shift'))
    return (
      <span className="Key">
        <Icon name={name === 'Shift' ? 'shift' : 'cmd'} size="key" />
        <span className="Unseen">{name === 'Shift' ? 'Shift' : 'Command'}</span>
      </span>
    );
  const word = WORDS[name] ?? name;
  return <span className="Key">{word.length === 1 && shifted ? word.toUpperCase() : word}</span>;
}

/** A shortcut as key caps. */
export function Keys({ keys, platform }: KeysProps) {
  const chords = keys.split(' ').map((chord) => chord.split('+'));
  return (
    <kbd className="Keys">
      {chords.map((names, i) => (
        <span key={names.join('+')} className="Keys-chord">
          {i > 0 && <span className="Keys-then">then</span>}
          {names.map((name) => (
            <Cap key={name} name={name} platform={platform} shifted={names.includes('Shift') || names.includes('$mod')} />
          ))}
        </span>
      ))}
    </kbd>
  );
}
