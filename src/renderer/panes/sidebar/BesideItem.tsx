import { runCommand } from '../../commands.ts';
import { useLayout } from '../../stores/layout.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const number = new Intl.NumberFormat('en-GB');

interface BesideItemProps {
  readonly beside: 'annotations' | 'duplicates';
  readonly icon: IconName;
  readonly label: string;
  /** Not shown when 0. */
  readonly count: number;
  /** It is the sidebar's one tab stop. */
  readonly isStop: boolean;
}

/** A row that opens something in the place of the list and the reader. */
export function BesideItem({ beside, icon, label, count, isStop }: BesideItemProps) {
  const isCurrent = useLayout((s) => s.beside === beside);
  return (
    <button
      type="button"
      className="NavItem"
      tabIndex={isStop ? 0 : -1}
      aria-current={isCurrent ? 'page' : undefined}
      data-pane-focus={isStop ? 'sidebar' : undefined}
      data-view={beside}
      onClick={() => runCommand(`go.${beside}`)}
    >
      <Icon name={icon} />
      <span className="NavItem-label">{label}</span>
      {count > 0 && <span className="NavItem-count">{number.format(count)}</span>}
    </button>
  );
}
