/** Lunr's automata for wildcards and misspelt words, walked over sorted texts: whole stretches that cannot match are skipped. */
import lunr from 'lunr';
import type { Sorted } from './sorted.ts';

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
  walk(sorted: Sorted, visit: (id: number) => void): void {
    const ids = sorted.ids();
    const { shared, starts, units } = sorted.endings();
    let steps = this.#steps;
    /** The state after each unit of the text before. What the next one shares with it was walked. */
    const path: number[] = [0];
    for (let i = 0; i < ids.length; ) {
      const end = starts[i + 1] ?? 0;
      let depth = shared[i] ?? 0;
      let state = path[depth] ?? 0;
      for (let at = starts[i] ?? 0; at < end; at += 1) {
        const unit = units[at] ?? 0;
        const known = unit < NEAR ? (steps[state * NEAR + unit] ?? 0) : 0;
        if (known === 0) {
          state = this.#step(state, unit);
          steps = this.#steps;
        } else state = known - 2;
        if (state === DEAD) break;
        depth += 1;
        path[depth] = state;
      }
      const id = ids[i] ?? 0;
      i += 1;
      // Whatever begins as this does ends as this does.
      if (state === DEAD) while (i < ids.length && (shared[i] ?? 0) > depth) i += 1;
      else if (this.#finals[state] === true) visit(id);
    }
  }

  /** The state after a unit, worked out once. */
  #step(state: number, unit: number): number {
    if (unit < NEAR) {
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
