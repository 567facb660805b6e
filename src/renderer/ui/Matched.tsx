import { Fragment } from 'react';
import type { Range } from './matching.ts';

/** A label with what was typed in bold. */
export function Matched({ label, ranges }: { readonly label: string; readonly ranges: readonly Range[] }) {
  return (
    <>
      {ranges.map(({ start, end }, i) => (
        <Fragment key={start}>
          {label.slice(ranges[i - 1]?.end ?? 0, start)}
          <b>{label.slice(start, end)}</b>
        </Fragment>
      ))}
      {label.slice(ranges.at(-1)?.end ?? 0)}
    </>
  );
}
