/** Where highlights stand, or stood, in the versions of an abstract: to be looked over by a person. */
import type { Highlight } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { refreshReader, showVersion, useReader } from './reader.ts';
import { showFailure, showToast } from './toasts.ts';

/** Says that a highlight stands rightly where a change of the text put it. */
export async function confirmPlace({ id, range, quote }: Highlight): Promise<void> {
  if (range === null) return;
  try {
    const { step } = await bridge.call('highlights.setRange', { id, ...range, quote });
    if (step !== null) showToast(`${step.label}.`, step);
  } catch (thrown) {
    showFailure(thrown, 'The highlight was not confirmed');
  }
  refreshReader(); // where the text has changed meanwhile, it is read anew
}

/** The raw words a highlight stood on in the version before this one, as far as they are others; null where that is not known. */
export async function wordsBefore({ id, quote }: Highlight): Promise<string | null> {
  try {
    const places = await bridge.call('highlights.places', { id });
    return places.find((place) => place.quote !== quote)?.quote ?? null;
  } catch {
    return null; // the words as they are now are shown
  }
}

/** Opens the newest older version of the abstract that a highlight has a place in, with its words marked. */
export async function showWhereItWas({ id, color }: Highlight): Promise<void> {
  try {
    const places = await bridge.call('highlights.places', { id });
    const older = new Set(useReader.getState().paper?.olderAbstracts.map(({ seq }) => seq));
    const place = places.find(({ seq }) => older.has(seq));
    if (place === undefined) showToast('The text it was on is not in this library.');
    else showVersion({ seq: place.seq, as: 'text', mark: { start: place.start, end: place.end, color } });
  } catch (thrown) {
    showFailure(thrown, 'Where it was could not be read');
  }
}
