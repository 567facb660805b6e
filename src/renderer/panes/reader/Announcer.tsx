import { useEffect, useState } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { useReader } from '../../stores/reader.ts';
import { SAID_OF_STATUS, WORDS } from './words.ts';

/** What changed between two readings of one paper, in words. */
function changes(before: Paper, now: Paper): readonly string[] {
  const said: string[] = [];
  if ((before.starredAt === null) !== (now.starredAt === null)) said.push(now.starredAt === null ? WORDS.unstarred : WORDS.starred);
  if (before.status !== now.status) said.push(SAID_OF_STATUS[now.status]);
  const had = new Set(before.tags.map((tag) => tag.name));
  const has = new Set(now.tags.map((tag) => tag.name));
  for (const name of has) if (!had.has(name)) said.push(WORDS.tagged(name));
  for (const name of had) if (!has.has(name)) said.push(WORDS.untagged(name));
  return said;
}

/** Tells a screen reader what was done to the paper on view, wherever it was done from. */
export function Announcer() {
  const [said, setSaid] = useState({ seq: 0, text: '' });
  useEffect(
    () =>
      useReader.subscribe(({ paper }, before) => {
        if (paper === null || before.paper === null || paper.id !== before.paper.id) return;
        const text = changes(before.paper, paper).join('. ');
        if (text !== '') setSaid(({ seq }) => ({ seq: seq + 1, text }));
      }),
    [],
  );
  // The key makes a repeated sentence a new one, so that it is said again.
  return (
    <div className="Unseen" role="status">
      <span key={said.seq}>{said.text}</span>
    </div>
  );
}
