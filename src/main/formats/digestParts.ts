/** What a digest page is cut into on the way to its papers. */
import type { Meta } from './digestLines.ts';

/** A line of a page, or an element of a saved one. */
export interface Block {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly links: readonly string[];
  /** Marked as a heading by the page itself. */
  readonly heading: boolean;
}

/** A line that has been looked at. */
export interface Line extends Block {
  readonly meta: Meta | null;
  /** As {@link titleStrength} says; 0 for what tells something else. */
  readonly strength: number;
  /** How many names it lists, 0 for what is no list of names. */
  readonly names: number;
}

/** What stands before an abstract, and the abstract. */
export interface Stretch {
  readonly before: Line[];
  readonly prose: Block[];
}

/** A paper before it is written down. */
export interface Draft {
  readonly title: Block;
  /** What is known of it beside title and abstract. */
  readonly about: readonly Line[];
  readonly prose: readonly Block[];
}
