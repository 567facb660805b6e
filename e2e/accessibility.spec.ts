/** axe finds nothing: in the window, the import dialog, the palette and the other dialogs, in every theme. */
import { expectNoFindings } from './axe.ts';
import { expect, test } from './offprint.ts';

test('axe finds nothing, in any theme', async ({ offprint }) => {
  const { page } = offprint;

  await expect(page.getByText('Bring in a digest')).toBeVisible();
  await expectNoFindings(page, 'first start');

  await page.getByRole('button', { name: /Try the sample/ }).click();
  await page.getByRole('dialog').waitFor();
  await expect(page.locator('.Entry').first()).toBeVisible();
  await expectNoFindings(page, 'import dialog');
  await page.keyboard.press('Enter');
  await expect(page.locator('.PaperRow').first()).toBeVisible();
  await expectNoFindings(page, 'main window with toast');

  await page.keyboard.press('Control+k');
  await expect(page.locator('.Command').first()).toBeVisible();
  await expectNoFindings(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await expectNoFindings(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+,');
  await page.getByRole('dialog').waitFor();
  await expectNoFindings(page, 'settings');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('t');
  await page.getByRole('dialog').waitFor();
  await expectNoFindings(page, 'tags');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('/');
  await page.keyboard.type('attention');
  await expect(page.locator('mark.Hit').first()).toBeVisible();
  await expectNoFindings(page, 'search');
  await page.keyboard.type(' tilte:x');
  await expect(page.locator('.QueryError')).toBeVisible();
  await expectNoFindings(page, 'mistake in a query');
});
