import type { KeyboardEvent, ReactNode } from 'react';
import { Modal as AriaModal, Dialog, ModalOverlay } from 'react-aria-components';

interface ModalProps {
  /** Its name for a screen reader. */
  readonly label: string;
  readonly onClose: () => void;
  /** The component's own classes: "Dialog Dialog--import". */
  readonly className: string;
  /** `top` hangs it from the top edge, so that it does not jump as its content grows. */
  readonly at?: 'middle' | 'top';
  /** Whether a press beside it closes it; Escape always does. */
  readonly dismissable?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

/** A dialog over the window: the keyboard stays inside it and returns to where it was; Escape closes it. Mount it to open it. */
export function Modal({ label, onClose, className, at = 'middle', dismissable = true, onKeyDown, children }: ModalProps) {
  return (
    <ModalOverlay
      className={at === 'top' ? 'Scrim Scrim--top' : 'Scrim'}
      isOpen
      isDismissable={dismissable}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <AriaModal className="Modal">
        <Dialog className="Modal-dialog" aria-label={label}>
          {/* Focusable, so that keys are heard after a press on its ground; react-aria's own dialog takes no key handler. */}
          <div
            className={className}
            role="document"
            tabIndex={-1}
            onKeyDown={(event) => {
              // Menus opened from here stand elsewhere in the page and keep their keys.
              if (event.target instanceof Node && event.currentTarget.contains(event.target)) onKeyDown?.(event);
            }}
          >
            {children}
          </div>
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  );
}
