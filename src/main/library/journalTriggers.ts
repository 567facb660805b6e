import type Database from 'better-sqlite3';

/** Tables whose rows people change. Each has an integer key named `id`. */
export const JOURNALLED = [
  'papers',
  'abstracts',
  'records',
  'identifiers',
  'links',
  'imports',
  'digests',
  'tags',
  'paper_tags',
  'notes',
  'highlights',
  'anchors',
  'searches',
  'distinct_papers',
] as const;
export type Journalled = (typeof JOURNALLED)[number];

/** What the triggers raise where a row changes and nobody opened a step. */
export const NO_STEP = 'a change without a step';

/**
 * The triggers that keep the journal, made from the tables' own columns, so that a column added later is recorded too.
 * Tables a version does not have yet are passed over.
 */
export function journalTriggers(connection: Database.Database): string[] {
  return JOURNALLED.flatMap((table) => {
    const columns = connection.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').pluck().all(table) as string[];
    return columns.length === 0 ? [] : triggersOf(table, columns);
  });
}

function triggersOf(table: Journalled, columns: readonly string[]): string[] {
  const others = columns.filter((column) => column !== 'id');
  const whole = `json_object(${columns.map((column) => `'${column}', OLD.${column}`).join(', ')})`;
  // Only the columns that differ: marking 20,000 papers as read must not copy 20,000 titles.
  const parts = others.map((column) => `SELECT '${column}' AS k, OLD.${column} AS v WHERE OLD.${column} IS NOT NEW.${column}`);
  const differing = `(SELECT json_group_object(k, v) FROM (${parts.join(' UNION ALL ')}))`;
  const differs = others.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');

  const paper = (row: 'OLD' | 'NEW') => (table === 'papers' ? `${row}.id` : columns.includes('paper_id') ? `${row}.paper_id` : 'NULL');
  const trigger = (name: string, event: string, row: 'OLD' | 'NEW', when: string, image: string) => `CREATE TRIGGER journal_${table}_${name}
AFTER ${event} ON ${table} WHEN (SELECT quiet FROM journal) = 0${when}
BEGIN
  SELECT RAISE(ABORT, '${NO_STEP}') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, '${table}', ${row}.id, ${paper(row)}, ${image} FROM journal;
END`;
  return [
    trigger('insert', 'INSERT', 'NEW', '', 'NULL'),
    trigger('update', 'UPDATE', 'OLD', ` AND (${differs})`, differing),
    trigger('delete', 'DELETE', 'OLD', '', whole),
  ];
}
