/** Whether what was cut from a page are papers at all, and not the sections of an essay, a manual or an error page. */
import { capitalShare, wordCount } from './digestLines.ts';
import type { Draft } from './digestParts.ts';

/**
 * Weighs the drafts of a page together. One title with one paragraph needs more to be believed than thirty.
 * `dated` says that the page shows a date above its first paper,
 * `numbered` that it counts its papers.
 */
export function looksLikePapers(drafts: readonly Draft[], dated: boolean, numbered: boolean): boolean {
  if (drafts.length === 0) return false;
  const share = (test: (draft: Draft) => boolean) => drafts.filter((draft) => test(draft)).length / drafts.length;
  const words = median(drafts.map(({ title }) => wordCount(title.text)));
  const length = mean(drafts.map(({ prose }) => prose.reduce((sum, { text }) => sum + text.length, 0)));
  const paragraphs = mean(drafts.map(({ prose }) => prose.length));
  const spokenTo = share(({ prose }) => isTalk(prose.map(({ text }) => text).join(' ')));

  let score = 0;
  score += words >= 5 ? 2 : words >= 3 ? 1 : -1;
  score += length >= 600 ? 2 : length >= 250 ? 1 : length < 120 ? -1 : 0;
  score += median(drafts.map(({ title }) => capitalShare(title.text))) >= 0.6 ? 1 : 0;
  score += drafts.length >= 5 ? 1 : 0;
  // Bylines, votes, identifiers or a date are what a list of papers has and an essay has not.
  score +=
    dated || share(({ about }) => about.some(({ meta, names }) => names > 1 || (meta !== null && meta.kind !== 'label'))) >= 0.3 ? 2 : 0;
  score += drafts.some(({ about }) => about.some(({ text }) => /^abstract\W*$/i.test(text))) ? 1 : 0;
  score += voice(drafts);
  score -= paragraphs >= 4 ? 3 : paragraphs >= 2.5 ? 1 : 0;
  score -= spokenTo >= 0.5 ? 10 : spokenTo >= 0.3 ? 2 : 0;
  score -= share(({ title }) => title.text.endsWith('?')) >= 0.5 ? 3 : 0;
  // Titles and abstracts begin with a capital; pieces of broken sentences, lists and tables do not.
  score -= share(({ title, prose }) => /^[\p{Ll}|>*•-]/u.test(title.text) || /^[\p{Ll}|>*•-]/u.test(prose[0]?.text ?? '')) >= 0.3 ? 4 : 0;
  // "Files: …", rules of dashes and numbered sections are what manuals and legal texts are made of.
  score -=
    share(({ title }) => /^(?:[A-Z][a-z-]{2,12}: \S+(?: \S+)?$|\(?[A-Z\d]{1,3}[.)]\d?\s)|[-=_*]{4}/.test(title.text)) >= 0.5 && !numbered
      ? 3
      : 0;
  score -=
    share(({ title, prose }) =>
      /copyright \(c\)|©|copyrights?\b|\blicen[cs]ed? |permission is hereby|redistribut/i.test(
        `${title.text} ${prose[0]?.text.slice(0, 300)}`,
      ),
    ) >= 0.5
      ? 3
      : 0;
  return score >= (drafts.length <= 2 ? 4 : 3);
}

/** English abstracts say "we", "this paper" and the like; texts in other languages are not judged by it. */
function voice(drafts: readonly Draft[]): number {
  const english = drafts.map(({ prose }) => prose.map(({ text }) => text).join(' ')).filter((text) => /\b(?:the|and|of|is)\b/i.test(text));
  if (english.length < drafts.length / 2) return 0;
  const academic = english.filter((text) =>
    /\b(?:we|our|this (?:paper|work|article|study|survey|report|thesis)|propos\w+|experiments?|et al|state[- ]of[- ]the[- ]art)\b/i.test(
      text,
    ),
  );
  return academic.length >= english.length / 2 ? 1 : -1;
}

/** Addressed to "you", or told of "I", "he" and "she", as abstracts are not. */
function isTalk(text: string): boolean {
  const count = text.match(/\b(?:you|your|yours|my|me|please|he|she|his|her|him)\b|\bI(?:'m|’m|'ve|’ve|'ll|’ll)?(?= [a-z])/gi)?.length ?? 0;
  return (count >= 2 && count / Math.max(1, wordCount(text)) > 0.018) || count / Math.max(1, wordCount(text)) > 0.04;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
