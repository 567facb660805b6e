/** What the completion of a query says, wherever a query is typed. */
export const completionWords = {
  list: 'What fits',
  offered: (n: number): string => (n === 1 ? 'One way to go on' : `${n} ways to go on`),
};
