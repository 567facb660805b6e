/** Made-up digest pages, each paper told apart by its import's mark and its number in it. */
import { seeded } from './random.ts';

const WORDS = (
  'adaptive anchor balance basin bridge canopy cascade cedar circuit coastal compass coral delta drift ember estuary fabric ' +
  'filter garden glacier granite harbour harvest hinge island juniper kernel ladder lantern lattice ledger marble meadow ' +
  'mirror needle orbit orchard pebble pendulum prairie quarry ribbon river saffron sample shadow signal silver sparrow ' +
  'spiral summit tangent thicket timber tunnel valley vessel violet walnut weather willow window winter zephyr'
).split(' ');

const seedOf = (mark: string, number: number) =>
  [...`${mark}/${number}`].reduce((hash, sign) => Math.imul(hash ^ sign.charCodeAt(0), 16777619), 2166136261);

/** Words enough that no two papers are taken for one. */
function words(mark: string, number: number, salt: number, count: number): string {
  const random = seeded(seedOf(mark, number) + salt);
  return Array.from({ length: count }, () => WORDS[random.int(WORDS.length)]).join(' ');
}

const TITLE = /^Study (r\d+i\d+) number (\d+): /u;

export const titleOf = (mark: string, number: number): string => `Study ${mark} number ${number}: ${words(mark, number, 1, 5)}`;

export const abstractOf = (mark: string, number: number): string =>
  `We measure the ${words(mark, number, 2, 12)} of paper ${number} in ${mark}. The method joins ${words(mark, number, 3, 16)}, which was not tried before. ` +
  `On held-out data it improves the result by ${seeded(seedOf(mark, number)).int(90) + 5} percent over ${words(mark, number, 4, 6)}. ` +
  `An ablation shows that ${words(mark, number, 5, 10)} matters most, and the remaining error comes from ${words(mark, number, 6, 8)}.`;

/** Which import and which place in it a title came from; null for any other title. */
export function originOf(title: string): { readonly mark: string; readonly number: number } | null {
  const found = TITLE.exec(title);
  return found?.[1] === undefined ? null : { mark: found[1], number: Number(found[2]) };
}

/** A digest page of `count` papers, as text. */
export function digestPage(mark: string, count: number): string {
  const papers = Array.from({ length: count }, (_, number) => `${titleOf(mark, number)}\n\n${abstractOf(mark, number)}\n`);
  return `Apr 28\n\n${papers.join('\n')}`;
}
