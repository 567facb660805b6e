/** Names of the symbols in index.html. */
export type IconName =
  | 'inbox'
  | 'queue'
  | 'book'
  | 'star'
  | 'all'
  | 'done'
  | 'trash'
  | 'folder'
  | 'search'
  | 'tag'
  | 'digest'
  | 'right'
  | 'left'
  | 'down'
  | 'up'
  | 'plus'
  | 'x'
  | 'check'
  | 'minus'
  | 'note'
  | 'marker'
  | 'adjust'
  | 'link'
  | 'cite'
  | 'sidebar'
  | 'wide'
  | 'sort'
  | 'import'
  | 'export'
  | 'paste'
  | 'file'
  | 'stack'
  | 'warn'
  | 'undo'
  | 'stats'
  | 'sliders'
  | 'keyboard'
  | 'copy'
  | 'cmd'
  | 'shift'
  | 'return'
  | 'text'
  | 'palette'
  | 'shield'
  | 'feed'
  | 'eye'
  | 'history'
  | 'template'
  | 'bookmark'
  | 'star-full'
  | 'more'
  | 'status-new'
  | 'status-queued'
  | 'status-reading'
  | 'status-read'
  | 'status-skipped';

interface IconProps {
  readonly name: IconName;
  readonly size?: 'normal' | 'small' | 'key';
  /** What it means, where nothing beside it says so. */
  readonly label?: string;
  readonly className?: string;
}

export function Icon({ name, size = 'normal', label, className }: IconProps) {
  const classes = ['Icon', size === 'normal' ? '' : `Icon--${size}`, className ?? ''].filter(Boolean).join(' ');
  return label === undefined ? (
    <svg className={classes} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  ) : (
    <svg className={classes} role="img" aria-label={label}>
      <use href={`#i-${name}`} />
    </svg>
  );
}
