/**
 * What lives have acknowledged, and what they had begun: held against the library after every kill.
 * Something begun but not acknowledged may have happened or not, but only whole.
 */
import { abstractOf } from './digests.ts';
import type { Operation } from './messages.ts';
import type { Seen } from './seen.ts';

type Mark = Extract<Operation, { kind: 'star' | 'status' | 'tag' }>;
type Text = Extract<Operation, { kind: 'draft' | 'save' }>;

/** One thing of a paper that is set to a value: its star, its status, one of its tags. */
interface Cell {
  readonly mark: Mark;
  /** Acknowledged last; undefined before that. */
  value: string | undefined;
  begun: string | undefined;
}

interface Import {
  readonly count: number;
  state: 'must be gone' | 'begun' | 'must be here';
}

/** The text a note was last seen to be given in a life. */
interface Typed {
  readonly paper: number;
  value: string | undefined;
  begun: string | undefined;
}

/** A text that must be found again for good: as a version of its note, or somewhere on its paper. */
interface Kept {
  readonly paper: number;
  readonly note: number | null;
  readonly text: string;
}

const cellOf = (mark: Mark): string => `${mark.kind} ${mark.paper} ${mark.kind === 'tag' ? mark.tag : ''}`;
const givenBy = (mark: Mark): string => {
  if (mark.kind === 'status') return mark.status;
  return (mark.kind === 'star' ? mark.starred : mark.on) ? 'yes' : 'no';
};

/** What the library says of a cell; null where the paper is gone. */
function found(mark: Mark, seen: Seen): string | null {
  const paper = seen.papers.get(mark.paper);
  if (paper === undefined) return null;
  if (mark.kind === 'status') return paper.status;
  return (mark.kind === 'star' ? paper.starredAt !== null : paper.tags.some(({ name }) => name === mark.tag)) ? 'yes' : 'no';
}

export class Ledger {
  private readonly cells = new Map<string, Cell>();
  private readonly imports = new Map<string, Import>();
  private readonly kept = new Map<string, Kept>();
  private typed = new Map<number, Typed>();
  private newNote: Kept | null = null;
  /** The step acknowledged last and what its undoing must bring back. */
  private last: { readonly step: number; readonly undone: ((seen: Seen) => string | null) | null } | null = null;

  /** Papers to look at: all that were ever worked on. */
  touched(): Set<number> {
    return new Set([...this.cells.values()].map(({ mark }) => mark.paper).concat([...this.kept.values()].map(({ paper }) => paper)));
  }

  begun(operation: Operation): void {
    switch (operation.kind) {
      case 'star':
      case 'status':
      case 'tag':
        this.cell(operation).begun = givenBy(operation);
        break;
      case 'note':
        this.newNote = { paper: operation.paper, note: null, text: operation.body };
        break;
      case 'draft':
      case 'save':
        this.typing(operation).begun = operation.body;
        break;
      case 'prepare':
        this.imports.set(operation.mark, { count: operation.count, state: 'must be gone' });
        break;
      case 'import':
        this.imports.set(operation.mark, { count: operation.count, state: 'begun' });
        break;
      case 'discard':
        break;
    }
  }

  acknowledged(operation: Operation, step: number | null, note: number | null): void {
    switch (operation.kind) {
      case 'star':
      case 'status':
      case 'tag': {
        const cell = this.cell(operation);
        const before = cell.value;
        cell.value = givenBy(operation);
        cell.begun = undefined;
        this.stepped(step, (seen) => {
          const now = found(operation, seen);
          return before === undefined || now === before ? null : `${cellOf(operation)} is ${now} after undoing, not ${before}`;
        });
        break;
      }
      case 'note':
        this.newNote = null;
        if (note !== null) this.keep({ paper: operation.paper, note, text: operation.body });
        this.stepped(step, null);
        break;
      case 'draft':
      case 'save': {
        const typed = this.typing(operation);
        typed.value = operation.body;
        typed.begun = undefined;
        if (operation.kind === 'save') {
          this.keep({ paper: operation.paper, note: operation.note, text: operation.body });
          this.stepped(step, null);
        }
        break;
      }
      case 'prepare':
      case 'discard':
        break;
      case 'import':
        this.imports.set(operation.mark, { count: operation.count, state: 'must be here' });
        this.stepped(step, ({ imports }) => {
          const left = imports.get(operation.mark)?.size ?? 0;
          return left === 0 ? null : `undoing the import ${operation.mark} left ${left} of its papers`;
        });
        break;
    }
  }

  /** Whether an import, or anything else, was begun and not acknowledged. */
  underWay(): { readonly import: boolean; readonly step: boolean } {
    return {
      import: [...this.imports.values()].some(({ state }) => state === 'begun'),
      step:
        this.newNote !== null ||
        [...this.cells.values()].some(({ begun }) => begun !== undefined) ||
        [...this.typed.values()].some(({ begun }) => begun !== undefined),
    };
  }

  /**
   * Holds everything against a reopened library, and takes over what of the unacknowledged it shows.
   * @returns what was lost, as sentences, and how the imports under way ended
   */
  settle(seen: Seen): { readonly lost: readonly string[]; readonly whole: number; readonly gone: number } {
    const lost: string[] = [];
    for (const [name, cell] of this.cells) {
      const now = found(cell.mark, seen);
      const wanted = [cell.value, cell.begun].filter((value) => value !== undefined);
      if (cell.value !== undefined && (now === null || !wanted.includes(now)))
        lost.push(`${name}: found ${now}, acknowledged ${cell.value}`);
      if (now !== null && cell.value !== undefined) cell.value = now;
      cell.begun = undefined;
    }
    this.settleTexts(seen, lost);
    return { lost, ...this.settleImports(seen, lost) };
  }

  /** Tells what undoing a step should have brought back and did not, null if all is well; itself null where that is not known. */
  undone(step: number): ((seen: Seen) => string | null) | null {
    return this.last?.step === step ? this.last.undone : null;
  }

  private settleTexts(seen: Seen, lost: string[]): void {
    for (const [note, { paper, value, begun }] of this.typed) {
      const now = seen.papers.get(paper)?.notes.find(({ id }) => id === note);
      const shown = now?.draft?.body ?? now?.body;
      if (value !== undefined && shown !== value && shown !== begun)
        lost.push(`note ${note}: shows ${JSON.stringify(shown)}, acknowledged ${JSON.stringify(value)}`);
      // From now on it must be somewhere: a later window may go on from it, save it or keep it as a note of its own.
      if (shown !== undefined && (shown === value || shown === begun)) this.keep({ paper, note: null, text: shown });
    }
    this.typed = new Map();
    this.newNote = null;
    for (const { paper, note, text } of this.kept.values()) {
      const versions = (seen.papers.get(paper)?.notes ?? []).flatMap(({ id, body, draft }) =>
        note === null ? [body, draft?.body ?? '', ...(seen.versions.get(id) ?? [])] : id === note ? (seen.versions.get(id) ?? []) : [],
      );
      const there = note === null ? versions.some((version) => version.includes(text)) : versions.includes(text);
      if (!there) lost.push(`paper ${paper}, ${note === null ? 'a draft' : `a version of note ${note}`}: ${JSON.stringify(text)} is gone`);
    }
  }

  private settleImports(seen: Seen, lost: string[]): { readonly whole: number; readonly gone: number } {
    const ended = { whole: 0, gone: 0 };
    for (const [mark, known] of this.imports) {
      const here = seen.imports.get(mark);
      const size = here?.size ?? 0;
      if (size !== 0 && size !== known.count) lost.push(`import ${mark}: ${size} of ${known.count} papers are here`);
      else if (known.state === 'must be here' && size === 0) lost.push(`import ${mark}: acknowledged, and gone`);
      else if (known.state === 'must be gone' && size !== 0) lost.push(`import ${mark}: never taken, and here`);
      else if (known.state === 'begun') ended[size === 0 ? 'gone' : 'whole'] += 1;
      for (const [number, { gist }] of here ?? []) {
        if (!abstractOf(mark, number).startsWith(gist.replace(/\s*…$/u, '')))
          lost.push(`import ${mark}: the abstract of paper ${number} is ${JSON.stringify(gist)}`);
      }
      known.state = size === 0 ? 'must be gone' : 'must be here';
    }
    for (const mark of seen.imports.keys()) if (!this.imports.has(mark)) lost.push(`import ${mark}: nobody asked for it`);
    return ended;
  }

  private stepped(step: number | null, undone: ((seen: Seen) => string | null) | null): void {
    if (step !== null) this.last = { step, undone };
  }

  private keep(kept: Kept): void {
    this.kept.set(`${kept.note} ${kept.text}`, kept);
  }

  private cell(mark: Mark): Cell {
    const name = cellOf(mark);
    const cell = this.cells.get(name) ?? { mark, value: undefined, begun: undefined };
    this.cells.set(name, cell);
    return cell;
  }

  private typing({ note, paper }: Text): Typed {
    const typed = this.typed.get(note) ?? { paper, value: undefined, begun: undefined };
    this.typed.set(note, typed);
    return typed;
  }
}
