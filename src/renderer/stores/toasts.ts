/** One toast at a time for what was done, and one notice for what went wrong. */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';
import type { StepRef } from '../../shared/models.ts';

export interface Toast {
  /** A new number for every toast, so that a repeated text is announced again. */
  readonly seq: number;
  readonly text: string;
  /** The step its Undo button takes back; null where there is nothing to undo. */
  readonly step: StepRef | null;
}

/** A failure that needs an answer: it stays until dismissed. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  /** It tells of a lost connection, and is no longer true once there is one. */
  readonly untilConnected: boolean;
}

interface ToastStore {
  readonly toast: Toast | null;
  readonly notice: Notice | null;
}

export const useToasts = create<ToastStore>(() => ({ toast: null, notice: null }));

let seq = 0;

/** Says what was done, with Undo when it was a step. */
export function showToast(text: string, step: StepRef | null = null): void {
  seq += 1;
  useToasts.setState({ toast: { seq, text, step } });
}

export function dismissToast(): void {
  useToasts.setState({ toast: null });
}

export function dismissNotice(): void {
  useToasts.setState({ notice: null });
}

/** Takes away what was only true while nobody answered. */
export function dismissConnectionNotice(): void {
  useToasts.setState((s) => (s.notice?.untilConnected === true ? { notice: null } : s));
}

/** Shows an error's sentence; `title` says what did not work. A cancelled step is no failure. */
export function showFailure(thrown: unknown, title = 'That did not work'): void {
  const error = AppError.from(thrown);
  if (error.code === 'cancelled') return;
  if (error.code === 'nothing-to-undo' || error.code === 'nothing-to-redo') {
    showToast(error.message);
    return;
  }
  if (error.code === 'internal') console.warn(error.details?.cause ?? error.message);
  useToasts.setState({ notice: { title, text: error.message, untilConnected: error.code === 'unreachable' } });
}
