/** Writes the snapshot of the library's schema that stands beside its migrations: `npm run schema`. */
import { writeFileSync } from 'node:fs';
import { currentSchema, SCHEMA_FILE } from '../src/main/library/migrations/schema.ts';

writeFileSync(SCHEMA_FILE, currentSchema());
