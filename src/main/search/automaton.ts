/** Lunr's automata for wildcards and misspelt words, walked over sorted texts: whole stretches that cannot match are skipped. */
import lunr from 'lunr';
import type { Strings } from './strings.ts';

/** What a `lunr.TokenSet` is; its types leave that out. */
interface Node {
  readonly id: number;
  readonly final: boolean;
  readonly edges: Readonly<Record<string, Node>>;
}

const tokenSets = lunr.TokenSet as unknown as {
  fromClause(clause: { readonly term: string; readonly editDistance?: number }): Node;
};

/** Texts of this form; `*` stands for any letters or none. */
export const patternAutomaton = (pattern: string): Automaton => new Automaton(tokenSets.fromClause({ term: pattern }));

/** Texts at most so many edits from a word: letters added, left out, replaced, or swapped with their neighbour. */
export const fuzzyAutomaton = (word: string, edits: number): Automaton =>
  new Automaton(tokenSets.fromClause({ term: word, editDistance: edits }));

/** The state from which nothing can match any more. */
const DEAD = -1;
/** Steps for units below this are in an array, others in a map. */
const NEAR = 128;

/**
 * Made deterministic as it is walked: a state is a set of Lunr's nodes, and each step is worked out once.
 */
export class Automaton {
  readonly #sets: (readonly Node[])[] = [];
  readonly #finals: boolean[] = [];
  readonly #byKey = new Map<string, number>();
  /** Steps by state and unit: the next state and two, 0 where it is not worked out yet. */
  #steps = new Int32Array(16 * NEAR);
  readonly #farSteps = new Map<number, number>();

  constructor(root: Node) {
    this.#stateOf([root]);
  }

  /** Tells of every text that matches, in order. */
  walk(strings: Strings, visit: (id: number) => void): void {
    const order = strings.sorted();
    const { units } = strings;
    /** The state after each unit of the text before, as far as it went. */
    const path: number[] = [0];
    let reached = 0;
    let before = -1;
    for (let i = 0; i < order.length; ) {
      const id = order[i] ?? 0;
      const start = strings.start(id);
      const length = strings.end(id) - start;
      let at = 0;
      if (before >= 0) while (at < reached && at < length && units[before + at] === units[start + at]) at += 1;
      let state = path[at] ?? 0;
      for (; at < length; at += 1) {
        state = this.#step(state, units[start + at] ?? 0);
        if (state === DEAD) break;
        path[at + 1] = state;
      }
      before = start;
      reached = at;
      if (at < length) i = afterBeginning(strings, order, i, at + 1);
      else {
        if (this.#finals[state] === true) visit(id);
        i += 1;
      }
    }
  }

  #step(state: number, unit: number): number {
    if (unit < NEAR) {
      const known = this.#steps[state * NEAR + unit] ?? 0;
      if (known !== 0) return known - 2;
      const next = this.#workOut(state, unit);
      this.#steps[state * NEAR + unit] = next + 2;
      return next;
    }
    const key = state * 0x10000 + unit;
    const known = this.#farSteps.get(key);
    if (known !== undefined) return known;
    const next = this.#workOut(state, unit);
    this.#farSteps.set(key, next);
    return next;
  }

  #workOut(state: number, unit: number): number {
    const letter = String.fromCharCode(unit);
    const next: Node[] = [];
    for (const { edges } of this.#sets[state] ?? []) {
      const own = edges[letter];
      const any = edges['*'];
      if (own !== undefined) next.push(own);
      if (any !== undefined && any !== own) next.push(any);
    }
    return next.length === 0 ? DEAD : this.#stateOf(next);
  }

  #stateOf(nodes: readonly Node[]): number {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const key = [...byId.keys()].sort((a, b) => a - b).join(' ');
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const state = this.#sets.length;
    this.#sets.push([...byId.values()]);
    this.#finals.push(nodes.some(({ final }) => final));
    this.#byKey.set(key, state);
    if ((state + 1) * NEAR > this.#steps.length) {
      const longer = new Int32Array(this.#steps.length * 2);
      longer.set(this.#steps);
      this.#steps = longer;
    }
    return state;
  }
}

/** The place after `from` of the first text that does not share so many units with the one there. */
function afterBeginning(strings: Strings, order: Uint32Array, from: number, units: number): number {
  const first = order[from] ?? 0;
  const shares = (at: number) => at < order.length && strings.common(first, order[at] ?? 0) >= units;
  let low = from;
  let step = 1;
  while (shares(low + step)) {
    low += step;
    step *= 2;
  }
  // `low` shares them, `low + step` does not.
  let high = Math.min(low + step, order.length);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (shares(middle)) low = middle;
    else high = middle;
  }
  return high;
}
