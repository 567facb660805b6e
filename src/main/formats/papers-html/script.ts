/**
 * What the page of papers does by itself: search as one types, with the keys of the program. It only hides and shows what stands there
 * and paints what was found; no text of a paper ever becomes markup.
 */
export const SCRIPT = `
'use strict';
const articles = [...document.querySelectorAll('article')];
const field = document.querySelector('input');
const count = document.querySelector('.Count');
const nothing = document.querySelector('.Nothing');
const papers = (n) => n.toLocaleString('en') + (n === 1 ? ' paper' : ' papers');

// Case and accents do not matter; every letter stays one letter, so that places in the text stay what they are.
const letters = new Map();
const letter = (char) => {
  let plain = letters.get(char);
  if (plain === undefined) {
    const folded = char.normalize('NFD').charAt(0).toLowerCase();
    plain = folded.length === 1 ? folded : char;
    letters.set(char, plain);
  }
  return plain;
};
const fold = (text) => text.replace(/[A-Z\\u0080-\\uffff]/g, letter);

let texts = null;
let words = [];

function search() {
  texts ??= articles.map((article) => fold(article.textContent));
  words = fold(field.value).split(/\\s+/).filter((word) => word !== '');
  let found = 0;
  articles.forEach((article, at) => {
    const isFound = words.every((word) => texts[at].includes(word));
    article.hidden = !isFound;
    if (isFound) found += 1;
  });
  count.textContent = words.length === 0 ? papers(found) : found.toLocaleString('en') + ' of ' + papers(articles.length);
  nothing.hidden = found > 0 || articles.length === 0;
  paint();
}

// More marks than these nobody looks through.
const MOST_MARKS = 2000;
function paint() {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('found');
  if (words.length === 0) return;
  const ranges = [];
  for (const article of articles) {
    if (article.hidden) continue;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = fold(node.data);
      for (const word of words) {
        for (let at = text.indexOf(word); at !== -1 && ranges.length < MOST_MARKS; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    if (ranges.length >= MOST_MARKS) break;
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}

let asked = 0;
field.addEventListener('input', () => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(search);
});

function move(by) {
  const shown = articles.filter((article) => !article.hidden);
  const at = shown.indexOf(document.activeElement?.closest('article') ?? null);
  const next = at === -1 ? shown[by > 0 ? 0 : shown.length - 1] : shown[Math.max(0, Math.min(shown.length - 1, at + by))];
  if (next === undefined) return;
  (next.querySelector('h2 a') ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const isTyping = document.activeElement === field;
  if (event.key === 'Escape' && isTyping) {
    if (field.value === '') field.blur();
    field.value = '';
    search();
  } else if (event.key === 'Enter' && isTyping) move(1);
  else if (event.key === '/' && !isTyping) {
    field.focus();
    field.select();
  } else if (event.key === 'j' && !isTyping) move(1);
  else if (event.key === 'k' && !isTyping) move(-1);
  else return;
  event.preventDefault();
});

for (const part of document.querySelectorAll('[data-alive]')) part.hidden = false;
search();
`;
