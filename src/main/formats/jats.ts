/** Abstracts in the markup of journals (JATS), as registries give them: paragraphs, titles of sections before their text. */
import { oneLine, unwrapped } from './json.ts';
import { localName, type XmlElement, xmlTree } from './xml.ts';
import { textOf } from './xmlText.ts';

/** The paragraphs of an abstract in markup, "Label: text" where they have a title; null for a text that is in none. */
export function jatsParagraphs(text: string): readonly string[] | null {
  const tree = /^\s*<(?:jats:)?(?:p|sec|title|abstract)\b/.test(text) ? xmlTree(`<abstract>${text}</abstract>`) : null;
  const paragraphs = tree === null ? [] : paragraphsIn(tree);
  return paragraphs.length === 0 ? null : paragraphs;
}

function paragraphsIn(element: XmlElement): readonly string[] {
  const found: string[] = [];
  let label = '';
  for (const child of element.children) {
    if (typeof child === 'string') {
      if (child.trim() !== '') found.push(unwrapped(child));
      continue;
    }
    const name = localName(child);
    const text = textOf(child);
    if (text === null) continue;
    if (name === 'sec' || name === 'abstract') found.push(...paragraphsIn(child));
    else if (name === 'title') label = /^abstract$/i.test(text) ? '' : `${oneLine(text).replace(/:$/, '')}: `;
    else {
      found.push(`${label}${unwrapped(text)}`);
      label = '';
    }
  }
  return found;
}
