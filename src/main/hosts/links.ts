import { uidOfAddress } from '../../shared/paperAddress.ts';

/** The uid of the paper that a start was asked to show: links come among the program's arguments, and only `offprint://paper/UID` is one. */
export function linkedPaper(args: readonly string[]): string | null {
  return args.map(uidOfAddress).find((uid) => uid !== null) ?? null;
}
