/** What passes between the process that runs the entry under the fake and the spec that drives it. */

/** Something the entry asked of Electron, in the order it asked. */
export interface Asked {
  /** As it is called: `protocol.registerSchemesAsPrivileged`, `new BrowserWindow`, `shell.openExternal`, … */
  readonly what: string;
  /** Its arguments, as far as they are data. */
  readonly with: readonly unknown[];
}

export interface FrameFacts {
  readonly url: string;
  readonly isTop: boolean;
}

/** What a spec may do to the entry; each is answered. */
export type Poke =
  | { readonly kind: 'invoke'; readonly channel: string; readonly args: readonly unknown[]; readonly frame: FrameFacts | null }
  | { readonly kind: 'request'; readonly url: string; readonly method: string }
  | { readonly kind: 'navigate'; readonly how: 'will-navigate' | 'will-redirect' | 'will-frame-navigate'; readonly url: string }
  | { readonly kind: 'windowOpen'; readonly url: string }
  | { readonly kind: 'attachWebview' }
  | { readonly kind: 'permission'; readonly name: string }
  | { readonly kind: 'load'; readonly url: string }
  | { readonly kind: 'saveDialogAnswers'; readonly path: string | null }
  | { readonly kind: 'secondInstance'; readonly args: readonly string[] }
  | { readonly kind: 'openUrl'; readonly url: string }
  | { readonly kind: 'closeWindow' };

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type ToFake = { readonly seq: number; readonly poke: Poke };
export type FromFake =
  | { readonly kind: 'asked'; readonly asked: Asked }
  | { readonly kind: 'event'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly seq: number; readonly value: unknown; readonly error: string | null };
