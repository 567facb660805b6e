/** axe finds nothing: in the window, the import dialog, the palette and the other dialogs, in every theme. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Offprint, test } from './offprint.ts';

const THEMES = ['light', 'dark', 'sepia'] as const;

async function findings(offprint: Offprint): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: offprint.page }).analyze();
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** Lets fades end: axe reads colours as they are drawn. */
async function settle(offprint: Offprint): Promise<void> {
  await offprint.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
}

for (const theme of THEMES) {
  test(`axe finds nothing in ${theme}`, async ({ offprint }) => {
    const { page } = offprint;
    const check = async (where: string) => {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await settle(offprint);
      expect(await findings(offprint), where).toEqual([]);
    };

    await expect(page.getByText('Bring in a digest')).toBeVisible();
    await check('first start');

    await page.getByRole('button', { name: /Try the sample/ }).click();
    await page.getByRole('dialog').waitFor();
    await expect(page.locator('.Entry').first()).toBeVisible();
    await check('import dialog');
    await page.keyboard.press('Enter');
    await expect(page.locator('.PaperRow').first()).toBeVisible();
    await check('main window with toast');

    await page.keyboard.press('Control+k');
    await expect(page.locator('.Command').first()).toBeVisible();
    await check('palette');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check('shortcuts');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').waitFor();
    await check('settings');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    await check('tags');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.keyboard.press('/');
    await page.keyboard.type('attention');
    await expect(page.locator('mark.Hit').first()).toBeVisible();
    await check('search');
    await page.keyboard.type(' tilte:x');
    await expect(page.locator('.QueryError')).toBeVisible();
    await check('mistake in a query');
  });
}
