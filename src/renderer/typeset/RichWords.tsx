import type { CSSProperties } from 'react';
import type { RichRun, RichText } from '../../shared/text/richText.ts';

function Run({ run: { text, italic, bold, underline, smallCaps, script } }: { readonly run: RichRun }) {
  const style: CSSProperties = {
    ...(italic ? { fontStyle: 'italic' } : {}),
    ...(bold ? { fontWeight: 600 } : {}),
    ...(underline ? { textDecoration: 'underline' } : {}),
    ...(smallCaps ? { fontVariant: 'small-caps' } : {}),
  };
  if (script === 'sup') return <sup style={style}>{text}</sup>;
  if (script === 'sub') return <sub style={style}>{text}</sub>;
  return Object.keys(style).length === 0 ? text : <span style={style}>{text}</span>;
}

/** Text with a little form, to look at: its addresses are words here. */
export function RichWords({ text }: { readonly text: RichText }) {
  let start = 0;
  return text.map((run) => {
    const key = start;
    start += run.text.length;
    return <Run key={key} run={run} />;
  });
}
