/** Texts in their order, by UTF-16 units as JavaScript compares them: for beginnings, and for automata that skip what cannot match. */
import type { Strings } from './strings.ts';

/** So many new texts at most are put in their places one by one; more are sorted first. */
const FEW = 16;
/** Longer beginnings that two texts share count as this. */
const MOST_SHARED = 255;

/** Texts in their order without the beginnings that each shares with the one before it. */
export interface Endings {
  /** How many units each has in common with the one before it. */
  readonly shared: Uint8Array;
  /** Where the rest of each begins in `units`; one more for the end of the last. */
  readonly starts: Uint32Array;
  readonly units: Uint16Array;
}

export class Sorted {
  readonly #strings: Strings;
  /** Numbers in the order of their texts, of those there were at the last look. */
  #ids: Uint32Array = new Uint32Array(0);
  /** How many units each text has in common with the one before it. */
  #shared: Uint8Array = new Uint8Array(0);
  #endings: Endings | null = null;

  constructor(strings: Strings) {
    this.#strings = strings;
  }

  /** The numbers of all texts in their order. */
  ids(): Uint32Array {
    this.#takeIn();
    return this.#ids;
  }

  /** What each text has that the one before it has not, one after another: read from first to last, the memory is gone through in order. */
  endings(): Endings {
    this.#takeIn();
    this.#endings ??= this.#cutEndings();
    return this.#endings;
  }

  /** The numbers of the texts with this beginning, in their order. */
  beginningWith(beginning: string): Uint32Array {
    const ids = this.ids();
    let end = this.#firstNotBefore(beginning);
    const start = end;
    while (end < ids.length && this.#strings.beginsWith(ids[end] ?? 0, beginning)) end += 1;
    return ids.subarray(start, end);
  }

  /** Puts texts that are new in their places. */
  #takeIn(): void {
    const known = this.#ids.length;
    const fresh = Uint32Array.from({ length: this.#strings.size - known }, (_, i) => known + i);
    if (fresh.length === 0) return;
    this.#endings = null;
    this.#sort(fresh);
    if (fresh.length <= FEW && known > 0) this.#insert(fresh);
    else this.#merge(fresh);
  }

  #cutEndings(): Endings {
    const strings = this.#strings;
    const shared = this.#shared;
    const starts = new Uint32Array(this.#ids.length + 1);
    let total = 0;
    for (let i = 0; i < this.#ids.length; i += 1) {
      const id = this.#ids[i] ?? 0;
      total += strings.end(id) - strings.start(id) - (shared[i] ?? 0);
      starts[i + 1] = total;
    }
    const units = new Uint16Array(total);
    for (let i = 0; i < this.#ids.length; i += 1) {
      const id = this.#ids[i] ?? 0;
      units.set(strings.units.subarray(strings.start(id) + (shared[i] ?? 0), strings.end(id)), starts[i]);
    }
    return { shared, starts, units };
  }

  #merge(fresh: Uint32Array): void {
    const older = this.#ids;
    const ids = new Uint32Array(older.length + fresh.length);
    let taken = 0;
    let at = 0;
    for (let i = 0; i < fresh.length; i += 1) {
      const id = fresh[i] ?? 0;
      while (taken < older.length && this.#compare(older[taken] ?? 0, id) < 0) {
        ids[at] = older[taken] ?? 0;
        taken += 1;
        at += 1;
      }
      ids[at] = id;
      at += 1;
    }
    ids.set(older.subarray(taken), at);
    this.#ids = ids;
    this.#shared = new Uint8Array(ids.length);
    for (let place = 1; place < ids.length; place += 1) this.#share(place);
  }

  #insert(fresh: Uint32Array): void {
    const ids = new Uint32Array(this.#ids.length + fresh.length);
    const shared = new Uint8Array(ids.length);
    const places: number[] = [];
    let taken = 0;
    for (let i = 0; i < fresh.length; i += 1) {
      const until = this.#placeOf(fresh[i] ?? 0);
      ids.set(this.#ids.subarray(taken, until), taken + i);
      shared.set(this.#shared.subarray(taken, until), taken + i);
      ids[until + i] = fresh[i] ?? 0;
      places.push(until + i);
      taken = until;
    }
    ids.set(this.#ids.subarray(taken), taken + fresh.length);
    shared.set(this.#shared.subarray(taken), taken + fresh.length);
    this.#ids = ids;
    this.#shared = shared;
    for (const place of places) {
      this.#share(place);
      this.#share(place + 1);
    }
  }

  /** Works out what a text shares with the one before it. */
  #share(place: number): void {
    if (place < 1 || place >= this.#ids.length) return;
    const common = this.#strings.common(this.#ids[place - 1] ?? 0, this.#ids[place] ?? 0);
    this.#shared[place] = Math.min(common, MOST_SHARED);
  }

  #firstNotBefore(text: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(this.#ids[middle] ?? 0, text)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeOf(id: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#ids[middle] ?? 0, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isBefore(id: number, text: string): boolean {
    const { units } = this.#strings;
    const start = this.#strings.start(id);
    const length = this.#strings.end(id) - start;
    for (let i = 0; i < length && i < text.length; i += 1) {
      const difference = (units[start + i] ?? 0) - text.charCodeAt(i);
      if (difference !== 0) return difference < 0;
    }
    return length < text.length;
  }

  #compare(a: number, b: number): number {
    const strings = this.#strings;
    const at = strings.common(a, b);
    const startA = strings.start(a) + at;
    const startB = strings.start(b) + at;
    const endedA = startA === strings.end(a);
    const endedB = startB === strings.end(b);
    if (endedA || endedB) return Number(endedB) - Number(endedA);
    return (strings.units[startA] ?? 0) - (strings.units[startB] ?? 0);
  }

  /** By the first three units at one go, and texts that share them one by one. */
  #sort(ids: Uint32Array): void {
    if (ids.length <= FEW) {
      ids.sort((a, b) => this.#compare(a, b));
      return;
    }
    // A text's first units and its place in `ids` as one number: sorting numbers needs no calls back.
    const keys = new Float64Array(ids.length);
    const places = 2 ** 29;
    for (let at = 0; at < ids.length; at += 1) keys[at] = this.#firstUnits(ids[at] ?? 0) * places + at;
    keys.sort();
    const before = Uint32Array.from(ids);
    let from = 0;
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? 0;
      ids[at] = before[key % places] ?? 0;
      const next = keys[at + 1];
      if (next !== undefined && Math.floor(next / places) === Math.floor(key / places)) continue;
      if (at > from) ids.subarray(from, at + 1).sort((a, b) => this.#compare(a, b));
      from = at + 1;
    }
  }

  /** The first three units as one number of 24 bits; those beyond Latin letters count as one. */
  #firstUnits(id: number): number {
    const { units } = this.#strings;
    const start = this.#strings.start(id);
    const end = this.#strings.end(id);
    let key = 0;
    for (let i = start; i < start + 3; i += 1) key = key * 256 + (i < end ? Math.min(255, units[i] ?? 0) : 0);
    return key;
  }
}
