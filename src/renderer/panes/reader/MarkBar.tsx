import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import { HIGHLIGHT_COLORS, type HighlightColor } from '../../../shared/models.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { type Marked, marked, useHighlights } from '../../stores/highlights.ts';
import { focusPane, isReaderInSight } from '../../stores/layout.ts';
import { useNotes } from '../../stores/notes.ts';
import { useReader } from '../../stores/reader.ts';
import { useSettings } from '../../stores/settings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { barPlace } from './barPlace.ts';
import { markableOf, onMarkables, pageRangeOf } from './markable.ts';
import { WORDS } from './words.ts';

/** What the bar is about now; follows everything that can change it. */
function useMarked(): Marked | null {
  useHighlights((s) => s.selection);
  useHighlights((s) => s.selecting);
  useHighlights((s) => s.active);
  useReader((s) => s.paper);
  useNotes((s) => s.editing?.highlightId);
  return marked();
}

/** The bar at a selection or at the active highlight: colours, comment, copy, search. */
export function MarkBar() {
  const at = useMarked();
  const adjusting = useHighlights((s) => s.adjusting !== null);
  return at === null ? null : <Bar at={at} adjusting={adjusting} />;
}

interface BarProps {
  readonly at: Marked;
  readonly adjusting: boolean;
}

function Bar({ at, adjusting }: BarProps) {
  const bar = usePlaced(at);
  const onHighlight = at.kind === 'highlight';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps a press on its buttons from taking the selection away, and serves the toolbar's keys
    <div ref={bar} className="MarkBar" data-mark-bar="" onMouseDown={(event) => event.preventDefault()} onKeyDown={onKeyDown}>
      <Toolbar className="MarkBar-tools" aria-label={adjusting ? WORDS.adjusting : onHighlight ? WORDS.onHighlight : WORDS.onSelection}>
        {HIGHLIGHT_COLORS.map((color, i) => (
          <Swatch key={color} color={color} digit={i + 1} pressed={onHighlight ? at.highlight.color === color : null} />
        ))}
        <span className="MarkBar-rule" />
        {adjusting ? (
          <>
            <Tool command="highlight.add" icon="check" label={WORDS.take} off={onHighlight} named />
            <Tool command="highlight.close" icon="x" label={WORDS.leave} named />
          </>
        ) : (
          <>
            <Tool command="highlight.comment" icon="note" label={WORDS.comment} named />
            <Tool command="highlight.copy" icon="copy" label={WORDS.copy} named />
            <Tool command="highlight.search" icon="search" label={WORDS.searchThis} />
            {onHighlight && <Tool command="highlight.adjust" icon="adjust" label={WORDS.adjust} />}
            {onHighlight && <Tool command="highlight.delete" icon="trash" label={WORDS.deleteHighlight} />}
          </>
        )}
      </Toolbar>
    </div>
  );
}

/** Home and End; the arrows are the toolbar's own. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Home' && event.key !== 'End') return;
  event.preventDefault();
  [...event.currentTarget.querySelectorAll('button')].at(event.key === 'Home' ? 0 : -1)?.focus();
}

interface SwatchProps {
  readonly color: HighlightColor;
  readonly digit: number;
  /** Whether the highlight has this colour; null where there is none yet. */
  readonly pressed: boolean | null;
}

/** One colour: its digit stands on it, and its tooltip names what it is for. */
function Swatch({ color, digit, pressed }: SwatchProps) {
  const role = useSettings((s) => s.roles[color]);
  return (
    <button
      type="button"
      className="Swatch"
      data-color={color}
      aria-label={WORDS.swatch(digit, role)}
      aria-keyshortcuts={String(digit)}
      data-tip={role}
      {...(pressed === null ? {} : { 'aria-pressed': pressed })}
      onClick={() => runCommand(`highlight.color.${color}`)}
    >
      {digit}
    </button>
  );
}

interface ToolProps {
  readonly command: string;
  readonly icon: IconName;
  readonly label: string;
  /** Written out where there is room. */
  readonly named?: boolean;
  /** There is nothing to do yet. */
  readonly off?: boolean;
}

function Tool({ command, icon, label, named = false, off = false }: ToolProps) {
  const key = commandOf(command).keys[0];
  return (
    <button
      type="button"
      className="MarkBar-tool"
      aria-label={label}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': key })}
      aria-disabled={off}
      data-tip={key === undefined ? label : WORDS.tip(label, key)}
      onClick={() => off || runCommand(command)}
    >
      <Icon name={icon} />
      {named && <span className="MarkBar-label">{label}</span>}
    </button>
  );
}

/** Puts the bar at its words, and again when they move on the page or on screen. */
function usePlaced(at: Marked): RefObject<HTMLDivElement | null> {
  const bar = useRef<HTMLDivElement>(null);
  useReleasedFocus(bar);
  useLayoutEffect(() => {
    const element = bar.current;
    const ground = element?.offsetParent;
    const scroller = element?.closest('[data-reader-scroll]');
    if (element == null || ground == null || scroller == null) return;
    const place = () => {
      const { field } = at.kind === 'selection' ? at.selection : at.highlight;
      const stretch = at.kind === 'selection' ? at.selection : at.highlight.range;
      const markable = markableOf(field);
      const range = markable === undefined || stretch === null ? null : pageRangeOf(markable, stretch);
      const lines = [...(range?.getClientRects() ?? [])].filter(({ width }) => width > 0);
      element.hidden = lines.length === 0;
      if (markable === undefined || lines.length === 0) return;
      const coarse = window.matchMedia('(pointer: coarse)').matches;
      const { left, top } = barPlace({
        lines,
        column: markable.root.getBoundingClientRect(),
        view: scroller.getBoundingClientRect(),
        bar: { width: element.offsetWidth, height: element.offsetHeight },
        below: coarse ? 36 : 8,
      });
      const origin = ground.getBoundingClientRect();
      element.style.translate = `${Math.round(left - origin.left)}px ${Math.round(top - origin.top)}px`;
    };
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(ground);
    sizes.observe(element);
    scroller.addEventListener('scrollend', place);
    const stop = onMarkables(place);
    return () => {
      sizes.disconnect();
      scroller.removeEventListener('scrollend', place);
      stop();
    };
  }, [at]);
  return bar;
}

/** A bar that goes away must not take the keyboard with it. */
function useReleasedFocus(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { current } = bar;
    return () => {
      if (current?.contains(document.activeElement) === true && isReaderInSight()) focusPane('reader');
    };
  }, [bar]);
}
