/** What the sidebar says. */
export const words = {
  library: 'Library',
  hide: 'Hide sidebar',
  tags: 'Tags',
  digests: 'Digests',
  rename: 'Rename…',
  remove: 'Delete tag',
  tagMenu: (name: string): string => `Tag ${name}`,
  newName: (name: string): string => `New name for the tag ${name}`,
};
