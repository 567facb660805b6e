import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label' | 'title' | 'type'> {
  readonly icon: IconName;
  readonly label: string;
  /** Shown in the tooltip after the label, in words: "s". */
  readonly hint?: string;
}

/** A button that is only an icon: its label is its name and its tooltip. */
export function IconButton({ icon, label, hint, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      className={className === undefined ? 'IconButton' : `IconButton ${className}`}
      aria-label={label}
      title={hint === undefined ? label : `${label} (${hint})`}
    >
      <Icon name={icon} />
    </button>
  );
}
