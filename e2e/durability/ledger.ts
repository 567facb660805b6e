/**
 * What lives have acknowledged, and what they had begun: held against the library after every kill.
 * Something begun but not acknowledged may have happened or not, but only whole.
 */
import type { Highlight } from '../../src/shared/models.ts';
import { abstractOf } from './digests.ts';
import type { Acknowledged, Operation } from './messages.ts';
import type { Seen, Wanted } from './seen.ts';
import { Texts, type UnderWay } from './texts.ts';

type Mark = Extract<Operation, { kind: 'star' | 'status' | 'tag' | 'colour' | 'place' }>;
type OnHighlight = Extract<Operation, { kind: 'colour' | 'place' | 'unhighlight' }>;

/** One thing that is set to a value: a paper's star, its status, one of its tags; the colour or the place of a highlight. */
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

/** How what was under way at a kill was found. */
export interface Settled {
  readonly lost: readonly string[];
  /** Imports. */
  readonly whole: number;
  readonly gone: number;
  readonly texts: UnderWay;
}

const cellOf = (mark: Mark): string => {
  if (mark.kind === 'colour' || mark.kind === 'place') return `${mark.kind} ${mark.highlight}`;
  return `${mark.kind} ${mark.paper} ${mark.kind === 'tag' ? mark.tag : ''}`;
};
const givenBy = (mark: Mark): string => {
  switch (mark.kind) {
    case 'status':
      return mark.status;
    case 'colour':
      return mark.color;
    case 'place':
      return `${mark.start}-${mark.end} ${mark.quote}`;
    case 'star':
      return mark.starred ? 'yes' : 'no';
    case 'tag':
      return mark.on ? 'yes' : 'no';
  }
};

const highlightOf = (seen: Seen, { paper, highlight }: Pick<OnHighlight, 'paper' | 'highlight'>): Highlight | undefined =>
  seen.papers.get(paper)?.highlights.find(({ id }) => id === highlight);
const placeOf = ({ range, quote }: Highlight): string => (range === null ? `unplaced ${quote}` : `${range.start}-${range.end} ${quote}`);

/** What the library says of a cell; null where the paper, or the highlight, is gone. */
function found(mark: Mark, seen: Seen): string | null {
  const paper = seen.papers.get(mark.paper);
  if (paper === undefined) return null;
  switch (mark.kind) {
    case 'status':
      return paper.status;
    case 'star':
      return paper.starredAt !== null ? 'yes' : 'no';
    case 'tag':
      return paper.tags.some(({ name }) => name === mark.tag) ? 'yes' : 'no';
    case 'colour':
      return highlightOf(seen, mark)?.color ?? null;
    case 'place': {
      const highlight = highlightOf(seen, mark);
      return highlight === undefined ? null : placeOf(highlight);
    }
  }
}

export class Ledger {
  private readonly cells = new Map<string, Cell>();
  private readonly imports = new Map<string, Import>();
  private readonly texts = new Texts();
  /** Highlights whose deletion was acknowledged, or seen. */
  private readonly deleted = new Map<number, Extract<Operation, { kind: 'unhighlight' }>>();
  private highlighting: Extract<Operation, { kind: 'highlight' }> | null = null;
  private deleting: Extract<Operation, { kind: 'unhighlight' }> | null = null;
  /** The step acknowledged last and what its undoing must bring back. */
  private last: { readonly step: number; readonly undone: ((seen: Seen) => string | null) | null } | null = null;

  /** What to look at: all that was ever worked on. */
  touched(): Wanted {
    const papers = new Set([...this.cells.values()].map(({ mark }) => mark.paper));
    if (this.highlighting !== null) papers.add(this.highlighting.paper);
    for (const paper of this.texts.papers()) papers.add(paper);
    for (const { paper } of this.deleted.values()) papers.add(paper);
    return { papers, notes: this.texts.notes() };
  }

  begun(operation: Operation): void {
    switch (operation.kind) {
      case 'star':
      case 'status':
      case 'tag':
      case 'colour':
      case 'place':
        this.cell(operation).begun = givenBy(operation);
        break;
      case 'highlight':
        this.highlighting = operation;
        break;
      case 'unhighlight':
        this.deleting = operation;
        break;
      case 'note':
      case 'draft':
      case 'save':
        this.texts.begun(operation);
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

  acknowledged({ operation, step, made }: Pick<Acknowledged, 'operation' | 'step' | 'made'>): void {
    switch (operation.kind) {
      case 'star':
      case 'status':
      case 'tag':
      case 'colour':
      case 'place': {
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
      case 'highlight': {
        this.highlighting = null;
        if (made !== null) this.adopt(operation, made);
        const of = { paper: operation.paper, highlight: made ?? 0 };
        this.stepped(step, (seen) => (highlightOf(seen, of) ? `highlight ${made} is still there after undoing its making` : null));
        break;
      }
      case 'unhighlight': {
        this.deleting = null;
        this.forget(operation);
        this.stepped(step, (seen) => {
          const notes = seen.papers.get(operation.paper)?.notes ?? [];
          const back = highlightOf(seen, operation) && operation.comments.every((comment) => notes.some(({ id }) => id === comment));
          return back ? null : `highlight ${operation.highlight} and its comments are not back after undoing`;
        });
        break;
      }
      case 'note':
      case 'draft':
      case 'save':
        this.texts.acknowledged(operation, made);
        if (operation.kind !== 'draft') this.stepped(step, null);
        break;
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
        this.highlighting !== null ||
        this.deleting !== null ||
        this.texts.underWay() ||
        [...this.cells.values()].some(({ begun }) => begun !== undefined),
    };
  }

  /** Holds everything against a reopened library, and takes over what of the unacknowledged it shows; what was lost comes as sentences. */
  settle(seen: Seen): Settled {
    const lost: string[] = [];
    this.settleDeletion(seen, lost);
    for (const [name, cell] of this.cells) {
      const now = found(cell.mark, seen);
      const wanted = [cell.value, cell.begun].filter((value) => value !== undefined);
      if (cell.value !== undefined && (now === null || !wanted.includes(now)))
        lost.push(`${name}: found ${now}, acknowledged ${cell.value}`);
      if (now !== null && cell.value !== undefined) cell.value = now;
      cell.begun = undefined;
    }
    this.settleHighlighting(seen, lost);
    const texts = this.texts.settle(seen, lost);
    return { lost, texts, ...this.settleImports(seen, lost) };
  }

  /** Tells what undoing a step should have brought back and did not, null if all is well; itself null where that is not known. */
  undone(step: number): ((seen: Seen) => string | null) | null {
    return this.last?.step === step ? this.last.undone : null;
  }

  /** Begun but not acknowledged, a deletion took the highlight with all its comments, or nothing. */
  private settleDeletion(seen: Seen, lost: string[]): void {
    const deleting = this.deleting;
    this.deleting = null;
    if (deleting !== null) {
      const left = seen.papers.get(deleting.paper)?.notes.filter(({ id }) => deleting.comments.includes(id)) ?? [];
      const gone = highlightOf(seen, deleting) === undefined;
      if (left.length !== (gone ? 0 : deleting.comments.length))
        lost.push(
          `highlight ${deleting.highlight} ${gone ? 'is gone' : 'is there'} with ${left.length} of ${deleting.comments.length} comments`,
        );
      if (gone) this.forget(deleting);
    }
    for (const deletion of this.deleted.values()) {
      const back = seen.papers.get(deletion.paper)?.notes.some(({ highlightId }) => highlightId === deletion.highlight);
      if (back || highlightOf(seen, deletion))
        lost.push(`highlight ${deletion.highlight}, or a comment on it, is there though it was deleted`);
    }
  }

  /** Highlights nobody was told of: at most the one that was being made, and that whole. */
  private settleHighlighting(seen: Seen, lost: string[]): void {
    for (const paper of seen.papers.values()) {
      for (const highlight of paper.highlights) {
        if (this.cells.has(`colour ${highlight.id}`)) continue;
        const making = this.highlighting;
        const whole = making?.paper === paper.id && making.color === highlight.color;
        if (whole && `${making.start}-${making.end} ${making.quote}` === placeOf(highlight)) this.adopt(making, highlight.id);
        else lost.push(`highlight ${highlight.id}: nobody asked for it as it is`);
        this.highlighting = null;
      }
    }
    this.highlighting = null;
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

  /** From now on this highlight must be here, with its colour and its place. */
  private adopt({ paper, color, start, end, quote }: Extract<Operation, { kind: 'highlight' }>, highlight: number): void {
    for (const mark of [
      { kind: 'colour', paper, highlight, color },
      { kind: 'place', paper, highlight, start, end, quote },
    ] as const)
      this.cell(mark).value = givenBy(mark);
  }

  private forget(deletion: Extract<Operation, { kind: 'unhighlight' }>): void {
    this.cells.delete(`colour ${deletion.highlight}`);
    this.cells.delete(`place ${deletion.highlight}`);
    this.deleted.set(deletion.highlight, deletion);
    this.texts.deleted(deletion.comments);
  }

  private stepped(step: number | null, undone: ((seen: Seen) => string | null) | null): void {
    if (step !== null) this.last = { step, undone };
  }

  private cell(mark: Mark): Cell {
    const name = cellOf(mark);
    const cell = this.cells.get(name) ?? { mark, value: undefined, begun: undefined };
    this.cells.set(name, cell);
    return cell;
  }
}
