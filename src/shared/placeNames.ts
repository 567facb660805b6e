import type { Place, Status } from './models.ts';

/** What people see places called, in the sidebar and in sentences. */
export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  inbox: 'Inbox',
  queued: 'Reading list',
  reading: 'Reading',
  starred: 'Starred',
  all: 'All papers',
  read: 'Read',
  skipped: 'Skipped',
  trash: 'Trash',
};

/** What people see statuses called. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  new: 'New',
  queued: PLACE_NAMES.queued,
  reading: PLACE_NAMES.reading,
  read: PLACE_NAMES.read,
  skipped: PLACE_NAMES.skipped,
};
