/** The application menu as plain data: what the system's own keys need (copy and paste among them); commands live in the page. */

export interface MenuEntry {
  readonly label?: string;
  readonly role?: Role;
  readonly type?: 'separator';
  readonly submenu?: readonly MenuEntry[];
}

type Role =
  | 'about'
  | 'close'
  | 'copy'
  | 'cut'
  | 'front'
  | 'hide'
  | 'hideOthers'
  | 'minimize'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'quit'
  | 'redo'
  | 'resetZoom'
  | 'selectAll'
  | 'services'
  | 'toggleDevTools'
  | 'togglefullscreen'
  | 'undo'
  | 'unhide'
  | 'zoom'
  | 'zoomIn'
  | 'zoomOut';

const rule: MenuEntry = { type: 'separator' };
const roles = (...names: readonly (Role | null)[]): readonly MenuEntry[] => names.map((role) => (role === null ? rule : { role }));

/** Reloading is left out on purpose: the window follows the library by itself. */
export function menuTemplate(platform: NodeJS.Platform, developing: boolean): readonly MenuEntry[] {
  const mac = platform === 'darwin';
  return [
    ...(mac
      ? [{ label: 'Offprint', submenu: roles('about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit') }]
      : [{ label: 'File', submenu: roles('close', 'quit') }]),
    { label: 'Edit', submenu: roles('undo', 'redo', null, 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll') },
    {
      label: 'View',
      submenu: [...roles('resetZoom', 'zoomIn', 'zoomOut', null, 'togglefullscreen'), ...(developing ? roles(null, 'toggleDevTools') : [])],
    },
    { label: 'Window', submenu: mac ? roles('minimize', 'zoom', 'close', null, 'front') : roles('minimize', 'close') },
  ];
}
