/** A connection that is lost while a note is being written, and comes back. */
import { expect, importSample, test } from './offprint.ts';

test('what was typed without a connection is saved by itself once there is one', async ({ offprint, door }) => {
  test.skip(door !== 'browser', 'only the browser host has a connection to lose');
  const { page } = offprint;
  await expect(page.getByText('Bring in a digest')).toBeVisible();
  let away = false;
  let cut = (): void => undefined;
  await page.routeWebSocket(/\/bridge$/, (socket) => {
    if (away) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    cut = () => void socket.close();
  });
  await page.reload();
  await importSample(offprint);
  await expect(page.locator('.Paper-title')).toBeVisible();

  await page.keyboard.press('a');
  await page.keyboard.type('written ');
  away = true;
  cut();
  await page.keyboard.type('in the dark');
  await expect(page.getByRole('alert')).toContainText('The connection with Offprint is lost');
  await expect(page.locator('.NoteEditor-state')).toHaveClass(/is-failed/, { timeout: 15_000 });

  away = false;
  await expect(page.getByText('Draft kept')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('alert')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.locator('.Note-text')).toHaveText('written in the dark');
});
