import { useState } from 'react';
import { ANNOTATION_KINDS, ANNOTATION_SORTS } from '../../../shared/annotationModels.ts';
import { HIGHLIGHT_COLORS, type View } from '../../../shared/models.ts';
import { DATE_SPANS } from '../../stores/annotationDates.ts';
import {
  clearFilter,
  setDates,
  setFindText,
  setScope,
  setSort,
  toggleColor,
  toggleKind,
  useAnnotations,
} from '../../stores/annotations.ts';
import { focusPane } from '../../stores/layout.ts';
import { useLibrary } from '../../stores/library.ts';
import { usePapers } from '../../stores/papers.ts';
import { useSettings } from '../../stores/settings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { digestLabel, placeIcon, viewLabel } from '../../viewLabels.ts';
import { words } from './words.ts';

interface FiltersProps {
  readonly id: string;
  /** Whether they are unfolded, where there is little room. */
  readonly open: boolean;
}

/** Which annotations are shown. The table is of highlights, whenever they were made: it has only papers and roles to choose. */
export function Filters({ id, open }: FiltersProps) {
  const isList = useAnnotations((s) => s.tab === 'list');
  return (
    <section className="Annotations-filters" id={id} aria-label={words.filters} data-open={open ? '' : undefined}>
      <ScopeMenu />
      <RoleChips />
      {isList && (
        <>
          <KindChips />
          <DateFilter />
          <FindField />
        </>
      )}
    </section>
  );
}

const viewKey = (view: View): string => ('uid' in view ? `${view.kind} ${view.uid}` : view.kind);

/** Digests offered; older ones are a search away. */
const DIGESTS = 12;

/** Whose annotations: all papers, the list that is on view behind this pane, a tag, a digest, the trash. */
function ScopeMenu() {
  const view = useAnnotations((s) => s.view);
  const query = useAnnotations((s) => s.query);
  const library = useLibrary((s) => s.library);
  const listView = usePapers((s) => s.view);
  const listQuery = usePapers((s) => s.answered.trim());
  const { tags = [], digests = [] } = library ?? {};
  const current = viewKey(view);

  const scopes: { readonly view: View; readonly label: string; readonly icon: IconName }[] = [
    { view: { kind: 'all' }, label: words.everything, icon: 'all' },
    ...tags.map(({ uid, name }) => ({ view: { kind: 'tag', uid } as const, label: name, icon: 'tag' as const })),
    ...digests
      .slice(0, DIGESTS)
      .map((digest) => ({ view: { kind: 'digest', uid: digest.uid } as const, label: digestLabel(digest), icon: 'digest' as const })),
    { view: { kind: 'trash' }, label: viewLabel({ kind: 'trash' }, library), icon: placeIcon('trash') },
  ];
  const known = new Set(scopes.map((scope) => viewKey(scope.view)));
  const items: MenuEntry[] = scopes.map((scope) => {
    const key = viewKey(scope.view);
    return { id: key, label: scope.label, icon: scope.icon, checked: key === current };
  });
  // The list behind is worth an entry where it is none of those, and not what is shown.
  const isNew = listQuery !== '' || !known.has(viewKey(listView));
  if (isNew && (viewKey(listView) !== current || listQuery !== query.trim())) {
    items.splice(1, 0, { id: 'list', label: words.thesePapers(viewLabel(listView, library), listQuery), icon: 'queue', checked: false });
  }
  if (!known.has(current)) items.unshift({ id: current, label: viewLabel(view, library) || words.gone, icon: 'queue', checked: true });

  const choose = (id: string) => {
    const scope = scopes.find((one) => viewKey(one.view) === id);
    if (id === 'list') setScope(listView, listQuery);
    else if (scope !== undefined) setScope(scope.view, query);
  };
  return (
    <Menu label={words.scopeHint} items={items} onAction={choose}>
      <button className="TextButton Annotations-scope" type="button" title={words.scopeHint}>
        <span className="Annotations-scopeName">{viewLabel(view, library) || words.gone}</span>
        <Icon name="down" size="small" />
      </button>
    </Menu>
  );
}

/** The roles by name and colour; none chosen means all. */
function RoleChips() {
  const roles = useSettings((s) => s.roles);
  const chosen = useAnnotations((s) => s.colors);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a frame
    <div className="Chips" role="group" aria-label={words.roles}>
      {HIGHLIGHT_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          className="Chip"
          aria-pressed={chosen.includes(color)}
          data-color={color}
          onClick={() => toggleColor(color)}
        >
          <span className="RoleSign" />
          {roles[color]}
        </button>
      ))}
    </div>
  );
}

function KindChips() {
  const chosen = useAnnotations((s) => s.kinds);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a frame
    <div className="Chips" role="group" aria-label={words.kinds}>
      {ANNOTATION_KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="Chip"
          aria-pressed={chosen.includes(kind)}
          title={words.kindHint[kind]}
          onClick={() => toggleKind(kind)}
        >
          {words.kind(kind)}
        </button>
      ))}
    </div>
  );
}

/** When they were written: a span up to now, or days. */
function DateFilter() {
  const dates = useAnnotations((s) => s.dates);
  const [ofDays, setOfDays] = useState(dates.span === 'days');
  const spans = [...DATE_SPANS, 'days'] as const;
  const items = spans.map((span) => ({ id: span, label: words.span(span), checked: span === dates.span }));
  const choose = (id: string) => {
    const span = spans.find((one) => one === id);
    setOfDays(span === 'days');
    if (span === 'days') setDates({ span, from: '', to: '' });
    else if (span !== undefined) setDates({ span });
  };
  return (
    <div className="DateFilter">
      <Menu label={words.when} items={items} onAction={choose}>
        <button className="TextButton" type="button" title={words.when}>
          {words.dates(dates)}
          <Icon name="down" size="small" />
        </button>
      </Menu>
      {ofDays && dates.span === 'days' && (
        <>
          <DayField label={words.from} value={dates.from} onChange={(from) => setDates({ ...dates, from })} />
          <DayField label={words.to} value={dates.to} onChange={(to) => setDates({ ...dates, to })} />
        </>
      )}
    </div>
  );
}

interface DayFieldProps {
  readonly label: string;
  /** "2025-04-28", or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <label className="DayField">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}

/** Narrows what is shown to what holds these letters. Down and Enter go to what was found; Escape empties the field, then leaves it. */
function FindField() {
  const text = useAnnotations((s) => s.text);
  return (
    <span className={text === '' ? 'FindField' : 'FindField is-filled'}>
      <Icon name="search" size="small" />
      <input
        type="text"
        placeholder={words.find}
        aria-label={words.find}
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        value={text}
        onChange={(event) => setFindText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape' && text !== '') clearFilter('text');
          else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusPane('annotations');
          else return;
          event.preventDefault();
        }}
      />
      {text !== '' && (
        <button
          className="SearchField-clear"
          type="button"
          aria-label={words.clearFind}
          title={words.clearFind}
          onClick={() => clearFilter('text')}
        >
          <Icon name="x" size="small" />
        </button>
      )}
    </span>
  );
}

export function SortMenu() {
  const sort = useAnnotations((s) => s.sort);
  const items = ANNOTATION_SORTS.map((id) => ({ id, label: words.sort(id), checked: id === sort }));
  const choose = (id: string) => {
    const chosen = ANNOTATION_SORTS.find((one) => one === id);
    if (chosen !== undefined && chosen !== sort) setSort(chosen);
  };
  return (
    <Menu label={words.sortBy} items={items} onAction={choose} placement="bottom end">
      <button className="TextButton" type="button">
        {words.sort(sort)}
        <Icon name="down" size="small" />
      </button>
    </Menu>
  );
}
