import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ComparedField, ImportComparison } from '../../shared/importModels.ts';
import type { CslType } from '../../shared/models.ts';
import { wordDiff } from '../../shared/text/wordDiff.ts';
import { bridge } from '../bridge.ts';
import { isChoosable, isTaken, leaveOut, needImportRows, openImportRow, useImports } from '../stores/imports.ts';
import { showFailure } from '../stores/toasts.ts';
import { WordChanges } from '../typeset/WordChanges.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { importing, noteHistory } from './words.ts';

/** Fields with one text, in which words are told apart. */
const ONE_TEXT = new Set<ComparedField['name']>(['title', 'date', 'venue', 'type', 'citationKey', 'abstract']);
/** What an import brings comes first, then what differs and stays. */
const rank = ({ taken, state }: ComparedField): number => (taken && state !== 'same' ? 0 : state === 'same' ? 2 : 1);

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
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [rowIndex]);
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
    <div
      ref={box}
      className="ImportCompare"
      tabIndex={-1}
      role="group"
      aria-label={importing.compared(at + 1, count)}
      onKeyDown={onKeyDown}
    >
      <div className="ImportGroup">
        <span className="ImportCompare-steps">
          <IconButton icon="left" label={importing.back} hint="←" onClick={() => openImportRow(null)} />
          {importing.compared(at + 1, count)}
          <IconButton icon="up" label={importing.previous} hint="k" aria-disabled={at === 0} onClick={() => go(at - 1)} />
          <IconButton icon="down" label={importing.next} hint="j" aria-disabled={at === count - 1} onClick={() => go(at + 1)} />
        </span>
        {comparison !== null && <Take comparison={comparison} onChange={toggle} />}
      </div>
      <section ref={scroller} className="ImportCompare-fields" aria-live="polite">
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
      {row.match !== null && <p className="ImportCompare-match">{importing.matches(row.match.by)}</p>}
      {row.match === null && twin !== null && <p className="ImportCompare-match">{importing.twin}</p>}
      <dl className="ImportCompare-list">
        {(row.verdict === 'changed' ? fields.toSorted((a, b) => rank(a) - rank(b)) : fields).map((field) => (
          <div key={field.name} className="ImportCompare-field">
            <dt>{importing.field[field.name]}</dt>
            <dd dir="auto" className={field.name === 'abstract' ? 'is-abstract' : undefined}>
              <Value field={field} isNew={row.verdict === 'new'} />
            </dd>
          </div>
        ))}
        {!fields.some(({ name }) => name === 'abstract') && (
          <div className="ImportCompare-field">
            <dt>{importing.field.abstract}</dt>
            <dd className="is-none">{importing.noAbstract}</dd>
          </div>
        )}
      </dl>
      <details className="ImportCompare-record">
        <summary>{importing.record(row.line)}</summary>
        <pre>{record}</pre>
      </details>
    </>
  );
}

/** A field of a new paper as it is; of one that is here already with what the import would change, or what the file says otherwise. */
function Value({ field, isNew }: { readonly field: ComparedField; readonly isNew: boolean }): ReactNode {
  const { name, here, there, state, taken } = field;
  if (isNew) return <Texts texts={shown(name, there)} />;
  if (state === 'same') return <Texts texts={shown(name, here)} />;
  if (!taken) {
    const more = shown(
      name,
      there.filter((text) => !here.includes(text)),
    );
    return (
      <>
        <Texts texts={shown(name, here)} />
        {name === 'keywords' ? (
          <small>{importing.keywordsStay(more.join(', '))}</small>
        ) : (
          <small>{importing.stays(more.join(ONE_TEXT.has(name) ? '\n' : ', '))}</small>
        )}
      </>
    );
  }
  if (ONE_TEXT.has(name)) {
    return <WordChanges parts={wordDiff(shown(name, here).join('\n'), shown(name, there).join('\n'))} words={noteHistory} />;
  }
  return (
    <ul className="ImportCompare-texts">
      {here.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {there
        .filter((text) => !here.includes(text))
        .map((text) => (
          <li key={text}>
            <WordChanges parts={[{ kind: 'added', text }]} words={noteHistory} />
          </li>
        ))}
    </ul>
  );
}

/** Kinds of text are words for programs: people get their own. */
function shown(name: ComparedField['name'], texts: readonly string[]): readonly string[] {
  return name === 'type' ? texts.map((text) => importing.kind[text as CslType] ?? text) : texts; // a type of CSL, or one that is newer
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  if (texts.length === 1) return texts[0];
  return (
    <ul className="ImportCompare-texts">
      {texts.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text may stand there twice, and they stay in their order
        <li key={at}>{text}</li>
      ))}
    </ul>
  );
}
