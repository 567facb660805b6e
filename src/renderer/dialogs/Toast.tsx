import { useEffect, useRef, useState } from 'react';
import { undo } from '../stores/changes.ts';
import { focusPane } from '../stores/layout.ts';
import { dismissNotice, dismissToast, type Toast as ToastEntry, useToasts } from '../stores/toasts.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { notice as noticeWords, toast as words } from './words.ts';

/** How long a toast stays, in milliseconds; the pointer or the keyboard on it makes it wait. */
const STAYS = 8_000;

/** A button that goes away must not take the keyboard with it. */
function releaseFocus(within: HTMLElement | null): void {
  if (within?.contains(document.activeElement)) focusPane('list');
}

/** A toast is one line: a lone sentence loses its full stop, as a heading does. */
const asLine = (text: string): string => (/[.!?…] /u.test(text) ? text : text.replace(/\.$/u, ''));

/** What was done, with Undo. The region stands always, so that a screen reader hears what appears in it. */
export function Toast() {
  const toast = useToasts((s) => s.toast);
  return (
    // The mark keeps a press here from counting as one beside an open dialog.
    <div role="status" data-react-aria-top-layer="true">
      {toast !== null && <ToastLine key={toast.seq} toast={toast} />}
    </div>
  );
}

function ToastLine({ toast: { text, step } }: { readonly toast: ToastEntry }) {
  const line = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = hovered || focused;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(dismissToast, STAYS);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer or the keyboard on it only makes it wait
    <div
      ref={line}
      className={step === null ? 'Toast' : 'Toast has-action'}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <span className="Toast-text">{asLine(text)}</span>
      {step !== null && (
        <button
          type="button"
          className="Toast-action"
          onClick={() => {
            releaseFocus(line.current);
            dismissToast();
            void undo(step.id);
          }}
        >
          {words.undo}
          <kbd className="Toast-key">z</kbd>
        </button>
      )}
    </div>
  );
}

/** What went wrong, what was kept, what to do; it stays until dismissed. */
export function Notice() {
  const notice = useToasts((s) => s.notice);
  const region = useRef<HTMLElement>(null);
  if (notice === null) return null;
  return (
    <section ref={region} className="Notice" role="alert" data-react-aria-top-layer="true">
      <Icon name="warn" />
      <div className="Notice-text">
        <h2 className="Notice-title">{notice.title}</h2>
        <p>{notice.text}</p>
      </div>
      <IconButton
        icon="x"
        label={noticeWords.dismiss}
        hint="Esc"
        onClick={() => {
          releaseFocus(region.current);
          dismissNotice();
        }}
      />
    </section>
  );
}
