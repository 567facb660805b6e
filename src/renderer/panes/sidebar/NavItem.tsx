import { memo, type ReactNode } from 'react';
import type { View } from '../../../shared/models.ts';
import { focusPane, useLayout } from '../../stores/layout.ts';
import { openView, usePapers } from '../../stores/papers.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

/** A view as a string, to compare views and to name their rows. */
export const viewKey = (view: View): string => ('uid' in view ? `${view.kind}:${view.uid}` : view.kind);

/** Opens a view and moves the keyboard to its list. */
export function choose(view: View): void {
  useLayout.setState({ sidebarFloats: false, readerOnly: false });
  void openView(view);
  focusPane('list');
}

const count = new Intl.NumberFormat('en-GB');

interface NavItemProps {
  readonly view: View;
  readonly icon: IconName;
  readonly label: ReactNode;
  /** The label in full, where it may be cut. */
  readonly title?: string;
  /** Not shown when 0. */
  readonly count: number;
  /** In the place of a count. */
  readonly mark?: ReactNode;
  readonly hasUnread?: boolean;
  /** It is the sidebar's one tab stop. */
  readonly isStop: boolean;
  /** Keys that work on it beside Enter, for a screen reader. */
  readonly shortcuts?: string;
}

/** One row of the sidebar. */
export const NavItem = memo(function NavItem(props: NavItemProps) {
  const { view, icon, label, title, count: n, mark, hasUnread = false, isStop, shortcuts } = props;
  const key = viewKey(view);
  const isView = usePapers((s) => viewKey(s.view) === key);
  const isCurrent = useLayout((s) => s.beside === 'papers') && isView;
  return (
    <button
      type="button"
      className={hasUnread ? 'NavItem has-unread' : 'NavItem'}
      title={title}
      tabIndex={isStop ? 0 : -1}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts={shortcuts}
      data-pane-focus={isStop ? 'sidebar' : undefined}
      data-view={key}
      onClick={() => choose(view)}
    >
      <Icon name={icon} />
      <span className="NavItem-label">{label}</span>
      {n > 0 && <span className="NavItem-count">{count.format(n)}</span>}
      {mark}
    </button>
  );
});
