import Database from 'better-sqlite3';
import { migrate, schemaText } from '../migrate.ts';

/** The committed snapshot of what the migrations make. */
export const SCHEMA_FILE = new URL('./schema.sql', import.meta.url);

/** The schema that the migrations make of an empty file. */
export function currentSchema(): string {
  const connection = new Database(':memory:');
  migrate(connection, 0, new Date());
  const text = schemaText(connection);
  connection.close();
  return text;
}
