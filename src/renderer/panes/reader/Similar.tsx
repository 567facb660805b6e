import { openPaper } from '../../stores/paperLinks.ts';
import { useSimilar } from '../../stores/similar.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { useRepair } from './repair.ts';
import { WORDS } from './words.ts';

const NO_TERMS = [] as const;

/** The papers of the library that are most like this one, each with the words that make it so. */
export function Similar({ paperId }: { readonly paperId: number }) {
  const papers = useSimilar((s) => (s.paperId === paperId ? s.papers : NO_TERMS));
  const repair = useRepair();
  if (papers.length === 0) return null;
  return (
    <section className="Similar" aria-labelledby="similar-title">
      <h2 className="SectionTitle" id="similar-title">
        {WORDS.similarPapers}
      </h2>
      <ul className="Similar-list">
        {papers.map(({ id, title, words }) => (
          <li key={id}>
            <button className="SimilarItem" type="button" onClick={() => void openPaper(id, 'reader')}>
              <span className="SimilarItem-title" dir="auto">
                <RawText raw={title} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
              </span>
              {words.length > 0 && (
                <span className="SimilarItem-why" dir="auto">
                  <span className="Unseen">{WORDS.inCommon}</span>
                  {words.join(', ')}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
