/** Lines for offsets in a text, asked for in growing order. */

/** Tells the line, from 1, that an offset stands on; each call goes on from the one before it. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset && counted < text.length; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    return line;
  };
}
