/** What a person has set, and what it is before that. */
import type { ImportChoice } from './importModels.ts';
import type { HighlightColor, Roles } from './models.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark' | 'sepia';
  readonly density: 'comfortable' | 'compact';
  readonly textSize: 'small' | 'medium' | 'large' | 'larger';
  readonly repairText: boolean;
  readonly sidebarWidth: number;
  readonly listWidth: number;
  readonly sidebarHidden: boolean;
  readonly roles: Roles;
  /** The colour of the last highlight: the next one begins with it. */
  readonly highlightColor: HighlightColor;
  /** Notes are shown as they will look while they are written. */
  readonly notePreview: boolean;
  /** The id of the style that papers are cited in. */
  readonly citationStyle: string;
  /** The last choice for each format, by its id (`ImportPlan.formatId`). */
  readonly importChoices: Readonly<Record<string, ImportChoice>>;
  /** How citation keys are made where a paper has none, in the language of `text/citationKey.ts`. */
  readonly citationKeyPattern: string;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  density: 'comfortable',
  textSize: 'medium',
  repairText: true,
  sidebarWidth: 196,
  listWidth: 332,
  sidebarHidden: false,
  roles: { yellow: 'Claim', blue: 'Method', green: 'Data', orange: 'Number', pink: 'Limit' },
  highlightColor: 'yellow',
  notePreview: false,
  citationStyle: 'apa',
  importChoices: {},
  citationKeyPattern: '[auth:lower][year][veryshorttitle:lower]',
};
