import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, useState } from 'react';

/** What a field takes from whoever completes what is typed in it. */
export interface FieldCompletion {
  /** What the field says of its list to a screen reader. */
  readonly aria: Pick<
    InputHTMLAttributes<HTMLElement>,
    'role' | 'aria-autocomplete' | 'aria-haspopup' | 'aria-expanded' | 'aria-controls' | 'aria-activedescendant'
  >;
  /** Takes a key that belongs to the list; false for every other. */
  readonly takeKey: (event: KeyboardEvent) => boolean;
  /** To be called whenever the caret moves. */
  readonly follow: () => void;
  readonly close: () => void;
  /** Null while nothing is offered. */
  readonly list: ReactNode;
  /** What a screen reader is told of the list; empty while nothing is offered. */
  readonly said: string;
}

interface Offer<T> {
  readonly choices: readonly T[];
  readonly idOf: (choice: T) => string;
  /** None is chosen before the arrows are used: Enter and Tab mean what they always mean. */
  readonly waits?: boolean;
}

interface Choosing {
  /** Something is completed, and Escape has not said that it should not be. */
  readonly isOpen: boolean;
  /** Null takes the choice back. */
  readonly choose: (id: string | null) => void;
  readonly chosenOf: <T>(offer: Offer<T>) => T | undefined;
  /** Takes the arrows, Enter, Tab and Escape where they mean the choices; false for every other key. */
  readonly takeKey: <T>(event: KeyboardEvent, offer: Offer<T>, take: (choice: T) => void) => boolean;
}

interface State {
  readonly start: number | null;
  readonly left: boolean;
  readonly chosenId: string | null;
}

const afresh = (start: number | null): State => ({ start, left: false, chosenId: null });

/** Choosing among what is offered under a field that keeps the keyboard. `start` is where in the field what is completed begins; null for nothing. */
export function useChoosing(start: number | null): Choosing {
  const [held, setState] = useState(() => afresh(start));
  const state = held.start === start ? held : afresh(start);
  if (state !== held) setState(state);

  const positionIn = <T>({ choices, idOf, waits = false }: Offer<T>): number => {
    const at = choices.findIndex((choice) => idOf(choice) === state.chosenId);
    return at >= 0 || waits ? at : 0;
  };
  const move = <T>(offer: Offer<T>, by: 1 | -1) => {
    const { choices, idOf, waits = false } = offer;
    // Those that wait have a place before the first, where none is chosen.
    const places = waits ? choices.length + 1 : choices.length;
    const from = positionIn(offer) + (waits ? 1 : 0);
    const chosen = choices[((from + by + places) % places) - (waits ? 1 : 0)];
    setState({ ...state, chosenId: chosen === undefined ? null : idOf(chosen) });
  };
  const isOpen = start !== null && !state.left;
  return {
    isOpen,
    choose: (id) => setState({ ...state, chosenId: id }),
    chosenOf: (offer) => offer.choices[positionIn(offer)],
    takeKey: ({ key }, offer, take) => {
      if (!isOpen) return false;
      if (key === 'Escape') {
        setState({ ...state, left: true });
        return true;
      }
      if (offer.choices.length === 0) return false;
      const chosen = offer.choices[positionIn(offer)];
      if (key === 'ArrowDown' || key === 'ArrowUp') move(offer, key === 'ArrowDown' ? 1 : -1);
      else if ((key === 'Enter' || key === 'Tab') && chosen !== undefined) take(chosen);
      else return false;
      return true;
    },
  };
}
