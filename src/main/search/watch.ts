/** Keeps an eye on the time a question takes, and on whether its answer is still wanted. */

/** After so many milliseconds of work what is left of a question is cut short. */
const PATIENCE = 180;
/** The clock is looked at once in so many looks. */
const EVERY = 64;

/** A newer question took the place of this one. */
export class Abandoned extends Error {}

export class Watch {
  readonly #isAbandoned: () => boolean;
  readonly #end: number;
  #looks = 0;
  #late = false;

  constructor(isAbandoned: () => boolean = () => false, patience = PATIENCE) {
    this.#isAbandoned = isAbandoned;
    this.#end = worked() + patience;
  }

  /**
   * Whether it is time to come to an end. Cheap enough to be asked for every list of postings.
   * @throws {Abandoned} where nobody waits for the answer any more
   */
  isLate(): boolean {
    this.#looks += 1;
    return this.#looks % EVERY === 0 ? this.isLateNow() : this.#late;
  }

  /** The same with a look at the clock: for what is asked rarely, between long pieces of work. */
  isLateNow(): boolean {
    if (this.#isAbandoned()) throw new Abandoned();
    this.#late ||= worked() >= this.#end;
    return this.#late;
  }
}

/** Milliseconds this thread has worked: a busy machine does not make answers poorer. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
