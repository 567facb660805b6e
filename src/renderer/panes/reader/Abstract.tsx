import { useMemo, useState } from 'react';
import type { AbstractVersion, MatchTerm, Paper } from '../../../shared/models.ts';
import { repairsIn } from '../../../shared/text/repair.ts';
import { toggleOriginal } from '../../stores/reader.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawParagraphs } from '../../typeset/RawText.tsx';
import { useMarkable } from './markable.ts';
import { momentWords, WORDS } from './words.ts';

interface AbstractProps {
  readonly paper: Paper;
  readonly terms: readonly MatchTerm[];
  readonly repair: boolean;
}

export function Abstract({ paper, terms, repair }: AbstractProps) {
  const { title, abstract } = paper;
  const text = useMarkable<HTMLDivElement>(paper.id, 'abstract', abstract ?? '', repair);
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
      {paper.olderAbstracts.length > 0 && <OlderAbstracts key={paper.id} versions={paper.olderAbstracts} terms={terms} repair={repair} />}
    </section>
  );
}

interface OlderAbstractsProps extends Pick<AbstractProps, 'terms' | 'repair'> {
  readonly versions: readonly AbstractVersion[];
}

/** What the abstract said before it was imported anew, folded away. */
function OlderAbstracts({ versions, terms, repair }: OlderAbstractsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="Abstract-repairs">
        {WORDS.older(versions.length)}{' '}
        <button className="LinkButton" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? WORDS.hideOlder : WORDS.showOlder}
        </button>
      </p>
      {open &&
        versions.map(({ seq, text, addedAt }) => (
          <div key={seq} className="Abstract-older" lang={languageOf(text)}>
            <p className="Abstract-when">{WORDS.olderFrom(momentWords(addedAt))}</p>
            <RawParagraphs raw={text} field="abstract" terms={terms} repair={repair} maths="set" />
          </div>
        ))}
    </>
  );
}
