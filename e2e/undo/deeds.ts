/** What a person does to a library, each to a pair: to the library for real, and to the model as cells that are set. */
import { ok, strictEqual } from 'node:assert/strict';
import { raw } from '../../src/main/library/db.ts';
import { gainOf } from '../../src/main/library/gains.ts';
import * as highlights from '../../src/main/library/highlights.ts';
import { beginImport, finishImport, leftoverImports, newPaper, removeImport, writeChunk } from '../../src/main/library/imports.ts';
import { redo, undo } from '../../src/main/library/journal.ts';
import * as notes from '../../src/main/library/notes.ts';
import { setStarred, setStatus, setTrashed } from '../../src/main/library/papers.ts';
import { changeTags } from '../../src/main/library/tags.ts';
import type { ImportEntry } from '../../src/shared/entries.ts';
import { AppError } from '../../src/shared/errors.ts';
import { type ChangeResult, HIGHLIGHT_COLORS, HIGHLIGHT_FIELDS, type Highlight, type Note, STATUSES } from '../../src/shared/models.ts';
import type { Settings } from './model.ts';
import type { Pair } from './pair.ts';
import { nameOf, versionOf } from './pictures.ts';
import { abstractOf, mustBeFound, someWords, titleOf } from './texts.ts';

const MOST_PAPERS = 10;
/** Of the last so many steps one is undone on its own. */
const UNDONE_OUT_OF_TURN = 10;
const TAGS = ['decoding', 'moe', 'vision'] as const;
const WINDOWS = ['window-1', 'window-2'] as const;
const BODIES = ['', 'One head per position?', 'é “ü” 数学 🙂', '- [ ] compare with table 3\n\n$x_1$'] as const;

/** The doors of a library; a control has one of them do something wrong. */
export const LIBRARY = { ...highlights, ...notes, setStarred, setStatus, setTrashed, changeTags, undo, redo };
export type Library = typeof LIBRARY;

/** Does one thing and compares; false if there was nothing to do it to, or another name if it came out otherwise. */
type Deed = (pair: Pair, library: Library) => boolean | string;

/** Every deed by name, with how often it is done. */
export const DEEDS: readonly (readonly [name: string, weight: number, deed: Deed])[] = [
  ['star', 2, (pair, library) => mark(pair, 'starred', library.setStarred)],
  ['trash', 2, (pair, library) => mark(pair, 'trashed', library.setTrashed)],
  ['status', 2, changeStatus],
  ['tag', 3, tag],
  ['note', 4, (pair, library) => write(pair, library, pair.some(pair.names()), null)],
  ['comment', 6, comment],
  ['edit', 7, edit],
  ['type', 4, type],
  ['delete a note', 3, deleteNote],
  ['highlight', 10, highlight],
  ['colour', 5, colour],
  ['move', 7, move],
  ['delete highlights', 4, deleteHighlights],
  ['import', 2, bringIn],
  ['new abstract', 6, update],
  ['import annotations', 2, annotate],
  ['undo', 12, undoLast],
  ['redo', 40, redoNext], // mostly there is nothing to
  ['undo an older step', 8, undoOlder],
  ['reopen', 2, reopen],
];

const idsOf = (of: readonly { readonly id: number }[]): number[] => of.map(({ id }) => id);

function mark(pair: Pair, what: 'starred' | 'trashed', set: typeof setStarred): true {
  const [chosen, on] = [pair.someOf(pair.names(), 3), pair.random.next() < 0.6];
  const ids = chosen.map((name) => pair.idOf(name));
  return pair.did(set(pair.db, pair.now(), ids, on), new Map(chosen.map((name) => [`${name} ${what}`, on ? 'yes' : 'no'])));
}

function changeStatus(pair: Pair, library: Library): true {
  const [chosen, status] = [pair.someOf(pair.names(), 3), pair.random.pick(STATUSES)];
  const ids = chosen.map((name) => pair.idOf(name));
  return pair.did(library.setStatus(pair.db, pair.now(), ids, status, null), new Map(chosen.map((name) => [`${name} status`, status])));
}

function tag(pair: Pair, library: Library): true {
  const chosen = pair.someOf(pair.names(), 3);
  const [add, remove] = [pair.someOf(TAGS, 2), pair.someOf(TAGS, 2)].map((names) => names.slice(pair.random.int(2))) as [
    string[],
    string[],
  ];
  const sets = new Map<string, string | null>();
  for (const name of chosen) {
    for (const worn of add) sets.set(`${name} tag ${worn}`, 'yes');
    for (const off of remove) sets.set(`${name} tag ${off}`, null);
  }
  const ids = chosen.map((name) => pair.idOf(name));
  return pair.did(library.changeTags(pair.db, pair.now(), ids, add, remove), sets);
}

/** Something to write; often it names another paper. */
function someBody(pair: Pair): string {
  const named = pair.seen.papers.get(pair.some(pair.names()) ?? '');
  if (named === undefined || pair.random.next() < 0.5) return pair.random.pick(BODIES);
  return `As in [this](offprint://paper/${named.uid}), ${pair.random.int(100)}`;
}

function noteSets(pair: Pair, paper: string, { id, uid, body }: Pick<Note, 'id' | 'uid' | 'body'>, on: string): Settings {
  pair.wrote(id, body);
  const own = `${paper} note ${uid}`;
  return new Map([
    [`${own} body`, body],
    [`${own} on`, on],
  ]);
}

function write(pair: Pair, library: Library, paper: string | null, on: Highlight | null): boolean {
  if (paper === null) return false;
  const about = { paperId: pair.idOf(paper), highlightId: on?.id ?? null };
  const result = library.createNote(pair.db, pair.now(), about, someBody(pair));
  return pair.did(result, noteSets(pair, paper, result.note, on?.uid ?? 'the paper'));
}

function comment(pair: Pair, library: Library): boolean {
  const on = pair.some(pair.highlights());
  return on !== null && write(pair, library, pair.nameOf(on.paperId), on);
}

/** Saves a note; now and then from a window that did not see what another saved meanwhile. */
function edit(pair: Pair, library: Library): boolean {
  const note = pair.some(pair.notes());
  if (note === null) return false;
  const [paper, body, client] = [pair.nameOf(note.paperId), someBody(pair), pair.random.pick(WINDOWS)];
  const stale = note.revision > 1 && pair.random.next() < 0.2;
  const baseRevision = stale ? note.revision - 1 : note.revision;
  const result = library.saveNote(pair.db, pair.now(), { noteId: note.id, client, baseRevision, body });
  pair.typed(note, client, null);
  strictEqual(result.conflict, stale && body !== note.body);
  const on = pair.highlights().find(({ id }) => id === note.highlightId)?.uid ?? 'the paper';
  return pair.did(result, noteSets(pair, paper, result.note, on));
}

function type(pair: Pair, library: Library): boolean {
  const note = pair.some(pair.notes());
  if (note === null) return false;
  const [client, body] = [pair.random.pick(WINDOWS), `Being typed: ${pair.random.int(36 ** 6).toString(36)}`];
  library.saveDraft(pair.db, pair.now(), { noteId: note.id, client, baseRevision: note.revision, body });
  pair.typed(note, client, body);
  return pair.compare();
}

function deleteNote(pair: Pair, library: Library): boolean {
  const note = pair.some(pair.notes());
  if (note === null) return false;
  const deleted = `${pair.nameOf(note.paperId)} note ${note.uid} deleted`;
  return pair.did(library.deleteNote(pair.db, pair.now(), note.id), new Map([[deleted, 'yes']]));
}

function highlight(pair: Pair, library: Library): boolean {
  const [field, color] = [pair.random.pick(HIGHLIGHT_FIELDS), pair.random.pick(HIGHLIGHT_COLORS)];
  const paper = pair.seen.papers.get(pair.some(pair.names()) ?? '');
  const text = paper?.[field];
  if (paper === undefined || !text) return false;
  const words = someWords(text, pair.random);
  const result = library.createHighlight(pair.db, pair.now(), { paperId: paper.id, field, color, ...words });
  const own = `${nameOf(paper.title)} highlight ${result.highlight.uid}`;
  return pair.did(
    result,
    new Map([
      [`${own} color`, color],
      [`${own} field`, field],
      [`${own} words`, words.quote],
      [`${own} at ${field === 'title' ? 'title' : versionOf(text)}`, `${words.start}-${words.end} hand`],
    ]),
  );
}

function colour(pair: Pair, library: Library): true {
  const [chosen, color] = [pair.someOf(pair.highlights(), 3), pair.random.pick(HIGHLIGHT_COLORS)];
  const result = library.setColor(pair.db, pair.now(), idsOf(chosen), color);
  return pair.did(result, new Map(chosen.map(({ paperId, uid }) => [`${pair.nameOf(paperId)} highlight ${uid} color`, color])));
}

/** Extends, shrinks or moves a highlight, or places one that has no place. */
function move(pair: Pair, library: Library): boolean {
  const chosen = pair.some(pair.highlights());
  const text = chosen && pair.seen.papers.get(pair.nameOf(chosen.paperId))?.[chosen.field];
  if (chosen === null || !text) return false;
  const { start, end, quote } = someWords(text, pair.random);
  const result = library.setRange(pair.db, pair.now(), chosen.id, { start, end, quote });
  if (chosen.range?.start === start && chosen.range.end === end) return pair.did(result, new Map());
  const own = `${pair.nameOf(chosen.paperId)} highlight ${chosen.uid}`;
  const place = `${own} at ${chosen.field === 'title' ? 'title' : versionOf(text)}`;
  return pair.did(
    result,
    new Map([
      [`${own} words`, quote],
      [place, `${start}-${end} hand`],
    ]),
  );
}

function deleteHighlights(pair: Pair, library: Library): true {
  const chosen = pair.someOf(pair.highlights(), 2);
  const ids = idsOf(chosen);
  const comments = pair.notes().filter(({ highlightId }) => highlightId !== null && ids.includes(highlightId));
  const result = library.deleteHighlights(pair.db, pair.now(), ids);
  return pair.did(
    result,
    new Map([
      ...chosen.map(({ paperId, uid }) => [`${pair.nameOf(paperId)} highlight ${uid} deleted`, 'yes'] as const),
      ...comments.map(({ paperId, uid }) => [`${pair.nameOf(paperId)} note ${uid} deleted`, 'yes'] as const),
    ]),
  );
}

function entryOf(title: string, abstract: string | null, tags: readonly string[]): ImportEntry {
  const nothing = { authors: [], date: null, venue: null, identifiers: [], links: [], keywords: [], problems: [] };
  return { ...nothing, line: 1, title, abstract, record: { title }, kept: { tags: tags.map((name) => ({ name })) } };
}

const begin = (pair: Pair) => beginImport(pair.db, pair.now(), { name: 'a walk', format: 'json-lines', digest: null, status: 'new' });

/** Imports new papers. */
export function bringIn(pair: Pair): boolean {
  if (pair.names().length >= MOST_PAPERS) return false;
  const sets = new Map<string, string | null>();
  const entries = Array.from({ length: 1 + pair.random.int(3) }, () => {
    pair.made += 1;
    const [name, version] = [`p${pair.made}`, `v${pair.made}`];
    const abstract = pair.random.next() < 0.9 ? abstractOf(version, pair.random) : null;
    const tags = pair.random.next() < 0.3 ? [pair.random.pick(TAGS)] : [];
    for (const [what, value] of Object.entries({ status: 'new', starred: 'no', trashed: 'no' })) sets.set(`${name} ${what}`, value);
    if (abstract !== null) sets.set(`${name} abstract`, version).set(`${name} version ${version}`, 'yes');
    for (const worn of tags) sets.set(`${name} tag ${worn}`, 'yes');
    return entryOf(titleOf(name, pair.random), abstract, tags);
  });
  const run = begin(pair);
  writeChunk(
    pair.db,
    run,
    entries.map((entry, position) => newPaper(entry, position)),
  );
  const done = { label: 'Imported papers', added: entries.length, updates: [], duplicates: 0 };
  return pair.did(finishImport(pair.db, pair.now(), run, done), sets);
}

/** Imports a new version of an abstract; the library says which highlights it found in it, and must be right. */
function update(pair: Pair): boolean {
  // Mostly of a paper with highlights, for those are what it is about.
  const highlighted = pair.random.next() < 0.7 ? pair.some(pair.highlights()) : null;
  const paper = pair.seen.papers.get(highlighted === null ? (pair.some(pair.names()) ?? '') : pair.nameOf(highlighted.paperId));
  if (paper === undefined) return false;
  pair.made += 1;
  const [name, version] = [nameOf(paper.title), `v${pair.made}`];
  const abstract = abstractOf(version, pair.random);
  const result = importChange(pair, paper.id, entryOf(paper.title, abstract, []));
  const places = placesIn(pair, paper.id);
  const cells = pair.model.cells();
  const sets = new Map([
    [`${name} abstract`, version],
    [`${name} version ${version}`, 'yes'],
  ]);
  for (const [cell, words] of cells) {
    const [of, kind, uid = '', attribute] = cell.split(' ');
    if (of !== name || kind !== 'highlight' || attribute !== 'words' || cells.get(`${name} highlight ${uid} field`) === 'title') continue;
    const place = places.get(uid);
    pair.carried[place === undefined ? 'unplaced' : 'found'] += 1;
    if (place === undefined) {
      ok(!mustBeFound(words) || !abstract.includes(words), `a highlight was not found again: ${words}`);
      continue;
    }
    strictEqual(abstract.slice(place.start, place.end), words, 'a highlight was taken over to other words');
    strictEqual(place.placedBy, 'same');
    sets.set(`${name} highlight ${uid} at ${version}`, `${place.start}-${place.end} same`);
  }
  return pair.did(result, sets);
}

/** Imports a highlight that somebody made on the text as it is, or on one that is not here, with a comment on it. */
function annotate(pair: Pair): boolean {
  const paper = pair.seen.papers.get(pair.some(pair.names()) ?? '');
  if (!paper?.abstract) return false;
  pair.made += 1;
  const [name, uid, noteUid] = [nameOf(paper.title), `their-highlight-${pair.made}`, `their-note-${pair.made}`];
  const here = pair.random.next() < 0.6;
  const { start, end, quote } = someWords(here ? paper.abstract : abstractOf('v0', pair.random), pair.random);
  if (!here && paper.abstract.includes(quote)) return false;
  const color = pair.random.pick(HIGHLIGHT_COLORS);
  const anchor = { start, end, quote, prefix: '', suffix: '', placedBy: 'hand', version: here ? 0 : null } as const;
  const body = someBody(pair);
  const entry = {
    ...entryOf(paper.title, paper.abstract, []),
    kept: { highlights: [{ uid, field: 'abstract', color, anchors: [anchor] }], notes: [{ uid: noteUid, body, highlight: uid }] },
  } as const;
  const own = `${name} highlight ${uid}`;
  pair.did(
    importChange(pair, paper.id, entry),
    new Map([
      [`${own} color`, color],
      [`${own} field`, 'abstract'],
      [`${own} words`, quote],
      ...(here ? [[`${own} at ${versionOf(paper.abstract)}`, `${start}-${end} hand`] as const] : []),
      [`${name} note ${noteUid} body`, body],
      [`${name} note ${noteUid} on`, uid],
    ]),
  );
  for (const note of pair.notes()) if (note.uid === noteUid) pair.wrote(note.id, body);
  return true;
}

/** Imports what an entry knows more of a paper that is here. */
function importChange(pair: Pair, paperId: number, entry: ImportEntry): ChangeResult {
  const gain = gainOf(pair.db, paperId, entry);
  ok(gain !== null, 'what is new is a gain');
  const updates = [{ paperId, gain, record: entry.record }];
  return finishImport(pair.db, pair.now(), begin(pair), { label: 'Updated a paper', added: 0, updates, duplicates: 0 });
}

/** Where highlights stand in the abstract a paper has now, by their uids; deleted ones too, for undo may bring them back. */
function placesIn(pair: Pair, paperId: number) {
  const rows = raw(pair.db)
    .prepare<[number], { uid: string; start: number; end: number; placedBy: string }>(
      `SELECT uid, start, "end", placed_by AS placedBy FROM anchors JOIN highlights ON highlights.id = highlight_id
       WHERE abstract_id = (SELECT abstract_id FROM papers WHERE id = ?)`,
    )
    .all(paperId);
  return new Map(rows.map((row) => [row.uid, row]));
}

function undoLast(pair: Pair, library: Library): boolean {
  const step = pair.model.nextUndo();
  if (step === null) return false;
  const result = library.undo(pair.db, pair.now());
  pair.model.undo(step);
  return pair.compare(result);
}

function redoNext(pair: Pair, library: Library): boolean {
  const step = pair.model.nextRedo();
  if (step === null) return false;
  const result = library.redo(pair.db, pair.now());
  pair.model.redo(step);
  return pair.compare(result);
}

function undoOlder(pair: Pair, library: Library): boolean | string {
  const step = pair.some(pair.model.done().slice(-UNDONE_OUT_OF_TURN));
  if (step === null) return false;
  const verdict = pair.model.verdict(step);
  let result: ChangeResult;
  try {
    result = library.undo(pair.db, pair.now(), step.id);
  } catch (thrown) {
    strictEqual(AppError.from(thrown).code, 'undo-blocked');
    ok(verdict !== 'allowed', `undoing step ${step.id} was refused for no reason`);
    pair.compare();
    return 'undo refused';
  }
  ok(verdict !== 'refused', `step ${step.id} was undone under a later one`);
  pair.model.undo(step);
  return pair.compare(result);
}

/** Closes the library and opens it as the app does; drafts that have nowhere else to be become notes, in steps of their own. */
function reopen(pair: Pair): true {
  pair.reopen();
  for (const id of leftoverImports(pair.db)) removeImport(pair.db, id);
  notes.keepStaleDrafts(pair.db, pair.now());
  const kept = raw(pair.db)
    .prepare<[number], { step: number; id: number; uid: string; body: string; paperId: number; highlight: string | null }>(
      `SELECT steps.id AS step, notes.id, notes.uid, notes.body, notes.paper_id AS paperId, highlights.uid AS highlight
       FROM steps JOIN changes ON step_id = steps.id AND tbl = 'notes' JOIN notes ON notes.id = key
       LEFT JOIN highlights ON highlights.id = notes.highlight_id WHERE steps.id > ? ORDER BY steps.id`,
    )
    .all(pair.newestStep);
  for (const { step, paperId, highlight: on, ...note } of kept) {
    const paper = pair.keptTyped(paperId, note.body);
    ok(paper !== null, `nobody typed ${JSON.stringify(note.body)}`);
    pair.model.did(step, noteSets(pair, paper, note, on ?? 'the paper'));
    pair.newestStep = step;
  }
  pair.compare();
  pair.checkTyped();
  return true;
}
