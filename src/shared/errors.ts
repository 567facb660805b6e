/**
 * Why a request failed, for code to branch on. The message beside it is for people:
 * what happened, what was kept, what to do.
 */
export type AppErrorCode =
  | 'bad-request'
  | 'busy'
  | 'cancelled'
  | 'damaged'
  | 'disk-full'
  | 'foreign-library'
  | 'internal'
  | 'newer-library'
  | 'not-found'
  | 'nothing-found'
  | 'nothing-to-redo'
  | 'nothing-to-undo'
  | 'read-only'
  | 'too-large'
  | 'undo-blocked'
  | 'unreachable';

/** An {@link AppError} as it crosses a thread, a socket or the preload bridge. */
export interface AppErrorJson {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The only error that reaches people. Anything else is a bug and is shown as `internal`. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: AppErrorCode, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  toJSON(): AppErrorJson {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }

  static fromJSON(json: AppErrorJson): AppError {
    return new AppError(json.code, json.message, json.details);
  }

  /** Wraps anything thrown. The text of an unforeseen error stays in `details` for the log, never in the message. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    return new AppError('internal', 'Something in Offprint went wrong. Nothing was changed by this step; please try again.', {
      cause: thrown instanceof Error ? `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ''}` : String(thrown),
    });
  }
}

/** What every transport carries back: a value or an error, never a thrown exception. */
export type Reply<T = unknown> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorJson };
