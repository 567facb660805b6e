import { useLayoutEffect, useMemo, useRef } from 'react';
import type { AbstractVersion, MatchTerm, Paper } from '../../../shared/models.ts';
import { shownRange, spansOf } from '../../../shared/text/spans.ts';
import { countChanges } from '../../../shared/text/wordDiff.ts';
import { type ShownVersion, showVersion, useReader } from '../../stores/reader.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawParagraphs } from '../../typeset/RawText.tsx';
import { pageRange, shownMap } from '../../typeset/shownMap.ts';
import { changesOf } from '../../typeset/textChanges.ts';
import { WordChanges } from '../../typeset/WordChanges.tsx';
import { momentWords, WORDS } from './words.ts';

interface VersionsProps {
  readonly paper: Paper;
  readonly terms: readonly MatchTerm[];
  readonly repair: boolean;
}

/** What the abstract said before it was imported anew, and what changed since; folded away. */
export function Versions({ paper, terms, repair }: VersionsProps) {
  const shown = useReader((s) => s.version);
  const { olderAbstracts, abstract, abstractAddedAt } = paper;
  const newest = olderAbstracts[0];
  if (newest === undefined) return null;
  return (
    <>
      <p className="Abstract-repairs">
        {WORDS.older(olderAbstracts.length)}{' '}
        <button
          className="LinkButton"
          type="button"
          aria-expanded={shown !== null}
          onClick={() => showVersion(shown === null ? { seq: newest.seq, as: 'next', mark: null } : null)}
        >
          {shown === null ? WORDS.showOlder : WORDS.hideOlder}
        </button>
      </p>
      {shown !== null && (
        <section className="Versions" aria-label={WORDS.versions}>
          {abstractAddedAt !== null && <p className="OldVersion-when">{WORDS.currentFrom(momentWords(abstractAddedAt))}</p>}
          {olderAbstracts.map((version, i) => (
            <OldVersion
              key={version.seq}
              version={version}
              next={olderAbstracts[i - 1]?.text ?? abstract ?? ''}
              now={abstract ?? ''}
              isNewest={i === 0}
              shown={shown.seq === version.seq ? shown : null}
              terms={terms}
              repair={repair}
            />
          ))}
        </section>
      )}
    </>
  );
}

interface OldVersionProps extends Omit<VersionsProps, 'paper'> {
  readonly version: AbstractVersion;
  /** Raw texts: of the version after it, and of the abstract as it is. */
  readonly next: string;
  readonly now: string;
  /** Of the older ones: the next is the abstract as it is. */
  readonly isNewest: boolean;
  readonly shown: ShownVersion | null;
}

function OldVersion({ version, next, now, isNewest, shown, terms, repair }: OldVersionProps) {
  const choice = (as: ShownVersion['as'], label: string) => (
    <button
      className="OldVersion-choice"
      type="button"
      aria-pressed={shown?.as === as}
      onClick={() => showVersion({ seq: version.seq, as, mark: null })}
    >
      {label}
    </button>
  );
  return (
    <div className="OldVersion">
      <p className="OldVersion-head">
        <span className="OldVersion-when">{WORDS.olderFrom(momentWords(version.addedAt))}</span>
        {choice('next', isNewest ? WORDS.changed : WORDS.changedNext)}
        {!isNewest && choice('now', WORDS.changedNow)}
        {choice('text', WORDS.asItWas)}
      </p>
      {shown?.as === 'text' && <OldText raw={version.text} mark={shown.mark} terms={terms} repair={repair} />}
      {shown !== null && shown.as !== 'text' && <Changes before={version.text} after={shown.as === 'next' ? next : now} repair={repair} />}
    </div>
  );
}

interface ChangesProps {
  /** Raw texts. */
  readonly before: string;
  readonly after: string;
  readonly repair: boolean;
}

/** Two versions in one, word by word. */
function Changes({ before, after, repair }: ChangesProps) {
  const parts = useMemo(() => changesOf(before, after, repair), [before, after, repair]);
  const { added, removed } = useMemo(() => countChanges(parts), [parts]);
  return (
    <>
      <p className="OldVersion-size">{WORDS.changeSize(added, removed)}</p>
      <p className="OldVersion-changes" dir="auto" lang={languageOf(after)}>
        <WordChanges parts={parts} words={WORDS} />
      </p>
    </>
  );
}

interface OldTextProps extends Omit<VersionsProps, 'paper'> {
  readonly raw: string;
  readonly mark: ShownVersion['mark'];
}

/** Under this name margin.css draws where a highlight stood. */
const STOOD = 'highlight-stood';

/** An older version as it was, with the words a highlight stood on. */
function OldText({ raw, mark, terms, repair }: OldTextProps) {
  const text = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (text.current === null || mark === null) return;
    const stood = pageRange(shownMap(text.current), shownRange(spansOf(raw, { repair }), mark.start, mark.end));
    if (stood === null) return;
    CSS.highlights.set(STOOD, new Highlight(stood));
    text.current.style.setProperty('--stood', `var(--hl-${mark.color})`);
    text.current.style.setProperty('--stood-line', `var(--hl-${mark.color}-line)`);
    stood.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    return () => {
      CSS.highlights.delete(STOOD);
    };
  });
  return (
    <div ref={text} className="Abstract-older" lang={languageOf(raw)}>
      <RawParagraphs raw={raw} field="abstract" terms={terms} repair={repair} maths="set" />
    </div>
  );
}
