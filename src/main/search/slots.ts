/** Which paper stands in which slot of the index, and how long its fields are. A paper keeps its slot until it goes. */
import { grown } from './arrays.ts';
import { FIELDS } from './document.ts';
import { LengthNorm } from './score.ts';

export class Slots {
  readonly #slotOf = new Map<number, number>();
  #ids: Uint32Array = new Uint32Array(256);
  #stamps = new Float64Array(256);
  /** Lengths in words, by field. */
  readonly #lengths: Uint32Array[] = FIELDS.map(() => new Uint32Array(256));
  readonly #totals = new Float64Array(FIELDS.length);
  /** By field, until a length changes. */
  #norms: (LengthNorm | undefined)[] = [];
  #count = 0;
  #generation = 0;
  #moves = 0;

  /** Papers held. */
  get papers(): number {
    return this.#slotOf.size;
  }

  /** Slots in use, those of papers that are gone among them. */
  get count(): number {
    return this.#count;
  }

  /** Another number whenever a paper came, went or moved to another slot. */
  get generation(): number {
    return this.#generation;
  }

  /** Another number whenever papers moved to other slots. Those that came since have the slots from the older {@link count} on. */
  get moves(): number {
    return this.#moves;
  }

  ids(): Iterable<number> {
    return this.#slotOf.keys();
  }

  /** The slot of a paper, -1 where it is not here. */
  of(id: number): number {
    return this.#slotOf.get(id) ?? -1;
  }

  /** The paper in a slot, 0 where it is gone. */
  idAt(slot: number): number {
    return this.#ids[slot] ?? 0;
  }

  /** The papers by slot, 0 for those that are gone. Another array may take its place when papers come. */
  get idsBySlot(): Uint32Array {
    return this.#ids;
  }

  /** The lengths of a field by slot. Another array may take its place when papers come. */
  lengths(field: number): Uint32Array {
    return this.#lengths[field] ?? this.#ids;
  }

  /** What a paper was put in with to be known again by. */
  stampAt(slot: number): number {
    return this.#stamps[slot] ?? 0;
  }

  setStamp(slot: number, stamp: number): void {
    this.#stamps[slot] = stamp;
  }

  /** What lengths mean in a field, against its average. */
  norm(field: number): LengthNorm {
    const known = this.#norms[field];
    if (known !== undefined) return known;
    const norm = new LengthNorm((this.#totals[field] ?? 0) / this.papers);
    this.#norms[field] = norm;
    return norm;
  }

  /** Gives a paper that is new a slot. */
  take(id: number): number {
    const slot = this.#count;
    this.#count += 1;
    this.#generation += 1;
    if (this.#count > this.#ids.length) this.#grow();
    this.#ids[slot] = id;
    this.#slotOf.set(id, slot);
    return slot;
  }

  #grow(): void {
    this.#ids = grown(this.#ids, this.#count);
    this.#stamps = grown(this.#stamps, this.#count);
    for (const [field, lengths] of this.#lengths.entries()) this.#lengths[field] = grown(lengths, this.#count);
  }

  setLength(slot: number, field: number, length: number): void {
    const lengths = this.lengths(field);
    if (this.#norms.length > 0) this.#norms = [];
    this.#totals[field] = (this.#totals[field] ?? 0) - (lengths[slot] ?? 0) + length;
    lengths[slot] = length;
  }

  /** The papers and their lengths by slot, for {@link adopt}. */
  dump(): { readonly ids: Uint32Array; readonly lengths: readonly Uint32Array[] } {
    return { ids: this.#ids.subarray(0, this.#count), lengths: this.#lengths.map((lengths) => lengths.subarray(0, this.#count)) };
  }

  /** Takes over what {@link dump} gave, while there are no papers here. */
  adopt({ ids, lengths }: { readonly ids: Uint32Array; readonly lengths: readonly Uint32Array[] }): void {
    this.#count = ids.length;
    this.#generation += 1;
    this.#ids = ids;
    this.#stamps = new Float64Array(ids.length);
    for (const [field, own] of lengths.entries()) {
      this.#lengths[field] = own;
      this.#totals[field] = own.reduce((sum, length) => sum + length, 0);
    }
    for (let slot = 0; slot < ids.length; slot += 1) if (ids[slot] !== 0) this.#slotOf.set(ids[slot] ?? 0, slot);
  }

  /** Lets a paper go. Its slot is not given to another before {@link sweep}. */
  free(slot: number): void {
    this.#slotOf.delete(this.idAt(slot));
    for (let field = 0; field < FIELDS.length; field += 1) this.setLength(slot, field, 0);
    this.#ids[slot] = 0;
    this.#generation += 1;
  }

  /** Closes the gaps of papers that are gone; returns each slot's new one, -1 for those. */
  sweep(): Int32Array {
    const moved = new Int32Array(this.#count).fill(-1);
    let kept = 0;
    for (let slot = 0; slot < this.#count; slot += 1) {
      const id = this.idAt(slot);
      if (id === 0) continue;
      moved[slot] = kept;
      this.#slotOf.set(id, kept);
      this.#ids[kept] = id;
      this.#stamps[kept] = this.stampAt(slot);
      for (const lengths of this.#lengths) lengths[kept] = lengths[slot] ?? 0;
      kept += 1;
    }
    this.#ids.fill(0, kept, this.#count);
    for (const lengths of this.#lengths) lengths.fill(0, kept, this.#count);
    this.#count = kept;
    this.#generation += 1;
    this.#moves += 1;
    return moved;
  }
}
