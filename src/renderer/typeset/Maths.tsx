import { useLayoutEffect, useRef } from 'react';
import { setMaths } from './katex.ts';
import { SHOWN_LENGTH } from './shownMap.ts';

interface MathsProps {
  /** TeX without its dollar signs. */
  readonly tex: string;
  readonly display?: boolean;
}

/** One formula, set as MathML. What cannot be set is shown as its source. */
export function Maths({ tex, display = false }: MathsProps) {
  const node = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => (node.current === null ? undefined : setMaths(node.current, tex, display)), [tex, display]);
  // The span has no children for React: KaTeX alone fills it.
  return <span ref={node} className="Maths" {...{ [SHOWN_LENGTH]: tex.length }} />;
}
