/** The three ways in: paste anywhere, drop anything anywhere, the file picker. */
import { useEffect, useState } from 'react';
import { addStyle } from '../stores/citations.ts';
import { importText } from '../stores/imports.ts';
import { takeFiles } from '../stores/intake.ts';
import { isCovered } from '../stores/layout.ts';
import { showFailure, showToast } from '../stores/toasts.ts';
import { type Dropped, droppedFiles, ENDINGS, MOST_FILES } from './droppedFiles.ts';
import { drop } from './words.ts';

/** Fewer words than this are no digest: a paste outside a field is then a slip. */
const FEWEST_WORDS = 8;
const TYPED_IN = 'input, textarea, select, [contenteditable="true"]';

/** What the formats read; the picker still lets others be chosen. */
const ACCEPT = [...ENDINGS.map((ending) => `.${ending}`), 'text/plain', 'text/html', 'application/json'].join(',');

/** A citation style: no papers are in it. */
const isStyle = (file: File): boolean => file.name.toLowerCase().endsWith('.csl');

async function takeDropped(dropped: Promise<Dropped>): Promise<void> {
  try {
    const { files, leftAlone, hadFolder } = await dropped;
    for (const style of files.filter(isStyle)) void addStyle(style);
    const papers = files.filter((file) => !isStyle(file));
    if (papers.length > MOST_FILES) showToast(drop.tooMany(MOST_FILES));
    else if (hadFolder && files.length === 0) showToast(drop.emptyFolder);
    else if (leftAlone > 0) showToast(drop.leftAlone(leftAlone));
    await takeFiles(papers.slice(0, MOST_FILES));
  } catch (thrown) {
    showFailure(thrown, 'The folder could not be read');
  }
}

/** Offers what a paste or a drop holds for import: files first, else text. False where it holds nothing to import. */
function take(data: DataTransfer): boolean {
  if (data.files.length > 0) {
    void takeDropped(droppedFiles(data));
    return true;
  }
  const text = data.getData('text/plain');
  const html = data.getData('text/html');
  const words = text.trim() === '' ? html.replace(/<[^>]*>/gu, ' ') : text;
  if (words.trim().split(/\s+/u, FEWEST_WORDS).length < FEWEST_WORDS) return false;
  void importText(text, html);
  return true;
}

function onPaste(event: ClipboardEvent): void {
  const inField = event.target instanceof Element && event.target.closest(TYPED_IN) !== null;
  if (inField || isCovered() || event.clipboardData === null) return;
  if (take(event.clipboardData)) event.preventDefault();
}

/** Follows what is dragged over the window; null while nothing is that could be imported. */
function useDropping(): { readonly files: number } | null {
  const [dropping, setDropping] = useState<{ readonly files: number } | null>(null);
  useEffect(() => {
    // What was picked up in this window is not new to it.
    let ours = false;
    const start = () => {
      ours = true;
    };
    const end = () => {
      ours = false;
      setDropping(null);
    };
    const over = (event: DragEvent) => {
      const data = event.dataTransfer;
      if (ours || data === null || !(data.types.includes('Files') || data.types.includes('text/plain'))) return;
      const inField = event.target instanceof Element && event.target.closest(TYPED_IN) !== null;
      if (inField && !data.types.includes('Files')) return;
      event.preventDefault(); // else the browser would open the file in place of the app
      if (isCovered()) {
        data.dropEffect = 'none';
        return;
      }
      data.dropEffect = 'copy';
      const files = [...data.items].filter((item) => item.kind === 'file').length;
      setDropping((now) => (now?.files === files ? now : { files }));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDropping(null);
    };
    const dropped = (event: DragEvent) => {
      setDropping(null);
      if (ours || event.defaultPrevented || event.dataTransfer === null) return;
      if (event.target instanceof Element && event.target.closest(TYPED_IN) !== null && event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      if (!isCovered()) take(event.dataTransfer);
    };
    const listeners = [
      ['dragstart', start],
      ['dragend', end],
      ['dragover', over],
      ['dragleave', leave],
      ['drop', dropped],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener);
    };
  }, []);
  return dropping;
}

export function Intake() {
  const dropping = useDropping();
  useEffect(() => {
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
  return (
    <>
      <input
        type="file"
        data-import-file
        hidden
        multiple
        accept={ACCEPT}
        aria-label={drop.pick}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ''; // the same file can be chosen again
          void takeFiles(files);
        }}
      />
      {dropping !== null && (
        <div className="DropTarget" role="status">
          <div className="DropTarget-card">
            <p className="DropTarget-lead">{drop.lead}</p>
            <p>{dropping.files > 1 ? drop.many(dropping.files) : drop.one}</p>
          </div>
        </div>
      )}
    </>
  );
}
