/** The evidence table: papers of the annotations' scope that have highlights, and what stands in their cells. */
import { create } from 'zustand';
import type { AnnotatedPaper, AnnotationRow } from '../../shared/annotationModels.ts';
import { bridge } from '../bridge.ts';
import { areAnnotationsShown, openInReader, useAnnotations } from './annotations.ts';
import { showFailure } from './toasts.ts';

/** A paper of the table with its highlights in the order of its texts. */
export interface EvidenceRow {
  readonly paper: AnnotatedPaper;
  readonly highlights: readonly AnnotationRow[];
}

interface EvidenceStore {
  readonly ids: readonly number[];
  /** False until the first answer. */
  readonly loaded: boolean;
  readonly rows: ReadonlyMap<number, EvidenceRow>;
  readonly activeId: number | null;
  /** Cells whose quotes are all shown, by paper and colour: "12 yellow". */
  readonly unfolded: ReadonlySet<string>;
  /** Grows whenever the active paper should be scrolled into view and take the keyboard. */
  readonly reveal: number;
}

export const useEvidence = create<EvidenceStore>(() => ({
  ids: [],
  loaded: false,
  rows: new Map(),
  activeId: null,
  unfolded: new Set(),
  reveal: 0,
}));

const get = useEvidence.getState;
const set = useEvidence.setState;

/** Rows held at most; beyond it all but those just asked for are let go. */
const ROWS_KEPT = 400;
/** Papers in one request for rows. */
const ROWS_ASKED = 40;
/** A pause in changes before the library is asked, in milliseconds. */
const PAUSE = 120;

let tableAsked = 0;

/** Papers whose rows may be out of date; null means all. */
let stale: Set<number> | null = new Set();

async function fetchTable(): Promise<void> {
  tableAsked += 1;
  const mine = tableAsked;
  const { view, answered: query, colors } = useAnnotations.getState();
  const old = stale;
  stale = new Set();
  try {
    const table = await bridge.call('annotations.evidence', { view, query, colors: [...colors] });
    if (mine !== tableAsked || table.kind === 'mistake') return;
    const isGood = (id: number) => old !== null && !old.has(id) && get().rows.has(id);
    const here = new Set(table.ids);
    const wanted = [...new Set([...table.ids.slice(0, ROWS_ASKED / 2), ...inSight])].filter((id) => here.has(id) && !isGood(id));
    const fetched = wanted.length === 0 ? [] : await askRows(wanted);
    if (mine !== tableAsked) return;
    const kept = [...get().rows].filter(([id]) => here.has(id) && isGood(id));
    const { activeId } = get();
    set({
      ids: table.ids,
      loaded: true,
      rows: new Map([...kept, ...fetched]),
      activeId: activeId !== null && here.has(activeId) ? activeId : (table.ids[0] ?? null),
    });
  } catch (thrown) {
    if (mine === tableAsked) showFailure(thrown, 'The evidence table could not be read');
  }
}

async function askRows(paperIds: readonly number[]): Promise<[number, EvidenceRow][]> {
  const { rows, papers } = await bridge.call('annotations.evidenceRows', { paperIds: [...paperIds].slice(0, 200) });
  const highlights = new Map<number, AnnotationRow[]>();
  for (const row of rows) highlights.set(row.paperId, [...(highlights.get(row.paperId) ?? []), row]);
  return papers.map((paper) => [paper.id, { paper, highlights: highlights.get(paper.id) ?? [] }]);
}

const asked = new Set<number>();
/** The papers on screen when rows were last asked for. */
let inSight: readonly number[] = [];

/** Sees that the rows from `start` to `end` (exclusive) are here, asking for those that are not. */
export function needEvidence(start: number, end: number): void {
  const { ids, rows } = get();
  inSight = ids.slice(Math.max(0, start), end);
  const missing = inSight.filter((id) => !rows.has(id) && !asked.has(id));
  for (let from = 0; from < missing.length; from += ROWS_ASKED) void fetchRows(missing.slice(from, from + ROWS_ASKED));
}

async function fetchRows(paperIds: readonly number[]): Promise<void> {
  for (const id of paperIds) asked.add(id);
  try {
    const fetched = await askRows(paperIds);
    set(({ rows }) => {
      const near = new Set(inSight);
      const kept = rows.size + fetched.length <= ROWS_KEPT ? rows : [...rows].filter(([id]) => near.has(id));
      return { rows: new Map([...kept, ...fetched]) };
    });
  } catch (thrown) {
    showFailure(thrown, 'Some rows of the table could not be read');
  } finally {
    for (const id of paperIds) asked.delete(id);
  }
}

/** Makes a paper of the table the active one. */
export function activateEvidence(id: number): void {
  set({ activeId: id });
}

/** Moves up or down the table by `by` papers, stopping at its ends. */
export function moveEvidence(by: number): void {
  const { ids, activeId } = get();
  const at = activeId === null ? -1 : ids.indexOf(activeId);
  const to = ids[at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))];
  if (to !== undefined) set((s) => ({ activeId: to, reveal: s.reveal + 1 }));
}

/** Shows all quotes of a cell, or the first few again. */
export function toggleUnfolded(cell: string): void {
  set(({ unfolded }) => {
    const changed = new Set(unfolded);
    if (!changed.delete(cell)) changed.add(cell);
    return { unfolded: changed };
  });
}

/** Opens the active paper of the table in the reader. */
export async function openEvidence(id: number | null = get().activeId): Promise<void> {
  if (id !== null) await openInReader(id, null);
}

const isShown = (): boolean => areAnnotationsShown() && useAnnotations.getState().tab === 'evidence';

/** Follows the annotations' scope and colours, and changes, while the table is on view. */
export function followEvidence(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useAnnotations.subscribe((now, before) => {
    if (now.tab !== 'evidence') return;
    // Every answer about the list is newer than the table: it was asked for by a change.
    const differs = now.tab !== before.tab || now.keys !== before.keys || now.colors !== before.colors || now.answered !== before.answered;
    if (!differs || !isShown()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void fetchTable(), now.tab === before.tab ? PAUSE : 0);
  });
  bridge.on('papers.changed', ({ ids }) => {
    stale = ids === null || stale === null ? null : new Set([...stale, ...ids]);
  });
}
