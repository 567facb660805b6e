import { useLayoutEffect, useRef } from 'react';
import { loadMaths, setMaths } from './katex.ts';

interface MathsProps {
  /** TeX without its dollar signs. */
  readonly tex: string;
  readonly display?: boolean;
}

/** One formula, set as MathML. What cannot be set is shown as its source. */
export function Maths({ tex, display = false }: MathsProps) {
  const node = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const here = node.current;
    if (here === null) return;
    if (setMaths(here, tex, display)) return;
    let gone = false;
    void loadMaths().then(() => {
      if (!gone) setMaths(here, tex, display);
    });
    return () => {
      gone = true;
    };
  }, [tex, display]);
  // The span has no children for React: KaTeX alone fills it.
  return <span ref={node} className={display ? 'Maths Maths--display' : 'Maths'} />;
}
