import { runCommand } from '../../commands.ts';
import { useLayout } from '../../stores/layout.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ANNOTATIONS } from '../../viewLabels.ts';

const number = new Intl.NumberFormat('en-GB');

interface AnnotationsItemProps {
  /** Not shown when 0. */
  readonly count: number;
  /** It is the sidebar's one tab stop. */
  readonly isStop: boolean;
}

/** The row that opens all annotations in the place of the list and the reader. */
export function AnnotationsItem({ count, isStop }: AnnotationsItemProps) {
  const isCurrent = useLayout((s) => s.beside === 'annotations');
  return (
    <button
      type="button"
      className="NavItem"
      tabIndex={isStop ? 0 : -1}
      aria-current={isCurrent ? 'page' : undefined}
      data-pane-focus={isStop ? 'sidebar' : undefined}
      data-view="annotations"
      onClick={() => runCommand('go.annotations')}
    >
      <Icon name="marker" />
      <span className="NavItem-label">{ANNOTATIONS}</span>
      {count > 0 && <span className="NavItem-count">{number.format(count)}</span>}
    </button>
  );
}
