/** Title and abstract of the paper on view, as they are shown: what is selected, chosen and highlighted counts in them. */
import type { HighlightField, Paper, RawRange } from '../../shared/models.ts';
import { plainMaths } from '../../shared/text/plainMaths.ts';
import { type Segments, segmentsOf } from '../../shared/text/segments.ts';
import { type Range, rawRange, type Span, shownRange, shownText, spansOf } from '../../shared/text/spans.ts';
import { isReaderInSight } from './layout.ts';
import { isSelection, usePapers } from './papers.ts';
import { useReader } from './reader.ts';
import { useSettings } from './settings.ts';

export interface Text {
  readonly paperId: number;
  readonly field: HighlightField;
  readonly raw: string;
  readonly repair: boolean;
  readonly spans: readonly Span[];
  readonly shown: string;
}

/** A stretch of a raw text that is selected on the page. */
export interface Selected extends RawRange {
  readonly paperId: number;
  readonly field: HighlightField;
  /** The raw words, and what is shown of them. */
  readonly quote: string;
  readonly shown: string;
}

/** Whether texts are shown repaired: what the setting says, or the other way about for the paper on view. */
export const isRepaired = (): boolean => useSettings.getState().repairText !== useReader.getState().showOther;

/** Whether the paper's texts are on screen, so that keys may act on words in them. */
export const isTextInSight = (): boolean => isReaderInSight() && useReader.getState().paper !== null && !isSelection(usePapers.getState());

const known = new Map<HighlightField, Text>();

/** A text of a paper; null where it has none. The same object while nothing of it changes. */
export function textOf(paper: Paper, field: HighlightField, repair: boolean): Text | null {
  const raw = paper[field];
  if (raw === null || raw.trim() === '') return null;
  const last = known.get(field);
  if (last?.paperId === paper.id && last.raw === raw && last.repair === repair) return last;
  const spans = spansOf(raw, { repair });
  const text = { paperId: paper.id, field, raw, repair, spans, shown: shownText(spans) };
  known.set(field, text);
  return text;
}

/** A text of the paper on view as it is shown now. */
export function textOnView(field: HighlightField): Text | null {
  const { paper } = useReader.getState();
  return paper === null ? null : textOf(paper, field, isRepaired());
}

const segmented = new WeakMap<Text, Segments>();

/** Its words and sentences, found when they are first asked for. */
export function segmentsIn(text: Text): Segments {
  const segments = segmented.get(text) ?? segmentsOf(text.spans);
  segmented.set(text, segments);
  return segments;
}

/** What a stretch of the shown text stands for; repairs and formulas it touches are taken whole. Null where it is blank. */
export function selectedAt({ paperId, field, raw, spans, shown }: Text, stretch: Range): Selected | null {
  const { start, end } = rawRange(spans, stretch.start, stretch.end);
  const quote = raw.slice(start, end);
  if (quote.trim() === '') return null;
  const whole = shownRange(spans, start, end);
  return { paperId, field, start, end, quote, shown: shown.slice(whole.start, whole.end) };
}

/** The words of a stretch of the shown text for where formulas cannot be set: in plain characters, on one line. */
export function plainWords({ spans, shown }: Text, { start, end }: Range): string {
  let at = 0;
  let words = '';
  for (const { kind, shown: own } of spans) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + own.length);
    if (to > from) words += kind === 'math' ? plainMaths(own) : shown.slice(from, to);
    at += own.length;
  }
  return words.replace(/\s+/gu, ' ').trim();
}

export const isSame = (a: Selected | null, b: Selected | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.paperId === b.paperId &&
    a.field === b.field &&
    a.start === b.start &&
    a.end === b.end &&
    a.quote === b.quote);
