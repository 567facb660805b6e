/**
 * Which papers hold a term in a field, and how often: a list for each term and field, in pages of one kind of number, which can
 * grow and shrink. A posting is one number, the paper's slot and the term's frequency. A list of one posting needs no room in the
 * pages; a longer one is a chain of blocks, each half as long as all before it.
 */
import { grown } from './arrays.ts';
import { FIELDS } from './document.ts';

/** A block begins with the address of the next one and how many postings it has room for. */
const HEAD = 2;
const PAGE_BITS = 16;
const PAGE = 1 << PAGE_BITS;
const IN_PAGE = PAGE - 1;
/** The shortest block has room for so many. */
const SHORTEST = 2;
/** The shortest stretch at the end of a page that a longer block is cut to. */
const WORTHWHILE = 64;

/** Fewer postings than this are quicker read one by one than copied at one go. */
const WORTH_COPYING = 48;

/** So many postings are put in their lists together … */
const WAITING = 1 << 17;
/** … in so many neighbourhoods, as bits. */
const NEIGHBOURHOOD_BITS = 11;

const FREQUENCY_BITS = 8;
/** Frequencies from here on are kept apart. */
const LARGE = (1 << FREQUENCY_BITS) - 1;
/** So many slots there can be. */
const SLOTS = 2 ** (32 - FREQUENCY_BITS);

/** What is known of a list, side by side, so that adding to it touches one place of the memory. */
const RECORD = 8;
/** Its first block, or its only posting where there is no block. */
const FIRST = 0;
/** Its last block in use, 0 where there is none. */
const LAST = 1;
/** The address for the next posting, and how many more have room from there on. */
const NEXT = 2;
const ROOM = 3;
const TOTAL = 4;
/** Postings of papers that are still there. */
const LIVE = 5;

export const slotIn = (posting: number): number => posting >>> FREQUENCY_BITS;

/** What there is of postings, as plain arrays. */
interface Dump {
  readonly lists: Uint32Array;
  readonly records: Uint32Array;
  /** Lists with slots, and frequencies, in turn. */
  readonly large: Float64Array;
  readonly pages: readonly Uint32Array[];
  readonly free: number;
}

export class Postings {
  #pages: Uint32Array[] = [new Uint32Array(PAGE)];
  /** The next free number: an address. The first is 1. */
  #free = 1;
  /** The list of each term in each field, 0 for none: where its record begins. */
  #lists: Uint32Array = new Uint32Array(1_024);
  #records: Uint32Array = new Uint32Array(256 * RECORD);
  /** Where the next list's record begins. */
  #end = RECORD;
  readonly #large = new Map<number, number>();
  /** Terms with fields, and postings for their lists, which are not there yet. */
  readonly #keys = new Uint32Array(WAITING);
  readonly #values = new Uint32Array(WAITING);
  #waiting = 0;
  #reading = new Uint32Array(1_024);

  /** The list of a term in a field, 0 where nothing was ever in it. */
  list(term: number, field: number): number {
    if (this.#waiting > 0) this.#settle();
    return this.#lists[term * FIELDS.length + field] ?? 0;
  }

  /** How many papers that are there hold it. */
  live(list: number): number {
    return this.#records[list + LIVE] ?? 0;
  }

  /** How often a term stands in a field of a paper, over all papers and fields. */
  occurrences(term: number): number {
    let sum = 0;
    for (let field = 0; field < FIELDS.length; field += 1) sum += this.live(this.list(term, field));
    return sum;
  }

  /** The postings of a list, those of papers that are gone among them, until the next call. */
  read(list: number): Uint32Array {
    const records = this.#records;
    const total = records[list + TOTAL] ?? 0;
    const last = records[list + LAST] ?? 0;
    this.#reading = grown(this.#reading, total);
    const into = this.#reading;
    if (last === 0) into[0] = records[list + FIRST] ?? 0;
    else {
      let read = 0;
      for (let block = records[list + FIRST] ?? 0; ; ) {
        const page = this.#page(block);
        const at = block & IN_PAGE;
        const length = block === last ? total - read : (page[at + 1] ?? 0);
        const from = at + HEAD;
        if (length >= WORTH_COPYING) into.set(page.subarray(from, from + length), read);
        else for (let i = 0; i < length; i += 1) into[read + i] = page[from + i] ?? 0;
        read += length;
        if (block === last) break;
        block = page[at] ?? 0;
      }
    }
    return into.subarray(0, total);
  }

  /** How often the list's term stands in the field, for one of its postings. */
  frequency(list: number, posting: number): number {
    const frequency = posting & LARGE;
    return frequency < LARGE ? frequency : (this.#large.get(list * SLOTS + slotIn(posting)) ?? LARGE);
  }

  /** Says that a paper holds a term. It must not be in the list yet. */
  add(term: number, field: number, slot: number, frequency: number): void {
    if (this.#waiting === WAITING) this.#settle();
    const key = term * FIELDS.length + field;
    if (frequency >= LARGE) this.#large.set((this.#lists[key] || this.#newList(key)) * SLOTS + slot, frequency);
    this.#keys[this.#waiting] = key;
    this.#values[this.#waiting] = ((slot << FREQUENCY_BITS) | Math.min(frequency, LARGE)) >>> 0;
    this.#waiting += 1;
  }

  /** Takes a paper out of a list. As long as the list is. */
  remove(list: number, slot: number): void {
    const postings = this.read(list);
    const at = postings.findIndex((posting) => slotIn(posting) === slot);
    if (at < 0) return;
    postings[at] = postings.at(-1) ?? 0;
    this.#write(list, postings.subarray(0, -1));
    this.forget(list);
    this.#large.delete(list * SLOTS + slot);
  }

  /** Counts a paper as gone, and leaves its posting for {@link sweep}. At once, however long the list is. */
  forget(list: number): void {
    this.#records[list + LIVE] = this.live(list) - 1;
  }

  /** Closes the gaps that forgotten papers left: `moved` tells each slot's new one, -1 for those that are gone. */
  sweep(moved: Int32Array): void {
    this.#settle();
    const large = new Map<number, number>();
    for (let list = RECORD; list < this.#end; list += RECORD) {
      const postings = this.read(list);
      let kept = 0;
      for (let i = 0; i < postings.length; i += 1) {
        const posting = postings[i] ?? 0;
        const to = moved[slotIn(posting)] ?? -1;
        if (to < 0) continue;
        if ((posting & LARGE) === LARGE) large.set(list * SLOTS + to, this.frequency(list, posting));
        postings[kept] = ((to << FREQUENCY_BITS) | (posting & LARGE)) >>> 0;
        kept += 1;
      }
      this.#write(list, postings.subarray(0, kept));
    }
    this.#large.clear();
    for (const [key, frequency] of large) this.#large.set(key, frequency);
  }

  /** Everything there is, for {@link adopt}. */
  dump(): Dump {
    if (this.#waiting > 0) this.#settle();
    return {
      lists: this.#lists,
      records: this.#records.subarray(0, this.#end),
      large: Float64Array.from([...this.#large].flat()),
      pages: this.#pages,
      free: this.#free,
    };
  }

  /** Takes over what {@link dump} gave, while nothing is here. */
  adopt({ lists, records, large, pages, free }: Dump): void {
    this.#lists = lists;
    this.#records = records;
    this.#end = records.length;
    for (let i = 0; i < large.length; i += 2) this.#large.set(large[i] ?? 0, large[i + 1] ?? 0);
    this.#pages = [...pages];
    this.#free = free;
  }

  /** Puts what was added in its lists, those of neighbouring terms together: going about in all the memory takes longer. */
  #settle(): void {
    let highest = 0;
    for (let i = 0; i < this.#waiting; i += 1) highest |= this.#keys[i] ?? 0;
    const shift = Math.max(0, 32 - Math.clz32(highest) - NEIGHBOURHOOD_BITS);
    const starts = new Uint32Array((highest >>> shift) + 2);
    for (let i = 0; i < this.#waiting; i += 1) {
      const after = ((this.#keys[i] ?? 0) >>> shift) + 1;
      starts[after] = (starts[after] ?? 0) + 1;
    }
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const places = new Uint32Array(this.#waiting);
    for (let i = 0; i < this.#waiting; i += 1) {
      const neighbourhood = (this.#keys[i] ?? 0) >>> shift;
      const at = starts[neighbourhood] ?? 0;
      places[at] = i;
      starts[neighbourhood] = at + 1;
    }
    for (let i = 0; i < places.length; i += 1) {
      const at = places[i] ?? 0;
      const key = this.#keys[at] ?? 0;
      this.#append(this.#lists[key] || this.#newList(key), this.#values[at] ?? 0);
    }
    this.#waiting = 0;
  }

  #newList(key: number): number {
    const list = this.#end;
    this.#end += RECORD;
    this.#records = grown(this.#records, this.#end);
    this.#lists = grown(this.#lists, key + 1);
    this.#lists[key] = list;
    return list;
  }

  #append(list: number, posting: number): void {
    const records = this.#records;
    const total = records[list + TOTAL] ?? 0;
    records[list + TOTAL] = total + 1;
    records[list + LIVE] = (records[list + LIVE] ?? 0) + 1;
    if (records[list + ROOM] === 0) {
      if (total === 0 && records[list + LAST] === 0) {
        records[list + FIRST] = posting;
        return;
      }
      this.#makeRoom(list, total);
    }
    const next = records[list + NEXT] ?? 0;
    this.#page(next)[next & IN_PAGE] = posting;
    records[list + NEXT] = next + 1;
    records[list + ROOM] = (records[list + ROOM] ?? 0) - 1;
  }

  /** Goes on to another block of a list. */
  #makeRoom(list: number, total: number): void {
    const records = this.#records;
    const last = records[list + LAST] ?? 0;
    if (last === 0) {
      const block = this.#block(SHORTEST);
      const only = records[list + FIRST] ?? 0;
      records[list + FIRST] = block;
      this.#page(block)[(block & IN_PAGE) + HEAD] = only;
      this.#goTo(list, block, 1);
      return;
    }
    const page = this.#page(last);
    // A list that was longer once still has its blocks.
    const block = page[last & IN_PAGE] || this.#block(total >>> 1);
    page[last & IN_PAGE] = block;
    this.#goTo(list, block, 0);
  }

  /** Makes a block the last one of a list, with so many postings in it. */
  #goTo(list: number, block: number, used: number): void {
    const capacity = this.#page(block)[(block & IN_PAGE) + 1] ?? 0;
    this.#records[list + LAST] = block;
    this.#records[list + NEXT] = block + HEAD + used;
    this.#records[list + ROOM] = capacity - used;
  }

  /** Makes these the postings of a list, of which there are no more than before. They may be those that {@link read} gave. */
  #write(list: number, postings: Uint32Array): void {
    this.#records[list + TOTAL] = postings.length;
    if (this.#records[list + LAST] === 0) {
      if (postings.length > 0) this.#records[list + FIRST] = postings[0] ?? 0;
      return;
    }
    let block = this.#records[list + FIRST] ?? 0;
    for (let written = 0; ; ) {
      const page = this.#page(block);
      const at = block & IN_PAGE;
      const some = postings.subarray(written, written + (page[at + 1] ?? 0));
      page.set(some, at + HEAD);
      written += some.length;
      if (written === postings.length) {
        this.#goTo(list, block, some.length);
        return;
      }
      block = page[at] ?? 0;
    }
  }

  #page(address: number): Uint32Array {
    // Every address was given by #block, which made its page.
    return this.#pages[address >>> PAGE_BITS] as Uint32Array;
  }

  /** A block with room for so many postings, or fewer where the page ends. */
  #block(length: number): number {
    let left = this.#pages.length * PAGE - this.#free;
    const wanted = Math.min(Math.max(length, SHORTEST) + HEAD, PAGE);
    if (wanted > left && left < WORTHWHILE) {
      this.#free += left;
      this.#pages.push(new Uint32Array(PAGE));
      left = PAGE;
    }
    const block = this.#free;
    const size = Math.min(wanted, left);
    this.#free += size;
    this.#page(block)[(block & IN_PAGE) + 1] = size - HEAD;
    return block;
  }
}
