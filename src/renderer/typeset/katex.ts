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

/** Time for setting formulas in one frame, in milliseconds: a page of hundreds must not hold up the keyboard. */
const BUDGET = 24;

interface Formula {
  readonly node: HTMLElement;
  readonly tex: string;
  readonly display: boolean;
}

let katex: typeof Katex | null = null;
let loading: Promise<void> | null = null;
const waiting = new Set<Formula>();
/** Milliseconds of this frame's budget that are used up. */
let spent = 0;
let nextFrame = false;

/** Fetches KaTeX; at once when it is here already. Without it formulas stay source. */
export function loadMaths(): Promise<void> {
  loading ??= import('katex').then(
    (module) => {
      katex = module.default;
      setWaiting();
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

/**
 * Sets a formula into a node, now or in one of the next frames; its source stands there meanwhile, and for good where it
 * cannot be set. Returns a function that gives up waiting.
 */
export function setMaths(node: HTMLElement, tex: string, display: boolean): () => void {
  const formula = { node, tex, display };
  if (katex !== null && spent < BUDGET) {
    set(katex, formula);
    return () => undefined;
  }
  node.textContent = tex;
  waiting.add(formula);
  if (katex === null) void loadMaths();
  return () => waiting.delete(formula);
}

function setWaiting(): void {
  nextFrame = false;
  spent = 0;
  if (katex === null) return;
  for (const formula of waiting) {
    if (spent >= BUDGET) break;
    waiting.delete(formula);
    set(katex, formula);
  }
}

function set(setter: typeof Katex, { node, tex, display }: Formula): void {
  const begun = performance.now();
  try {
    if (tex.length > MAX_FORMULA) node.textContent = tex;
    else {
      setter.render(tex, node, { ...OPTIONS, displayMode: display });
      if (node.querySelector('.katex-error') === null) mendMathML(node);
      else node.textContent = tex;
    }
  } catch {
    // Deep nesting exhausts the stack even with `throwOnError: false`.
    node.textContent = tex;
  }
  spent += performance.now() - begun;
  if (nextFrame) return;
  nextFrame = true;
  // After this frame is painted.
  requestAnimationFrame(() => setTimeout(setWaiting));
}
