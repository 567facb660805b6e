import { useEffect, useState } from 'react';
import type { Highlight, Paper } from '../../../shared/models.ts';
import { useCaret } from '../../stores/caret.ts';
import { plainWordsOf, type Selected, useHighlights } from '../../stores/highlights.ts';
import { useReader } from '../../stores/reader.ts';
import { useSettings } from '../../stores/settings.ts';
import { commentsOn } from './comments.ts';
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
  if (before.highlights !== now.highlights) said.push(...highlightChanges(before.highlights, now.highlights));
  return said;
}

const roleOf = ({ color }: Highlight): string => useSettings.getState().roles[color];

/** What became of highlights; of many at once, as by an import that is undone, only how many. */
function highlightChanges(before: readonly Highlight[], now: readonly Highlight[]): readonly string[] {
  const had = new Map(before.map((highlight) => [highlight.id, highlight]));
  const has = new Map(now.map((highlight) => [highlight.id, highlight]));
  const said: string[] = [];
  for (const highlight of now) {
    const was = had.get(highlight.id);
    if (was === undefined) said.push(WORDS.highlighted(roleOf(highlight), plainWordsOf(highlight)));
    else if (was.color !== highlight.color) said.push(WORDS.recolored(roleOf(highlight), plainWordsOf(highlight)));
    else if (was.range?.start !== highlight.range?.start || was.range?.end !== highlight.range?.end)
      said.push(WORDS.rangeChanged(roleOf(highlight), plainWordsOf(highlight)));
  }
  for (const highlight of before) if (!has.has(highlight.id)) said.push(WORDS.unhighlighted(plainWordsOf(highlight)));
  return said.length > 3 ? [WORDS.highlightsChanged(said.length)] : said;
}

/** The highlight that was gone to: its role, its words, its comment, its place among the others. */
function activeHighlight(id: number): string {
  const { paper } = useReader.getState();
  const placed = paper?.highlights.filter(({ range }) => range !== null) ?? [];
  const at = placed.findIndex((highlight) => highlight.id === id);
  const highlight = placed[at];
  if (paper === null || highlight === undefined) return '';
  const words = WORDS.saidHighlight(roleOf(highlight), plainWordsOf(highlight));
  return WORDS.saidActive(words, WORDS.saidComments(commentsOn(paper, id)), at + 1, placed.length);
}

const chosenWords = ({ field, start, end, quote }: Selected): string => plainWordsOf({ field, range: { start, end }, quote });

/** Tells a screen reader what was done to the paper on view, wherever it was done from, and what the keyboard chose in its texts. */
export function Announcer() {
  const [said, setSaid] = useState({ seq: 0, text: '' });
  useEffect(() => {
    const say = (text: string) => {
      if (text !== '') setSaid(({ seq }) => ({ seq: seq + 1, text }));
    };
    // The highlight just made is told of as one that was made, not as one that was gone to.
    let made = new Set<number>();
    const stop = [
      useReader.subscribe(({ paper }, before) => {
        if (paper === null || before.paper === null || paper.id !== before.paper.id || paper === before.paper) return;
        const had = new Set(before.paper.highlights.map(({ id }) => id));
        made = new Set(paper.highlights.map(({ id }) => id).filter((id) => !had.has(id)));
        say(changes(before.paper, paper).join('. '));
      }),
      useHighlights.subscribe((now, before) => {
        if (now.active !== before.active && now.active !== null && !made.has(now.active)) say(activeHighlight(now.active));
        if (now.selection !== before.selection && now.selection !== null && useCaret.getState().caret !== null)
          say(chosenWords(now.selection));
      }),
      // That it began is said by what takes the keyboard then.
      useCaret.subscribe(({ caret }, before) => {
        if (caret === null && before.caret !== null) say(WORDS.doneChoosing);
      }),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, []);
  // The key makes a repeated sentence a new one, so that it is said again.
  return (
    <div className="Unseen" role="status">
      <span key={said.seq}>{said.text}</span>
    </div>
  );
}
