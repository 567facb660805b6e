/** What was written in lives, as notes and comments, saved or only typed: all that was acknowledged must be found again. */
import type { Operation } from './messages.ts';
import type { Seen } from './seen.ts';

type Writing = Extract<Operation, { kind: 'note' | 'draft' | 'save' }>;

/** The text a note was last seen to be given in a life. */
interface Typed {
  readonly paper: number;
  value: string | undefined;
  begun: string | undefined;
}

/** A version that must be had again for good, whatever becomes of its note. */
interface Version {
  readonly paper: number;
  readonly note: number;
  readonly text: string;
}

/** Words that must stay on a paper, in a draft or a version of these notes, as long as those are not deleted. */
interface Words {
  readonly paper: number;
  readonly text: string;
  readonly notes: Set<number>;
}

/** How texts that were being saved at a kill were found: as they were to be, or as they were before. */
export interface UnderWay {
  readonly newer: number;
  readonly older: number;
}

export class Texts {
  private readonly versions = new Map<string, Version>();
  private words: Words[] = [];
  private typed = new Map<number, Typed>();
  private newNote: Writing | null = null;

  papers(): Set<number> {
    const open = this.newNote === null ? [] : [this.newNote.paper];
    return new Set([...open, ...[...this.versions.values(), ...this.words, ...this.typed.values()].map(({ paper }) => paper)]);
  }

  /** Notes whose versions must be there, though they be deleted. */
  notes(): Set<number> {
    return new Set([...this.versions.values()].map(({ note }) => note));
  }

  underWay(): boolean {
    return this.newNote !== null || [...this.typed.values()].some(({ begun }) => begun !== undefined);
  }

  begun(writing: Writing): void {
    if (writing.kind === 'note') this.newNote = writing;
    else this.typing(writing).begun = writing.body;
  }

  acknowledged(writing: Writing, made: number | null): void {
    if (writing.kind === 'note') {
      this.newNote = null;
      if (made !== null) this.keep({ paper: writing.paper, note: made, text: writing.body });
      return;
    }
    const typed = this.typing(writing);
    typed.value = writing.body;
    typed.begun = undefined;
    if (writing.kind === 'save') this.keep({ paper: writing.paper, note: writing.note, text: writing.body });
  }

  /** Comments that went with their highlight: their versions stay, what was only typed waits with them for an undo. */
  deleted(notes: readonly number[]): void {
    for (const note of notes) {
      this.typed.delete(note);
      for (const { notes: places } of this.words) places.delete(note);
    }
    this.words = this.words.filter(({ notes: places }) => places.size > 0);
  }

  settle(seen: Seen, lost: string[]): UnderWay {
    const ended = { newer: 0, older: 0 };
    for (const [note, { paper, value, begun }] of this.typed) {
      const now = seen.papers.get(paper)?.notes.find(({ id }) => id === note);
      const shown = now?.draft?.body ?? now?.body;
      if (value !== undefined && shown !== value && shown !== begun)
        lost.push(`note ${note}: shows ${JSON.stringify(shown)}, acknowledged ${JSON.stringify(value)}`);
      if (begun !== undefined) ended[shown === begun ? 'newer' : 'older'] += 1;
      // From now on it must be somewhere: a later window may go on from it, save it or keep it as a note of its own.
      if (shown !== undefined && (shown === value || shown === begun)) this.words.push({ paper, text: shown, notes: new Set([note]) });
    }
    this.typed = new Map();
    this.newNote = null;
    for (const { paper, note, text } of this.versions.values()) {
      if (!seen.versions.get(note)?.includes(text)) lost.push(`paper ${paper}, a version of note ${note}: ${JSON.stringify(text)} is gone`);
    }
    for (const { paper, text, notes } of this.words) {
      const holding = (seen.papers.get(paper)?.notes ?? []).filter(({ id, body, draft }) =>
        [body, draft?.body ?? '', ...(seen.versions.get(id) ?? [])].some((version) => version.includes(text)),
      );
      if (holding.length === 0) lost.push(`paper ${paper}, a draft: ${JSON.stringify(text)} is gone`);
      notes.clear();
      for (const { id } of holding) notes.add(id);
    }
    return ended;
  }

  private keep(version: Version): void {
    this.versions.set(`${version.note} ${version.text}`, version);
  }

  private typing({ note, paper }: Exclude<Writing, { kind: 'note' }>): Typed {
    const typed = this.typed.get(note) ?? { paper, value: undefined, begun: undefined };
    this.typed.set(note, typed);
    return typed;
  }
}
