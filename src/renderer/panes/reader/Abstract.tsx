import { useMemo } from 'react';
import type { MatchTerm, Paper } from '../../../shared/models.ts';
import { repairsIn } from '../../../shared/text/repair.ts';
import { toggleOriginal } from '../../stores/reader.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawParagraphs } from '../../typeset/RawText.tsx';
import { useMarkable } from './markable.ts';
import { Versions } from './Versions.tsx';
import { WORDS } from './words.ts';

interface AbstractProps {
  readonly paper: Paper;
  readonly terms: readonly MatchTerm[];
  readonly repair: boolean;
}

export function Abstract({ paper, terms, repair }: AbstractProps) {
  const { title, abstract } = paper;
  const text = useMarkable<HTMLDivElement>(paper, 'abstract', repair, terms);
  const repairs = useMemo(() => repairsIn(title).length + (abstract === null ? 0 : repairsIn(abstract).length), [title, abstract]);
  return (
    <section className="Abstract" aria-label={WORDS.abstract}>
      {abstract === null || abstract.trim() === '' ? (
        <p className="Abstract-none">{WORDS.noAbstract}</p>
      ) : (
        <div ref={text} className="Abstract-text" lang={languageOf(abstract)}>
          <RawParagraphs raw={abstract} field="abstract" terms={terms} repair={repair} maths="set" />
        </div>
      )}
      {repairs > 0 && (
        <p className="Abstract-repairs">
          {repair ? WORDS.repairs(repairs, paper.digest !== null) : WORDS.asItCame(repairs)}{' '}
          <button className="LinkButton" type="button" onClick={toggleOriginal}>
            {repair ? WORDS.showOriginal : WORDS.showRepairs(repairs)}
          </button>
        </p>
      )}
      {paper.olderAbstracts.length > 0 && <Versions paper={paper} terms={terms} repair={repair} />}
    </section>
  );
}
