import type { Migration } from '../migrate.ts';

/** Tags of an import wait in its staging file now, beside its papers. An import that was cut short is taken out when its library opens, so no row here is missed. */
export const noImportTags: Migration = {
  name: 'no import tags',
  statements: ['DROP TABLE import_tags'],
};
