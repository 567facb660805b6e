import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CitationStyle } from '../../shared/models.ts';
import type { RichText } from '../../shared/text/richText.ts';
import { bridge } from '../bridge.ts';
import { type CiteAs, copyCitations, loadStyles, useCitations } from '../stores/citations.ts';
import { closeDialog } from '../stores/layout.ts';
import { targetIds } from '../stores/papers.ts';
import { useSettings } from '../stores/settings.ts';
import { RichWords } from '../typeset/RichWords.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Option } from '../ui/Option.tsx';
import { cite as words } from './words.ts';

const AS = ['bibliography', 'inText'] as const satisfies readonly CiteAs[];

type Shown = RichText | 'failed';

/** The first paper in each style, one style after the other: a thread does them all. */
function useExamples(id: number | undefined, styles: readonly CitationStyle[], as: CiteAs): ReadonlyMap<string, Shown> {
  const [examples, setExamples] = useState<ReadonlyMap<string, Shown>>(new Map());
  useEffect(() => {
    let closed = false;
    const write = async () => {
      for (const style of styles) {
        if (closed || id === undefined) return;
        const shown = await bridge.call('citations.write', { ids: [id], style: style.id, as }).then(
          ([text]): Shown => text ?? [],
          (): Shown => 'failed',
        );
        if (!closed) setExamples((before) => new Map([...before, [`${style.id} ${as}`, shown]]));
      }
    };
    void write();
    return () => {
      closed = true;
    };
  }, [id, styles, as]);
  return examples;
}

/** Ids hold no spaces. */
const optionId = (style: CitationStyle): string => `cite-${style.id}`;

/** Every citation style with what it makes of the paper: Enter copies. */
export function CiteDialog() {
  const [ids] = useState(targetIds);
  const [as, setAs] = useState<CiteAs>('bibliography');
  const styles = useCitations((s) => s.styles);
  const usual = useSettings((s) => s.citationStyle);
  const [chosenId, setChosenId] = useState(usual);
  const examples = useExamples(ids[0], styles, as);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => void loadStyles(), []);
  useLayoutEffect(() => list.current?.focus(), []);

  const at = Math.max(
    0,
    styles.findIndex((style) => style.id === chosenId),
  );
  const chosen = styles[at];
  const copy = (style: CitationStyle) => {
    closeDialog();
    void copyCitations(ids, { style: style.id, as });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: styles.length - 1 }[event.key];
    if (to !== undefined) setChosenId(styles[(to + styles.length) % styles.length]?.id ?? usual);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') setAs(as === 'inText' ? 'bibliography' : 'inText');
    else if (event.key === 'Enter' && chosen !== undefined && !event.repeat) copy(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Modal label={words.title(ids.length)} className="Palette Palette--cite" at="top" onClose={closeDialog}>
      <div className="Cite-head">
        <h2 className="Dialog-title">{words.title(ids.length)}</h2>
        <div className="Segmented" role="radiogroup" aria-label={words.as}>
          {AS.map((each) => (
            <label key={each}>
              <input type="radio" name="cite-as" checked={each === as} onChange={() => setAs(each)} />
              <span>{words.asNames[each]}</span>
            </label>
          ))}
        </div>
      </div>
      {ids.length > 1 && <p className="Cite-first">{words.first}</p>}
      <div
        ref={list}
        className="Palette-list Cite-list"
        role="listbox"
        tabIndex={0}
        aria-label={words.list}
        {...(chosen === undefined ? {} : { 'aria-activedescendant': optionId(chosen) })}
        onKeyDown={onKeyDown}
      >
        {styles.map((style) => (
          <Option
            key={style.id}
            id={optionId(style)}
            chosen={style === chosen}
            onHover={() => setChosenId(style.id)}
            onPress={() => copy(style)}
          >
            <span className="Cite">
              <span className="Cite-style">{style.title}</span>
              <span className="Cite-example">
                <Example shown={examples.get(`${style.id} ${as}`)} />
              </span>
            </span>
          </Option>
        ))}
      </div>
      <div className="Palette-foot">
        <span>
          <Keys keys="Enter" platform={bridge.platform} /> {words.copy}
        </span>
        <span>
          <Keys keys="ArrowLeft" platform={bridge.platform} />
          <Keys keys="ArrowRight" platform={bridge.platform} /> {words.turn}
        </span>
      </div>
    </Modal>
  );
}

function Example({ shown }: { readonly shown: Shown | undefined }) {
  if (shown === undefined || shown === 'failed' || shown.length === 0) {
    return <i className="Cite-none">{shown === undefined ? words.writing : shown === 'failed' ? words.failed : words.gone}</i>;
  }
  return <RichWords text={shown} />;
}
