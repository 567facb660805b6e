import { Fragment } from 'react';
import type { DiffPart } from '../../shared/text/wordDiff.ts';

/** What a screen reader says around changed words: "added", the words, "end". */
export interface ChangeWords {
  readonly added: string;
  readonly removed: string;
  readonly end: string;
}

interface WordChangesProps {
  readonly parts: readonly DiffPart[];
  readonly words: ChangeWords;
}

/** Two texts in one: what went is struck through, what came is underlined, each on its own ground. */
export function WordChanges({ parts, words }: WordChangesProps) {
  let start = 0;
  return parts.map(({ kind, text }) => {
    const key = `${kind} ${start}`;
    start += text.length;
    if (kind === 'same') return <Fragment key={key}>{text}</Fragment>;
    const Changed = kind === 'added' ? 'ins' : 'del';
    return (
      <Changed key={key} className={kind === 'added' ? 'Change Change--added' : 'Change Change--removed'}>
        <span className="Unseen">{` ${words[kind]} `}</span>
        {/* A changed line end has nothing to show of itself. */}
        {text.trim() === '' && text.includes('\n') && <span aria-hidden="true">¶</span>}
        {text}
        <span className="Unseen">{` ${words.end} `}</span>
      </Changed>
    );
  });
}
