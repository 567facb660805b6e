/** What papers side by side say of each field, and which of them it is taken from. */
import { type ComparedPaper, MERGE_FIELDS, type MergeField, type Paper } from '../../shared/models.ts';

type Taken = Readonly<Partial<Record<MergeField, number>>>;

/** What a paper says of a field, as one text to compare; empty where it says nothing. */
export function said(paper: Paper, field: MergeField): string {
  switch (field) {
    case 'authors':
      return paper.authors.map((author) => author.name).join(', ');
    case 'date':
      return paper.date?.given.trim() ?? '';
    case 'title':
    case 'abstract':
    case 'venue':
    case 'type':
    case 'citationKey':
    case 'status':
      return paper[field]?.trim() ?? '';
  }
}

export interface FieldState {
  readonly field: MergeField;
  /** `differs`: there is something to choose; `one`: only some say anything, and all of those the same. */
  readonly state: 'differs' | 'same' | 'one';
  /** The paper it is taken from. */
  readonly from: number;
}

/** Every field that any of the papers says something of. */
export function fieldStates(papers: readonly ComparedPaper[], keep: number, take: Taken): readonly FieldState[] {
  return MERGE_FIELDS.flatMap((field) => {
    const texts = papers.map(({ paper }) => said(paper, field));
    const spoken = texts.filter((text) => text !== '');
    if (spoken.length === 0) return [];
    // Where all of them stand alike is nothing to look at.
    if (field === 'status' && new Set(spoken).size === 1) return [];
    const state = new Set(spoken).size > 1 ? 'differs' : spoken.length < texts.length ? 'one' : 'same';
    return [{ field, state, from: take[field] ?? usual(papers, field, keep) }];
  });
}

/** The one that stays, where it says something; a paper that nobody has looked at says nothing of where it stands. */
function usual(papers: readonly ComparedPaper[], field: MergeField, keep: number): number {
  const says = ({ paper }: ComparedPaper) => said(paper, field) !== '' && !(field === 'status' && paper.status === 'new');
  const own = papers.find(({ paper }) => paper.id === keep);
  return (own !== undefined && says(own) ? own : papers.find(says))?.paper.id ?? keep;
}

/** Where each field comes from, to be merged so. */
export const takenFrom = (states: readonly FieldState[]): Taken => Object.fromEntries(states.map(({ field, from }) => [field, from]));

/** How much comes together on the one paper. */
export interface Together {
  readonly versions: number;
  readonly notes: number;
  readonly highlights: number;
  readonly tags: number;
  readonly identifiers: number;
  readonly records: number;
}

export function together(papers: readonly ComparedPaper[]): Together {
  const distinct = (texts: readonly string[]) => new Set(texts).size;
  const all = papers.map(({ paper }) => paper);
  return {
    versions: distinct(
      all.flatMap(({ abstract, olderAbstracts }) => [...(abstract === null ? [] : [abstract]), ...olderAbstracts.map(({ text }) => text)]),
    ),
    notes: all.flatMap(({ notes }) => notes).length,
    highlights: all.flatMap(({ highlights }) => highlights).length,
    tags: distinct(all.flatMap(({ tags }) => tags.map(({ uid }) => uid))),
    identifiers: distinct(all.flatMap(({ identifiers }) => identifiers.map(({ scheme, value }) => `${scheme} ${value}`))),
    records: papers.flatMap(({ records }) => records).length,
  };
}
