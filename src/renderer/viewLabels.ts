/** What views are called in the window, and the icons of places. */
import type { Digest, LibraryState, Place, View } from '../shared/models.ts';
import { PLACE_NAMES } from '../shared/placeNames.ts';
import type { IconName } from './ui/Icon.tsx';

/** What the pane of all annotations is called. */
export const ANNOTATIONS = 'Annotations';
/** And that of papers that look like one. */
export const DUPLICATES = 'Duplicates';

/** A digest by its name and date: "Daily papers · Apr 28". */
export const digestLabel = (digest: Pick<Digest, 'name' | 'date'>): string =>
  digest.date === null ? digest.name : `${digest.name} · ${digest.date.given}`;

/** What a view is called in headings; empty for a tag or a digest that is gone. */
export function viewLabel(view: View, library: LibraryState | null): string {
  if (view.kind === 'search') return library?.searches.find((search) => search.uid === view.uid)?.name ?? '';
  if (view.kind === 'tag') return library?.tags.find((tag) => tag.uid === view.uid)?.name ?? '';
  if (view.kind !== 'digest') return PLACE_NAMES[view.kind];
  const digest = library?.digests.find((d) => d.uid === view.uid);
  return digest === undefined ? '' : digestLabel(digest);
}

const PLACE_ICONS: Readonly<Record<Place, IconName>> = {
  inbox: 'inbox',
  queued: 'queue',
  reading: 'book',
  starred: 'star',
  all: 'all',
  read: 'done',
  skipped: 'status-skipped',
  trash: 'trash',
};
export const placeIcon = (place: Place): IconName => PLACE_ICONS[place];
