/** A library's connection and its prepared statements. */
import type Database from 'better-sqlite3';

declare const access: unique symbol;

/** A connection that may only read. Every writer may be used as one. */
export interface LibraryReader {
  readonly [access]: 'read' | 'write';
  readonly name: string;
}

/** The one connection that may write. */
export interface LibraryWriter extends LibraryReader {
  readonly [access]: 'write';
}

export type Value = string | number | null;

/** Values by place (`?`), or one object of them by name (`@name`). */
type Values = readonly Value[] | readonly [Readonly<Record<string, Value>>];

interface Statement<Row> {
  get(...values: Values): Row | undefined;
  all(...values: Values): Row[];
  iterate(...values: Values): IterableIterator<Row>;
  run(...values: Values): { readonly changes: number; readonly lastInsertRowid: number | bigint };
}

const prepared = new WeakMap<LibraryReader, Map<string, Database.Statement>>();

/** The raw connection, for the few files of this folder that need pragmas or transactions. */
export const raw = (db: LibraryReader): Database.Database => db as unknown as Database.Database;

/** A prepared statement, made once for each connection. Never use it while one of its own `iterate` is under way. */
export function sql<Row = unknown>(db: LibraryReader, text: string): Statement<Row> {
  const statements = prepared.get(db) ?? new Map<string, Database.Statement>();
  prepared.set(db, statements);
  const statement = statements.get(text) ?? raw(db).prepare(text);
  statements.set(text, statement);
  return statement as unknown as Statement<Row>;
}

/** Prepares a statement afresh, for long iterations or texts that are put together for one use. */
export function sqlOnce<Row = unknown>(db: LibraryReader, text: string): Statement<Row> {
  return raw(db).prepare(text) as unknown as Statement<Row>;
}

/** Runs synchronous work in one transaction; inside another it is part of that one. */
export function transaction<T>(db: LibraryWriter, work: () => T): T {
  const connection = raw(db);
  if (connection.inTransaction) return work();
  return connection.transaction(work).immediate();
}

/** Another number whenever another connection has written. */
export const writesSeen = (db: LibraryReader): number => Number(raw(db).pragma('data_version', { simple: true }));

/** Ids as one parameter, for `IN (SELECT value FROM json_each(?))`: any number of them in one statement. */
export const list = (values: readonly (number | string)[]): string => JSON.stringify(values);
