/** One meaning of the filters, for the list of annotations and for what is exported from it. */
import type { AnnotationFilter, AnnotationFilterName, AnnotationKind } from './annotationModels.ts';
import type { HighlightColor } from './models.ts';

/** What the filters look at, but for the words. */
export interface Filterable {
  readonly kind: AnnotationKind;
  /** Null for a note on a paper. */
  readonly color: HighlightColor | null;
  /** When it was written (ISO, UTC): a highlight's newest comment counts too. */
  readonly at: string;
}

/** Whether an annotation passes every filter but the one for words, which `shared/text/find.ts` answers. */
export function passes(one: Filterable, { kinds, colors, from, to }: Omit<AnnotationFilter, 'text'>): boolean {
  return (
    (kinds.length === 0 || kinds.includes(one.kind)) &&
    (colors.length === 0 || (one.color !== null && colors.includes(one.color))) &&
    (from === undefined || one.at >= from) &&
    (to === undefined || one.at < to)
  );
}

/** The filters that ask for something. */
export function filtersIn({ kinds, colors, from, to, text }: AnnotationFilter): AnnotationFilterName[] {
  const asks: Readonly<Record<AnnotationFilterName, boolean>> = {
    kinds: kinds.length > 0,
    colors: colors.length > 0,
    dates: from !== undefined || to !== undefined,
    text: text.trim() !== '',
  };
  return (Object.keys(asks) as AnnotationFilterName[]).filter((name) => asks[name]);
}

/** The same filter without one of its parts. */
export function without(filter: AnnotationFilter, name: AnnotationFilterName): AnnotationFilter {
  switch (name) {
    case 'kinds':
      return { ...filter, kinds: [] };
    case 'colors':
      return { ...filter, colors: [] };
    case 'dates': {
      const { from: _from, to: _to, ...rest } = filter;
      return rest;
    }
    case 'text':
      return { ...filter, text: '' };
  }
}
