import { useEffect, useState } from 'react';
import type { QueryMistake } from '../../../shared/models.ts';
import { setQuery, usePapers } from '../../stores/papers.ts';
import { words } from './words.ts';

/** Nobody is told of a mistake before they pause this long, in milliseconds. */
const PAUSE = 400;

/** A mistake and the query it is in. */
export interface ToldMistake {
  readonly mistake: QueryMistake;
  readonly query: string;
}

/**
 * The mistake to show: the newest one after a pause; the one before stays meanwhile, so that nothing jumps. While what was typed is
 * being completed nobody is told of it.
 */
export function useToldMistake(isCompleting: boolean): ToldMistake | null {
  const mistake = usePapers((s) => s.mistake);
  const query = usePapers((s) => s.query);
  const [told, setTold] = useState<ToldMistake | null>(null);
  useEffect(() => {
    if (isCompleting && mistake !== null) return;
    const timer = setTimeout(() => setTold(mistake === null ? null : { mistake, query }), mistake === null ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [mistake, query, isCompleting]);
  return mistake === null ? null : told;
}

interface QueryErrorProps {
  readonly id: string;
  readonly mistake: QueryMistake;
}

/** What is wrong with the query, a better one to click on, and what the list shows meanwhile. */
export function QueryError({ id, mistake: { message, suggestion } }: QueryErrorProps) {
  const count = usePapers((s) => s.ids.length);
  const searched = usePapers((s) => s.answered.trim() !== '');
  return (
    <div className="QueryError" id={id} role="status">
      <p>
        {message}
        {suggestion !== null && (
          <>
            {` ${words.didYouMean} `}
            <button className="LinkButton" type="button" onClick={() => void setQuery(suggestion.query)}>
              {suggestion.label}
            </button>
            ?
          </>
        )}
      </p>
      {count > 0 && <p className="QueryError-kept">{words.kept(count, searched)}</p>}
    </div>
  );
}
