/** What axe finds in an open dialog, in every theme. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Fails where axe finds something in the dialog that is open; `where` says which it is. */
export async function expectNoFindings(page: Page, where: string): Promise<void> {
  for (const theme of ['light', 'dark', 'sepia']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
      // Axe reads colours as they are drawn: fades end first.
      return Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    }, theme);
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(
      violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`)),
      `${where} in ${theme}`,
    ).toEqual([]);
  }
}
