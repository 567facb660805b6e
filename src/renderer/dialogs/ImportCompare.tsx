import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ComparedField, ImportComparison } from '../../shared/models.ts';
import { wordDiff } from '../../shared/text/wordDiff.ts';
import { bridge } from '../bridge.ts';
import { isChoosable, isTaken, leaveOut, needImportRows, openImportRow, useImports } from '../stores/imports.ts';
import { showFailure } from '../stores/toasts.ts';
import { WordChanges } from '../typeset/WordChanges.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { importing, noteHistory } from './words.ts';

/** Fields with one text, in which words are told apart. */
const ONE_TEXT = new Set<ComparedField['name']>(['title', 'date', 'venue', 'type', 'citationKey', 'abstract']);
/** Fields that take in what they lack beside what they have. */
const GROWING = new Set<ComparedField['name']>(['identifiers', 'links', 'keywords', 'tags', 'notes', 'highlights']);

function useComparison(): ImportComparison | null {
  const planId = useImports((s) => s.plan?.id);
  const index = useImports((s) => {
    const { tab, opened, rows } = s;
    return tab === 'problems' || tab === 'columns' || opened === null ? undefined : rows[tab][opened]?.index;
  });
  const [comparison, setComparison] = useState<ImportComparison | null>(null);
  useEffect(() => {
    if (planId === undefined || index === undefined) return;
    let closed = false;
    bridge.call('imports.compare', { planId, index }).then(
      (found) => !closed && setComparison(found),
      (thrown) => showFailure(thrown, 'This row could not be read'),
    );
    return () => {
      closed = true;
    };
  }, [planId, index]);
  // The row before stays on view until the next is here: nothing blinks.
  return comparison;
}

/** One row whole, beside the paper it matches, field by field. Arrows go to the next and back to the list; Space takes or leaves. */
export function ImportCompare({ count }: { readonly count: number }) {
  const at = useImports((s) => s.opened) ?? 0;
  const tab = useImports((s) => s.tab);
  const comparison = useComparison();
  const box = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  useLayoutEffect(() => box.current?.focus({ preventScroll: true }), []);
  const rowIndex = comparison?.row.index;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is read from its beginning
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [rowIndex]);
  useEffect(() => {
    if (tab === 'problems' || tab === 'columns') return;
    void needImportRows(tab, at);
    void needImportRows(tab, Math.min(at + 1, count - 1));
  }, [tab, at, count]);

  const go = (to: number) => openImportRow(Math.max(0, Math.min(count - 1, to)));
  const toggle = () => {
    if (comparison === null || !isChoosable(tab)) return;
    const { index } = comparison.row;
    void leaveOut(tab, index, isTaken(useImports.getState(), tab, index));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target instanceof Element && event.target.closest('button, summary, input') !== null;
    if (event.key === 'ArrowLeft' || event.key === 'Escape') openImportRow(null);
    else if (event.key === 'j' || event.key === 'n') go(at + 1);
    else if (event.key === 'k' || event.key === 'p') go(at - 1);
    else if (event.key === ' ' && !onControl) toggle();
    else if (event.key === 'ArrowDown') scroller.current?.scrollBy(0, 40);
    else if (event.key === 'ArrowUp') scroller.current?.scrollBy(0, -40);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is compared is no fieldset
    <div ref={box} className="Compare" tabIndex={-1} role="group" aria-label={importing.compared(at + 1, count)} onKeyDown={onKeyDown}>
      <div className="ImportGroup">
        <span className="Compare-steps">
          <IconButton icon="left" label={importing.back} hint="←" onClick={() => openImportRow(null)} />
          {importing.compared(at + 1, count)}
          <IconButton icon="up" label={importing.previous} hint="k" aria-disabled={at === 0} onClick={() => go(at - 1)} />
          <IconButton icon="down" label={importing.next} hint="j" aria-disabled={at === count - 1} onClick={() => go(at + 1)} />
        </span>
        {comparison !== null && <Take comparison={comparison} onChange={toggle} />}
      </div>
      <section ref={scroller} className="Compare-fields" aria-live="polite">
        {comparison !== null && <Fields comparison={comparison} />}
      </section>
    </div>
  );
}

function Take({ comparison: { row }, onChange }: { readonly comparison: ImportComparison; readonly onChange: () => void }) {
  const taken = useImports((s) => row.verdict !== 'known' && isTaken(s, row.verdict, row.index));
  if (row.verdict === 'known') return null;
  return (
    <label>
      <input type="checkbox" className="Check" checked={taken} onChange={onChange} />
      {row.verdict === 'new' ? importing.takeNew : importing.takeChanged}
    </label>
  );
}

function Fields({ comparison: { row, twin, fields, record } }: { readonly comparison: ImportComparison }) {
  return (
    <>
      {row.match !== null && <p className="Compare-match">{importing.matches(row.match.by)}</p>}
      {row.match === null && twin !== null && <p className="Compare-match">{importing.twin}</p>}
      <dl className="Compare-list">
        {fields.map((field) => (
          <div key={field.name} className="Compare-field">
            <dt>{importing.field[field.name]}</dt>
            <dd dir="auto" className={field.name === 'abstract' ? 'is-abstract' : undefined}>
              <Value field={field} isNew={row.verdict === 'new'} />
            </dd>
          </div>
        ))}
        {!fields.some(({ name }) => name === 'abstract') && (
          <div className="Compare-field">
            <dt>{importing.field.abstract}</dt>
            <dd className="is-none">{importing.noAbstract}</dd>
          </div>
        )}
      </dl>
      <details className="Compare-record">
        <summary>{importing.record(row.line)}</summary>
        <pre>{record}</pre>
      </details>
    </>
  );
}

/** A field of a new paper as it is; of one that is here already with what the import would change, or would not. */
function Value({ field, isNew }: { readonly field: ComparedField; readonly isNew: boolean }): ReactNode {
  const { name, here, there, state, taken } = field;
  if (isNew) return <Texts texts={there} />;
  if (state === 'same') return <Texts texts={here} />;
  if (GROWING.has(name)) {
    const more = there.filter((text) => !here.includes(text));
    return (
      <>
        <Texts texts={here} />
        <ul className="Compare-texts">
          {more.map((text) => (
            <li key={text}>{taken ? <WordChanges parts={[{ kind: 'added', text }]} words={noteHistory} /> : text}</li>
          ))}
        </ul>
        {!taken && <Stays name={name} />}
      </>
    );
  }
  const joined = ONE_TEXT.has(name) ? '\n' : ', ';
  const parts = wordDiff(here.join(joined), there.join(joined));
  return (
    <>
      <WordChanges parts={parts} words={noteHistory} />
      {!taken && <Stays name={name} />}
    </>
  );
}

function Stays({ name }: { readonly name: ComparedField['name'] }) {
  return <small>{name === 'keywords' ? importing.keywordsStay : importing.stays}</small>;
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  if (texts.length === 1) return texts[0];
  return (
    <ul className="Compare-texts">
      {texts.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text may stand there twice, and they stay in their order
        <li key={at}>{text}</li>
      ))}
    </ul>
  );
}
