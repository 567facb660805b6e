import type { MergedPaper, Paper } from '../../../shared/models.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { useRepair } from './repair.ts';
import { momentWords, WORDS } from './words.ts';

const NO_TERMS = [] as const;

/** The papers that went into this one, by what they said of themselves that it does not say. */
export function Mergers({ paper }: { readonly paper: Paper }) {
  const repair = useRepair();
  if (paper.merged.length === 0) return null;
  return (
    <section className="Mergers" aria-labelledby="mergers-title">
      <h2 className="SectionTitle" id="mergers-title">
        {WORDS.mergers}
      </h2>
      <ul>
        {paper.merged.map((merged) => (
          <li key={merged.uid} className="Merger">
            <span className="Merger-title" dir="auto">
              <RawText raw={merged.title} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
            </span>
            <span className="Merger-facts">{[...otherFacts(merged, paper), WORDS.merged(momentWords(merged.mergedAt))].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What it said otherwise than the paper it is now. */
function otherFacts(merged: MergedPaper, paper: Paper): readonly string[] {
  const names = ({ authors }: Pick<Paper, 'authors'>) => authors.map(({ name }) => name).join(', ');
  const facts = [
    [names(merged), names(paper)],
    [merged.date?.given, paper.date?.given],
    [merged.venue, paper.venue],
    [merged.citationKey, paper.citationKey],
    [merged.digest?.name, paper.digest?.name],
  ];
  return facts.flatMap(([own, now]) => (own === null || own === undefined || own.trim() === '' || own === now ? [] : [own]));
}
