import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { HIGHLIGHT_COLORS, type HighlightColor } from '../../shared/models.ts';
import { DEFAULT_SETTINGS, type Settings as SettingsValues } from '../../shared/settings.ts';
import { commandOf, runCommand } from '../commands.ts';
import { closeDialog } from '../stores/layout.ts';
import { useLibrary } from '../stores/library.ts';
import { usePapers } from '../stores/papers.ts';
import { changeSettings, useSettings } from '../stores/settings.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Modal } from '../ui/Modal.tsx';
import { CitationSettings } from './CitationSettings.tsx';
import { Setting } from './Setting.tsx';
import { ShortcutGrid } from './Shortcuts.tsx';
import { close, settings as words } from './words.ts';

const PAGES = {
  appearance: { icon: 'palette', page: Appearance },
  highlights: { icon: 'marker', page: Highlights },
  citations: { icon: 'cite', page: CitationSettings },
  keyboard: { icon: 'keyboard', page: Keyboard },
  library: { icon: 'shield', page: Library },
} as const satisfies Record<string, { icon: IconName; page: () => ReactNode }>;
type Page = keyof typeof PAGES;
const PAGE_NAMES = Object.keys(PAGES) as Page[];

/** What can be set; every change shows at once behind the dialog. */
export function Settings() {
  const [page, setPage] = useState<Page>('appearance');
  const Shown = PAGES[page].page;
  return (
    <Modal label={words.title} className="Dialog Dialog--settings" onClose={closeDialog}>
      <nav className="SettingsNav" aria-label={words.title}>
        <h2 className="SettingsNav-title">{words.title}</h2>
        <ul className="NavList">
          {PAGE_NAMES.map((name) => (
            <li key={name}>
              <button
                type="button"
                className="NavItem"
                // biome-ignore lint/a11y/noAutofocus: the keyboard begins at the page that is shown
                autoFocus={name === page}
                {...(name === page ? { 'aria-current': 'page' as const } : {})}
                onClick={() => setPage(name)}
              >
                <Icon name={PAGES[name].icon} />
                <span className="NavItem-label">{words.pages[name]}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="SettingsPage">
        <div className="SettingsPage-head">
          <h3 className="Dialog-title">{words.pages[page]}</h3>
          <IconButton icon="x" label={close} hint="Esc" onClick={closeDialog} />
        </div>
        <Shown />
      </div>
    </Modal>
  );
}

interface ChoiceProps<K extends 'textSize' | 'density'> {
  readonly label: string;
  readonly setting: K;
  readonly options: Readonly<Record<SettingsValues[K], string>>;
}

/** One of a few, side by side. */
function Choice<K extends 'textSize' | 'density'>({ label, setting, options }: ChoiceProps<K>) {
  const value = useSettings((s) => s[setting]);
  const name = useId();
  return (
    <div className="Segmented" role="radiogroup" aria-label={label}>
      {(Object.entries(options) as [SettingsValues[K], string][]).map(([option, text]) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => changeSettings({ [setting]: option } as Partial<SettingsValues>)}
          />
          <span>{text}</span>
        </label>
      ))}
    </div>
  );
}

const THEMES = ['system', 'light', 'dark', 'sepia'] as const;

/** A page in small, in the colours of the theme it stands for. */
function ThemeCard({ theme }: { readonly theme: SettingsValues['theme'] }) {
  const value = useSettings((s) => s.theme);
  const lines = (
    <>
      <i />
      <i />
      <i />
    </>
  );
  return (
    <label className="ThemeCard">
      <input type="radio" name="theme" checked={theme === value} onChange={() => changeSettings({ theme })} />
      {theme === 'system' ? (
        <span className="ThemeCard-page">
          <span className="ThemeCard-half" data-theme="light">
            {lines}
          </span>
          <span className="ThemeCard-half" data-theme="dark">
            {lines}
          </span>
        </span>
      ) : (
        <span className="ThemeCard-page" data-theme={theme}>
          {lines}
        </span>
      )}
      <span>{words.themes[theme]}</span>
    </label>
  );
}

function Appearance() {
  const repair = useSettings((s) => s.repairText);
  return (
    <>
      <Setting title={words.theme}>
        <div className="ThemePick" role="radiogroup" aria-label={words.theme}>
          {THEMES.map((theme) => (
            <ThemeCard key={theme} theme={theme} />
          ))}
        </div>
      </Setting>
      <Setting title={words.textSize} note={words.textSizeNote}>
        <Choice label={words.textSize} setting="textSize" options={words.textSizes} />
      </Setting>
      <Setting title={words.density}>
        <Choice label={words.density} setting="density" options={words.densities} />
      </Setting>
      <Setting title={words.repair} note={words.repairNote}>
        <input
          className="Switch"
          type="checkbox"
          role="switch"
          aria-label={words.repair}
          checked={repair}
          aria-checked={repair}
          onChange={() => changeSettings({ repairText: !repair })}
        />
      </Setting>
    </>
  );
}

/** What each colour stands for, in a person's own words. */
function Highlights() {
  return (
    <Setting title={words.roles} note={words.rolesNote}>
      <ul className="RoleList">
        {HIGHLIGHT_COLORS.map((color, i) => (
          <Role key={color} color={color} digit={i + 1} />
        ))}
      </ul>
    </Setting>
  );
}

/** As the contract allows. */
const LONGEST_ROLE = 40;

/** The name of one colour. It is kept when the field is left or with Enter; an empty one is again what it was at first. */
function Role({ color, digit }: { readonly color: HighlightColor; readonly digit: number }) {
  const name = useSettings((s) => s.roles[color]);
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    if (typed === null) return;
    const role = typed.trim().replace(/\s+/gu, ' ') || DEFAULT_SETTINGS.roles[color];
    setTyped(null);
    if (role !== name) changeSettings({ roles: { ...useSettings.getState().roles, [color]: role } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
  };
  return (
    <li className="RoleList-item">
      <span className="RoleList-swatch" data-color={color} aria-hidden="true">
        {digit}
      </span>
      <input
        className="Field"
        type="text"
        dir="auto"
        aria-label={words.role(digit)}
        placeholder={DEFAULT_SETTINGS.roles[color]}
        maxLength={LONGEST_ROLE}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? name}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={onKeyDown}
      />
    </li>
  );
}

function Keyboard() {
  return <ShortcutGrid />;
}

function Library() {
  const all = useLibrary((s) => s.library?.counts.all ?? 0);
  const tags = useLibrary((s) => s.library?.tags.length ?? 0);
  return (
    <>
      <Setting title={words.place} note={words.placeNote} />
      <Setting title={words.holds} note={words.holdsNote(all, tags)} />
      <Export />
    </>
  );
}

function Export() {
  usePapers((s) => s.ids); // whether there is anything to export follows the list
  return (
    <Setting title={words.takeOut} note={words.takeOutNote}>
      <button type="button" className="Button" disabled={!(commandOf('export').when?.() ?? true)} onClick={() => runCommand('export')}>
        {words.export}
      </button>
    </Setting>
  );
}
