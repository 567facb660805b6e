import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppError } from '../shared/errors.ts';
import { App } from './App.tsx';
import { bridge, connect } from './bridge.ts';
import { listenToKeys } from './keyboard.ts';
import { followAnnotations } from './stores/annotations.ts';
import { followCaret } from './stores/caret.ts';
import { followDuplicates } from './stores/duplicates.ts';
import { followEvidence } from './stores/evidence.ts';
import { followHighlights } from './stores/highlights.ts';
import { followJobs } from './stores/jobs.ts';
import { focusPane } from './stores/layout.ts';
import { followLibrary, refreshLibrary } from './stores/library.ts';
import { followNotes } from './stores/notes.ts';
import { listenForPapers } from './stores/paperLinks.ts';
import { followPapers, openView } from './stores/papers.ts';
import { followReader } from './stores/reader.ts';
import { followSearches } from './stores/searches.ts';
import { loadSettings } from './stores/settings.ts';
import { followSimilar } from './stores/similar.ts';
import { Unreachable } from './Unreachable.tsx';
import './styles/index.css';

async function start(): Promise<void> {
  const element = document.querySelector('#root');
  if (element === null) throw new Error('index.html has no #root');
  const root = createRoot(element);
  try {
    await connect();
  } catch (thrown) {
    root.render(<Unreachable message={AppError.from(thrown).message} />);
    return;
  }
  document.documentElement.dataset.platform = bridge.platform;
  document.documentElement.dataset.host = bridge.host;
  followLibrary();
  followPapers();
  followReader();
  followHighlights();
  followCaret();
  followNotes();
  followAnnotations();
  followEvidence();
  followDuplicates();
  followJobs();
  followSearches();
  followSimilar();
  listenForPapers();
  // The first picture is whole: theme, counts and rows together.
  await Promise.all([loadSettings(), refreshLibrary(), openView({ kind: 'inbox' })]);
  listenToKeys(window);
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  focusPane('list');
}

void start();
