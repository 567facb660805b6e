/** Keeps the window's title: the paper, its list, and the program. */
import { shownText, spansOf } from '../shared/text/spans.ts';
import { useLayout } from './stores/layout.ts';
import { useLibrary } from './stores/library.ts';
import { usePapers } from './stores/papers.ts';
import { useReader } from './stores/reader.ts';
import { ANNOTATIONS, DUPLICATES, viewLabel } from './viewLabels.ts';

function write(): void {
  const { beside } = useLayout.getState();
  if (beside !== 'papers') {
    document.title = `${beside === 'annotations' ? ANNOTATIONS : DUPLICATES} – Offprint`;
    return;
  }
  const { paper } = useReader.getState();
  const title = paper === null ? '' : shownText(spansOf(paper.title, { repair: true }));
  const view = viewLabel(usePapers.getState().view, useLibrary.getState().library);
  document.title = [title, view, 'Offprint'].filter((part) => part !== '').join(' – ');
}

/** While keys repeat the title waits until they rest this long, in milliseconds. */
const REST = 150;

/** Starts following the view and the paper; returns the function that stops it. */
export function followTitle(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (differs: boolean) => {
    if (!differs) return;
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  };
  write();
  const stops = [
    useReader.subscribe((now, before) => later(now.paper !== before.paper)),
    usePapers.subscribe((now, before) => later(now.view !== before.view)),
    useLayout.subscribe((now, before) => later(now.beside !== before.beside)),
    useLibrary.subscribe((now, before) => later(now.library !== before.library)),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
