/** What a kill costs somebody who is typing. */
import Database from 'better-sqlite3';
import { expect, importSample, type Offprint, test } from './offprint.ts';

/** The promise: text is on disk so long after it was typed, in milliseconds. */
const LOST_AT_MOST = 2_000;

/** What a page tells of the typing in it, by its own clock. */
interface Typing {
  /** The text after each key, and when that was. */
  readonly texts: { readonly at: number; readonly text: string }[];
  /** The longest the page stood still: it can save nothing while the machine lets it do nothing. */
  stall: number;
}

declare global {
  interface Window {
    typing: Typing;
  }
}

/** Types into a new note until a moment in the middle of it, kills the library there, and tells what was typed till then. */
async function killWhileTyping(offprint: Offprint, after: number): Promise<Typing & { readonly killed: number }> {
  const { page } = offprint;
  await expect(page.locator('.Reader h1')).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.locator('textarea')).toBeFocused();
  await page.evaluate(() => {
    window.typing = { texts: [], stall: 0 };
    document.addEventListener('input', (event) => {
      if (event.target instanceof HTMLTextAreaElement) window.typing.texts.push({ at: performance.now(), text: event.target.value });
    });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      window.typing.stall = Math.max(window.typing.stall, now - last);
      last = now;
    }, 20);
  });
  const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');
  const ended = page.keyboard.type(words, { delay: 30 }).catch(() => {}); // the page goes while it types
  await page.waitForTimeout(after);
  const typing = await page.evaluate(() => ({ ...window.typing, killed: performance.now() }));
  await offprint.killAndRestart();
  await ended;
  return typing;
}

/** The text of the newest draft in the library's file. */
function newestDraft(library: string): string {
  const db = new Database(library, { readonly: true, fileMustExist: true });
  try {
    return db.prepare<[], string>('SELECT body FROM note_drafts ORDER BY turn DESC LIMIT 1').pluck().get() ?? '';
  } finally {
    db.close();
  }
}

test('a kill while typing takes no more than the last two seconds', async ({ offprint }) => {
  await importSample(offprint);
  for (const after of [1_700, 2_900, 4_300]) {
    const { texts, stall, killed } = await killWhileTyping(offprint, after);
    const kept = newestDraft(offprint.library);
    const typed = texts.at(-1)?.text ?? '';
    expect(typed.length, 'something was typed').toBeGreaterThan(20);
    // A key may still have come between the look and the kill.
    expect(kept.startsWith(typed) || typed.startsWith(kept), `“${kept}” is what was typed`).toBe(true);
    const missing = texts.find(({ text }) => text.length > kept.length);
    const lost = missing === undefined ? 0 : killed - missing.at;
    console.log(
      `Killed ${after} ms into typing: the last ${lost.toFixed(0)} ms are missing; the page stood still for ${stall.toFixed(0)} ms at most.`,
    );
    expect(lost).toBeLessThanOrEqual(LOST_AT_MOST + stall);
  }
});
