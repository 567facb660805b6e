import type { RequestName } from '../../shared/contract.ts';
import * as annotations from './annotations.ts';
import * as citations from './citations.ts';
import type { Handler } from './context.ts';
import * as duplicates from './duplicates.ts';
import * as exports from './exports.ts';
import * as highlights from './highlights.ts';
import * as history from './history.ts';
import * as imports from './imports.ts';
import * as jobs from './jobs.ts';
import * as library from './library.ts';
import * as lists from './lists.ts';
import * as notes from './notes.ts';
import * as papers from './papers.ts';
import * as searches from './searches.ts';
import * as settings from './settings.ts';
import * as tags from './tags.ts';

/** One for each request of the contract: a missing, foreign or wrongly typed one does not compile. */
export const handlers: { readonly [N in RequestName]: Handler<N> } = {
  'library.state': library.state,
  'papers.list': lists.list,
  'papers.rows': lists.rows,
  'papers.similar': papers.similar,
  'papers.whyStarredLike': papers.whyStarredLike,
  'papers.get': papers.get,
  'papers.find': papers.find,
  'papers.show': papers.show,
  'papers.setStarred': papers.setStarred,
  'papers.setStatus': papers.setStatus,
  'papers.setTrashed': papers.setTrashed,
  'duplicates.find': duplicates.find,
  'duplicates.list': duplicates.list,
  'duplicates.compare': duplicates.compare,
  'duplicates.merge': duplicates.merge,
  'duplicates.keepApart': duplicates.keepApart,
  'tags.change': tags.change,
  'tags.rename': tags.rename,
  'tags.delete': tags.remove,
  'notes.create': notes.create,
  'notes.saveDraft': notes.saveDraft,
  'notes.save': notes.save,
  'notes.delete': notes.remove,
  'notes.revisions': notes.revisions,
  'highlights.create': highlights.create,
  'highlights.setColor': highlights.setColor,
  'highlights.places': highlights.places,
  'highlights.setRange': highlights.setRange,
  'highlights.delete': highlights.remove,
  'searches.save': searches.save,
  'searches.change': searches.change,
  'searches.move': searches.move,
  'searches.delete': searches.remove,
  'searches.counts': searches.counts,
  'annotations.list': annotations.list,
  'annotations.rows': annotations.rows,
  'annotations.evidence': annotations.evidence,
  'annotations.evidenceRows': annotations.evidenceRows,
  'imports.prepare': imports.prepare,
  'imports.rematch': imports.rematch,
  'imports.rows': imports.rows,
  'imports.problems': imports.problems,
  'imports.compare': imports.compare,
  'imports.commit': imports.commit,
  'imports.discard': imports.discard,
  'jobs.list': jobs.list,
  'jobs.cancel': jobs.cancel,
  'history.undo': history.undo,
  'history.redo': history.redo,
  'exports.create': exports.create,
  'citations.styles': citations.styles,
  'citations.write': citations.write,
  'citations.bibtex': citations.bibtex,
  'citations.addStyle': citations.addStyle,
  'citations.removeStyle': citations.removeStyle,
  'settings.get': settings.get,
  'settings.set': settings.set,
};
