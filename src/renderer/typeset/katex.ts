/** KaTeX within limits: formulas come from strangers' files. It is fetched on first need, to keep the start quick. */
import type Katex from 'katex';
import type { KatexOptions } from 'katex';
import { mendMathML } from './mathml.ts';

/** Longer formulas, in UTF-16 units, are shown as their source. */
const MAX_FORMULA = 5_000;
/** Formulas beyond this number in one text are shown as their source. */
export const MAX_FORMULAS = 500;

const OPTIONS: KatexOptions = {
  output: 'mathml',
  trust: false,
  maxExpand: 1000,
  maxSize: 50,
  throwOnError: false,
  strict: 'ignore',
  errorColor: 'currentcolor',
};

let katex: typeof Katex | null = null;
let loading: Promise<void> | null = null;

/** Fetches KaTeX; at once when it is here already. Without it formulas stay source. */
export function loadMaths(): Promise<void> {
  loading ??= import('katex').then(
    (module) => {
      katex = module.default;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

/** Sets a formula into a node, or its source where it cannot be set. False while KaTeX is not here yet: the source stands meanwhile. */
export function setMaths(node: HTMLElement, tex: string, display: boolean): boolean {
  if (tex.length > MAX_FORMULA) {
    node.textContent = tex;
    return true;
  }
  if (katex === null) {
    node.textContent = tex;
    return false;
  }
  try {
    katex.render(tex, node, { ...OPTIONS, displayMode: display });
    if (node.querySelector('.katex-error') === null) mendMathML(node);
    else node.textContent = tex;
  } catch {
    // Deep nesting exhausts the stack even with `throwOnError: false`.
    node.textContent = tex;
  }
  return true;
}
