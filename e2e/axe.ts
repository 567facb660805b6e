/** What axe finds in a page, in every theme. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A line for each thing axe finds wrong: its rule, the element, what to mend. By all rules, or by those named. */
export async function findings(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  // Of itself it opens a page for each answer, to gather what frames say; there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules !== null) axe.withRules([...rules]);
  const { violations, passes } = await axe.analyze();
  expect(passes.length, 'axe has something to look at').toBeGreaterThan(0);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** Themes are tokens of colour alone, so that all but contrast is the same in each of them. */
const RULES = { light: null, dark: ['color-contrast'], sepia: ['color-contrast'] } as const;

/** Fails where axe finds something in any theme; `where` says what is on view. The page is left in the light one. */
export async function expectNoFindings(page: Page, where: string): Promise<void> {
  for (const [theme, rules] of Object.entries(RULES)) {
    await setTheme(page, theme);
    expect(await findings(page, rules), `${where}, ${theme}`).toEqual([]);
  }
  await setTheme(page, 'light');
}

const setTheme = (page: Page, theme: string): Promise<unknown> =>
  page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    // Axe reads colours as they are drawn: fades end first.
    return Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  }, theme);
