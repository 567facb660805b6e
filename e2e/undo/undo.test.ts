import { expect, it } from 'vitest';
import { raw } from '../../src/main/library/db.ts';
import { deleteHighlights, setRange } from '../../src/main/library/highlights.ts';
import { inStep, quietly } from '../../src/main/library/journal.ts';
import { mergePapers } from '../../src/main/library/merges.ts';
import { LIBRARY } from './deeds.ts';
import { walk, wordsFor } from './walk.ts';

/** Steps take as long as the disk needs: a hang, not a slow disk, should end them. In milliseconds. */
const HANG = 10 * 60_000;

const SEEDS = [20250501, 20250502, 20250503];

it.each(SEEDS)('undo and redo follow a simple model through 500 steps from the seed %i', { timeout: HANG }, (seed) => {
  const figures = walk({ seed, steps: 500 });
  console.log(wordsFor(figures));
  expect(figures.steps).toBe(500);
  expect(figures.done).toMatchObject({ undo: expect.any(Number), redo: expect.any(Number), 'undo refused': expect.any(Number) });
  expect(Math.min(figures.carried.found, figures.carried.unplaced)).toBeGreaterThan(0);
});

/** Libraries in which one thing is done wrong, each in a way that its step alone does not show. */
const BROKEN: Readonly<Record<string, Partial<typeof LIBRARY>>> = {
  'moves a highlight past the journal': {
    setRange(db, now, id, stretch) {
      const result = setRange(db, now, id, stretch);
      if (result.step === null) return result;
      quietly(db, () => raw(db).prepare("DELETE FROM changes WHERE step_id = ? AND tbl = 'anchors'").run(result.step?.id));
      return result;
    },
  },
  'deletes comments past the journal': {
    deleteHighlights(db, now, ids) {
      const doomed = raw(db).prepare('UPDATE notes SET deleted_at = ? WHERE highlight_id IN (SELECT value FROM json_each(?))');
      quietly(db, () => doomed.run(now.toISOString(), JSON.stringify(ids)));
      return deleteHighlights(db, now, ids);
    },
  },
  'merges notes past the journal': {
    mergePapers(db, now, keep, others, choices) {
      const moved = raw(db).prepare('UPDATE notes SET paper_id = ? WHERE paper_id IN (SELECT value FROM json_each(?))');
      quietly(db, () => moved.run(keep, JSON.stringify(others)));
      return mergePapers(db, now, keep, others, choices);
    },
  },
  'makes a step of nothing': {
    setColor(db, now, ids, color) {
      return inStep(
        db,
        now,
        () => 'Changed the colour of highlights',
        () => {
          raw(db)
            .prepare('UPDATE highlights SET color = ?, updated_at = ? WHERE id IN (SELECT value FROM json_each(?))')
            .run(color, now.toISOString(), JSON.stringify(ids));
        },
      );
    },
  },
  'overwrites a note': {
    saveNote(db, now, save) {
      const result = LIBRARY.saveNote(db, now, save);
      quietly(db, () =>
        raw(db).prepare('DELETE FROM note_revisions WHERE note_id = ? AND seq < ?').run(result.note.id, result.note.revision),
      );
      return result;
    },
  },
};

it.each(Object.keys(BROKEN))('a library that %s is caught', { timeout: HANG }, (what) => {
  const library = { ...LIBRARY, ...BROKEN[what] };
  expect(() => walk({ seed: 20250501, steps: 600, library })).toThrow(/^From the seed 20250501, in step \d+/u);
});
