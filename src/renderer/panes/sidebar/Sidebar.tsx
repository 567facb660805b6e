import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type Digest, PLACES, type Place } from '../../../shared/models.ts';
import { PLACE_NAMES } from '../../../shared/placeNames.ts';
import { runCommand } from '../../commands.ts';
import { useDuplicates } from '../../stores/duplicates.ts';
import { useLayout } from '../../stores/layout.ts';
import { useLibrary } from '../../stores/library.ts';
import { usePapers } from '../../stores/papers.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ANNOTATIONS, DUPLICATES, digestLabel, placeIcon } from '../../viewLabels.ts';
import { BesideItem } from './BesideItem.tsx';
import { NavItem, viewKey } from './NavItem.tsx';
import { SearchItem } from './SearchItem.tsx';
import { TagItem } from './TagItem.tsx';
import { words } from './words.ts';

interface SidebarProps {
  /** The handle on its edge. */
  readonly children?: ReactNode;
}

const TAKES_KEYBOARD = '.NavItem[data-view]';

/** Where to look: places, saved searches, tags and digests. One tab stop; arrows move inside, Enter opens. */
export function Sidebar({ children }: SidebarProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const active = useLayout((s) => s.activePane === 'sidebar');
  const library = useLibrary((s) => s.library);
  const duplicates = useDuplicates((s) => s.groups?.length ?? 0);
  const view = usePapers((s) => viewKey(s.view));
  const beside = useLayout((s) => s.beside);
  const current = beside === 'papers' ? view : beside;
  const [visited, setVisited] = useState<string | null>(null);

  const { searches = [], tags = [], digests = [] } = library ?? {};
  const keysOf = (kind: string, named: readonly { readonly uid: string }[]) => named.map(({ uid }) => `${kind}:${uid}`);
  const named = [...keysOf('search', searches), ...keysOf('tag', tags), ...keysOf('digest', digests)];
  const keys = new Set<string>([...PLACES, 'annotations', 'duplicates', ...named]);
  const stop = visited !== null && keys.has(visited) ? visited : keys.has(current) ? current : PLACES[0];

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || !event.target.matches(TAKES_KEYBOARD)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>(TAKES_KEYBOARD) ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[Math.min(items.length - 1, Math.max(0, to))]?.focus();
  };

  return (
    <nav className="Sidebar" aria-label={words.library} data-active={active ? '' : undefined}>
      <header className="Sidebar-bar">
        <span className="Wordmark">Offprint</span>
        <IconButton icon="sidebar" label={words.hide} onClick={() => runCommand('window.sidebar')} />
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows inside take the keyboard; their arrow keys are caught here once */}
      <div
        ref={scroller}
        className="Sidebar-scroll"
        onKeyDown={onKeyDown}
        onFocus={(event) => setVisited(event.target.getAttribute('data-view'))}
        onBlur={(event) => {
          // Coming back by Tab begins at the view that is open.
          if (!event.currentTarget.contains(event.relatedTarget)) setVisited(null);
        }}
      >
        <ul className="NavList">
          {PLACES.map((place) => (
            <li key={place}>
              <PlaceItem place={place} count={library?.counts[place] ?? 0} isStop={stop === place} />
            </li>
          ))}
        </ul>
        <ul className="NavList NavList--more">
          <li>
            <BesideItem
              beside="annotations"
              icon="marker"
              label={ANNOTATIONS}
              count={library?.annotations ?? 0}
              isStop={stop === 'annotations'}
            />
          </li>
          <li>
            <BesideItem beside="duplicates" icon="merge" label={DUPLICATES} count={duplicates} isStop={stop === 'duplicates'} />
          </li>
        </ul>
        {searches.length > 0 && (
          <section className="NavSection">
            <h2 className="NavSection-title" id="sidebar-searches">
              {words.searches}
            </h2>
            <ul className="NavList" aria-labelledby="sidebar-searches">
              {searches.map((search, at) => (
                <SearchItem
                  key={search.uid}
                  search={search}
                  isFirst={at === 0}
                  isLast={at === searches.length - 1}
                  isStop={stop === `search:${search.uid}`}
                />
              ))}
            </ul>
          </section>
        )}
        {tags.length > 0 && (
          <section className="NavSection">
            <h2 className="NavSection-title" id="sidebar-tags">
              {words.tags}
            </h2>
            <ul className="NavList" aria-labelledby="sidebar-tags">
              {tags.map((tag) => (
                <TagItem key={tag.uid} tag={tag} isStop={stop === `tag:${tag.uid}`} />
              ))}
            </ul>
          </section>
        )}
        {digests.length > 0 && (
          <section className="NavSection">
            <h2 className="NavSection-title" id="sidebar-digests">
              {words.digests}
            </h2>
            <ul className="NavList" aria-labelledby="sidebar-digests">
              {digests.map((digest) => (
                <li key={digest.uid}>
                  <DigestItem digest={digest} isStop={stop === `digest:${digest.uid}`} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {children}
    </nav>
  );
}

function PlaceItem({ place, count, isStop }: { readonly place: Place; readonly count: number; readonly isStop: boolean }) {
  return (
    <NavItem
      view={{ kind: place }}
      icon={placeIcon(place)}
      label={PLACE_NAMES[place]}
      count={count}
      hasUnread={place === 'inbox' && count > 0}
      isStop={isStop}
    />
  );
}

/** The name gives way before the date: it is the date that tells issues of one digest apart. */
function DigestItem({ digest, isStop }: { readonly digest: Digest; readonly isStop: boolean }) {
  const label = (
    <>
      <span className="NavItem-name">{digest.name}</span>
      {digest.date !== null && <span className="NavItem-date">{` · ${digest.date.given}`}</span>}
    </>
  );
  return (
    <NavItem
      view={{ kind: 'digest', uid: digest.uid }}
      icon="digest"
      label={label}
      title={digestLabel(digest)}
      count={digest.count}
      isStop={isStop}
    />
  );
}
