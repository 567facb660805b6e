import { COLUMN_FIELDS, type ColumnField } from '../../shared/importModels.ts';
import { bridge } from '../bridge.ts';
import { matchColumns, useImports } from '../stores/imports.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { importing } from './words.ts';

/** Of a column without a field: it is only kept with the record. */
const KEPT = 'kept';

/** The first rows of a table; each column says what it is taken for, and can be told otherwise. */
export function ImportColumns() {
  const table = useImports((s) => s.plan?.table ?? null);
  const rereading = useImports((s) => s.rereading);
  if (table === null) return null;
  const { header, rows, match } = table;
  const columns = header.map((name, at) => ({ name, at, field: match[at] ?? null }));
  const set = (at: number, id: string) =>
    void matchColumns(columns.map((column) => (column.at === at ? (id === KEPT ? null : (id as ColumnField)) : column.field))); // ids are fields
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
    <section className="ColumnTable" aria-busy={rereading} tabIndex={0} aria-label={importing.columnTable}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, at, field }) => (
              <th key={at} scope="col">
                <Menu
                  label={importing.columnHolds(name)}
                  platform={bridge.platform}
                  items={[...COLUMN_FIELDS, KEPT].map((id) => ({
                    id,
                    label: importing.column[id as ColumnField | 'kept'],
                    checked: id === (field ?? KEPT),
                  }))}
                  onAction={(id) => set(at, id)}
                >
                  <button
                    type="button"
                    className={field === null ? 'ColumnMatch is-kept' : 'ColumnMatch'}
                    aria-label={`${importing.columnHolds(name)} ${importing.column[field ?? KEPT]}`}
                    aria-disabled={rereading}
                  >
                    {importing.column[field ?? KEPT]}
                    <Icon name="down" size="small" />
                  </button>
                </Menu>
                <span className="ColumnTable-name" title={name}>
                  {name.trim() === '' ? importing.columnUnnamed(at + 1) : name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table have no other names, and stay in their order
            <tr key={y}>
              {columns.map(({ at, field }) => (
                <td key={at} className={field === null ? 'is-kept' : undefined} title={row[at]}>
                  <span>{row[at]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
