import { Fragment, type ReactNode, useId, useMemo } from 'react';
import type { ComparedPaper, DuplicateGroup, MergeField, Paper } from '../../../shared/models.ts';
import { STATUS_NAMES } from '../../../shared/placeNames.ts';
import { shownText, spansOf } from '../../../shared/text/spans.ts';
import { bridge } from '../../bridge.ts';
import { runCommand } from '../../commands.ts';
import { momentWords } from '../../momentWords.ts';
import { type FieldState, fieldStates, said, together } from '../../stores/duplicateFields.ts';
import { groupKey, keepPaper, takeField, useDuplicates } from '../../stores/duplicates.ts';
import { useSettings } from '../../stores/settings.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawParagraphs, RawText } from '../../typeset/RawText.tsx';
import { changesOf } from '../../typeset/textChanges.ts';
import { Keys } from '../../ui/Keys.tsx';
import { words } from './words.ts';

const NO_TERMS = [] as const;

/** The papers of the active group side by side: which one stays, what of each is taken, and what comes together. */
export function Compare() {
  const compared = useDuplicates((s) => s.compared);
  const group = useDuplicates((s) => s.groups?.find((one) => groupKey(one) === s.compared?.key));
  if (compared === null || group === undefined) return <section className="Compare" aria-label={words.compare} aria-busy="true" />;
  return <Papers key={compared.key} papers={compared.papers} group={group} />;
}

interface PapersProps {
  readonly papers: readonly ComparedPaper[];
  readonly group: DuplicateGroup;
}

function Papers({ papers, group }: PapersProps) {
  const keep = useDuplicates((s) => s.keep);
  const take = useDuplicates((s) => s.take);
  const states = useMemo(() => fieldStates(papers, keep, take), [papers, keep, take]);
  return (
    <section className="Compare" aria-label={words.compare}>
      <header className="Compare-head">
        <div className="Compare-words">
          <p className="Compare-why">{words.because(group)}</p>
          <p className="Compare-summary">{words.summary(together(papers), papers.length)}</p>
        </div>
        <div className="Compare-actions">
          <button className="Button" type="button" onClick={() => runCommand('duplicates.apart')}>
            {words.apart}
            <Keys keys="n" platform={bridge.platform} />
          </button>
          <button className="Button Button--primary" type="button" onClick={() => runCommand('duplicates.merge')}>
            {words.merge}
            <Keys keys="m" platform={bridge.platform} />
          </button>
        </div>
      </header>
      <div className="Compare-scroll">
        <KeepRow papers={papers} keep={keep} />
        {states.map((state) => (
          <FieldRow key={state.field} papers={papers} state={state} keep={keep} />
        ))}
      </div>
    </section>
  );
}

/** Which paper stays: its address, its place and what nothing else was chosen for. */
function KeepRow({ papers, keep }: { readonly papers: readonly ComparedPaper[]; readonly keep: number }) {
  const name = useId();
  const repair = useSettings((s) => s.repairText);
  return (
    <div className="Compare-row Compare-row--keep" role="radiogroup" aria-label={words.keep}>
      {papers.map((one) => (
        <label key={one.paper.id} className="Choice" data-chosen={one.paper.id === keep ? '' : undefined}>
          <input type="radio" className="Radio" name={name} checked={one.paper.id === keep} onChange={() => keepPaper(one.paper.id)} />
          <span className="Choice-text">
            <span className="Choice-keep">
              {words.keepThis}
              <span className="Unseen">{` ${shownText(spansOf(one.paper.title, { repair }))}`}</span>
            </span>
            <span className="Choice-facts">
              {[...words.facts(one), words.added(momentWords(one.paper.addedAt))].map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}

interface FieldRowProps {
  readonly papers: readonly ComparedPaper[];
  readonly state: FieldState;
  readonly keep: number;
}

/** One field of all papers; where they differ, one of them is taken. */
function FieldRow({ papers, state: { field, state, from }, keep }: FieldRowProps) {
  const id = useId();
  const [first] = papers;
  if (first === undefined) return null;
  const name = (
    <h2 className="Compare-field" id={id}>
      {words.field(field)}
      {state === 'same' && <span className="Compare-same">{` · ${words.allSame(papers.length)}`}</span>}
    </h2>
  );
  if (state === 'same') {
    return (
      <>
        {name}
        <div className="Compare-row Compare-row--same">
          <Said paper={first.paper} field={field} />
        </div>
      </>
    );
  }
  // Each is compared with the one that stays, and that one with the next.
  const kept = papers.find(({ paper }) => paper.id === keep) ?? first;
  const against = (one: ComparedPaper) => (one === kept ? papers.find((other) => other !== kept) : kept)?.paper;
  return (
    <>
      {name}
      <div className="Compare-row" {...(state === 'differs' ? { role: 'radiogroup', 'aria-labelledby': id } : {})}>
        {papers.map((one) => {
          const { paper } = one;
          const text =
            said(paper, field) === '' ? (
              <span className="Compare-nothing">{words.nothing}</span>
            ) : (
              <Said paper={paper} field={field} other={against(one)} />
            );
          if (state === 'one' || said(paper, field) === '') {
            return (
              <div key={paper.id} className="Choice Choice--only">
                <span className="Choice-text">{text}</span>
              </div>
            );
          }
          return (
            <label key={paper.id} className="Choice" data-chosen={paper.id === from ? '' : undefined}>
              <input type="radio" className="Radio" name={id} checked={paper.id === from} onChange={() => takeField(field, paper.id)} />
              <span className="Choice-text">{text}</span>
            </label>
          );
        })}
      </div>
    </>
  );
}

interface SaidProps {
  readonly paper: Paper;
  readonly field: MergeField;
  /** The paper its words are compared with. */
  readonly other?: Paper | undefined;
}

/** What a paper says of a field, the words that differ marked. */
function Said({ paper, field, other }: SaidProps) {
  const repair = useSettings((s) => s.repairText);
  if (field === 'status') return STATUS_NAMES[paper.status];
  if (field === 'type') return paper.type === null ? null : words.typeWords(paper.type);
  const raw = said(paper, field);
  const theirs = other === undefined ? '' : said(other, field);
  const serif = field === 'title' || field === 'abstract';
  return (
    <span className={serif ? `Said Said--${field}` : 'Said'} dir="auto" lang={serif ? languageOf(raw) : undefined}>
      {theirs !== '' && theirs !== raw ? (
        <Differing raw={raw} theirs={theirs} repair={serif && repair} />
      ) : serif ? (
        <Whole raw={raw} field={field} repair={repair} />
      ) : (
        raw
      )}
    </span>
  );
}

function Whole({
  raw,
  field,
  repair,
}: {
  readonly raw: string;
  readonly field: 'title' | 'abstract';
  readonly repair: boolean;
}): ReactNode {
  return field === 'title' ? (
    <RawText raw={raw} field="title" terms={NO_TERMS} repair={repair} maths="set" links={false} />
  ) : (
    <RawParagraphs raw={raw} field="abstract" terms={NO_TERMS} repair={repair} maths="set" links={false} />
  );
}

/** Texts with less in common than this share are another text: marking nearly every word would tell nothing. */
const WORTH_MARKING = 0.3;

interface Stretch {
  readonly start: number;
  readonly text: string;
  /** The other text has not these words. */
  readonly isOther: boolean;
}

/** A text in stretches that the other one has and has not; in one where they have too little in common. */
function stretchesOf(raw: string, theirs: string, repair: boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  let shared = 0;
  for (const { kind, text } of changesOf(theirs, raw, repair)) {
    if (kind === 'removed') continue;
    stretches.push({ start, text, isOther: kind === 'added' && text.trim() !== '' });
    start += text.length;
    if (kind === 'same') shared += text.length;
  }
  if (shared >= start * WORTH_MARKING) return stretches;
  return [{ start: 0, text: stretches.map(({ text }) => text).join(''), isOther: false }];
}

/** A text with the words marked that the other one has not. */
function Differing({ raw, theirs, repair }: { readonly raw: string; readonly theirs: string; readonly repair: boolean }) {
  const stretches = useMemo(() => stretchesOf(raw, theirs, repair), [raw, theirs, repair]);
  return stretches.map(({ start, text, isOther }) =>
    isOther ? (
      <mark key={start} className="Differs">
        <span className="Unseen">{` ${words.differs} `}</span>
        {text}
        <span className="Unseen">{` ${words.end} `}</span>
      </mark>
    ) : (
      <Fragment key={start}>{text}</Fragment>
    ),
  );
}
