/**
 * A library as a person could keep it on cards: what is known of it, cell by cell, and the steps that set them. Undoing a step is
 * leaving it out when all that are done are gone through again.
 */

/** By name, words apart by blanks: “p3 status”, “p3 note <uid> body”. What is not set is not there. */
export type Cells = ReadonlyMap<string, string>;
/** What a step sets cells to; null takes them away. */
export type Settings = ReadonlyMap<string, string | null>;

export interface ModelStep {
  readonly id: number;
  readonly sets: Settings;
  /** Papers, and “tags”, that it has to do with. */
  readonly touches: ReadonlySet<string>;
  /** The turn in which it was undone, null while it is done. */
  undone: number | null;
}

export class Model {
  #steps: ModelStep[] = [];
  #cells: Map<string, string> | null = new Map();

  /** All cells as the steps that are done leave them. */
  cells(): Cells {
    if (this.#cells !== null) return this.#cells;
    const cells = new Map<string, string>();
    for (const step of this.#steps) {
      if (step.undone !== null) continue;
      for (const [name, value] of step.sets) {
        if (value === null) cells.delete(name);
        else cells.set(name, value);
      }
    }
    this.#cells = cells;
    return cells;
  }

  /** Those of some settings that differ from what is there. */
  differing(sets: Settings): Settings {
    const cells = this.cells();
    return new Map([...sets].filter(([name, value]) => (cells.get(name) ?? null) !== value));
  }

  /** A new step; those that were undone are forgotten with it. */
  did(id: number, sets: Settings): void {
    const touches = new Set([...sets.keys()].flatMap((name) => [name.split(' ')[0] ?? '', ...(name.includes(' tag ') ? ['tags'] : [])]));
    this.forgetUndone();
    this.#steps.push({ id, sets, touches, undone: null });
    this.#cells = null;
  }

  forgetUndone(): void {
    this.#steps = this.#steps.filter((step) => step.undone === null);
  }

  done(): readonly ModelStep[] {
    return this.#steps.filter((step) => step.undone === null);
  }

  nextUndo(): ModelStep | null {
    return this.done().at(-1) ?? null;
  }

  /** The one undone last. */
  nextRedo(): ModelStep | null {
    return this.#steps.reduce<ModelStep | null>((best, step) => ((step.undone ?? 0) > (best?.undone ?? 0) ? step : best), null);
  }

  /**
   * What must come of undoing a step on its own: it may if no later one has to do with the same papers or tags, it may not if a later
   * one set one of its cells; between these the library decides.
   */
  verdict(step: ModelStep): 'allowed' | 'refused' | 'either' {
    const later = this.done().filter(({ id }) => id > step.id);
    if (later.some(({ sets }) => [...sets.keys()].some((name) => step.sets.has(name)))) return 'refused';
    return later.some(({ touches }) => [...touches].some((one) => step.touches.has(one))) ? 'either' : 'allowed';
  }

  undo(step: ModelStep): void {
    step.undone = Math.max(0, ...this.#steps.map(({ undone }) => undone ?? 0)) + 1;
    this.#cells = null;
  }

  redo(step: ModelStep): void {
    step.undone = null;
    this.#cells = null;
  }
}
