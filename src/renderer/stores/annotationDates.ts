/** When annotations were written: the choices of the date filter, as moments. */

export const DATE_SPANS = ['any', 'today', 'week', 'month', 'year'] as const;

export type DateChoice =
  | { readonly span: (typeof DATE_SPANS)[number] }
  /** Days as a date field gives them, "2025-04-28"; empty where that end is open. Both days are meant whole. */
  | { readonly span: 'days'; readonly from: string; readonly to: string };

export const ANY_TIME: DateChoice = { span: 'any' };

/** The moments (ISO, UTC) a choice stands for, by the clock and the time zone of the person; `to` is left out of the span. */
export function momentsOf(choice: DateChoice, now: Date): { readonly from?: string; readonly to?: string } {
  const day = (year: number, month: number, date: number) => new Date(year, month, date).toISOString();
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()];
  switch (choice.span) {
    case 'any':
      return {};
    case 'today':
      return { from: day(year, month, date) };
    case 'week':
      return { from: day(year, month, date - 6) };
    case 'month':
      return { from: day(year, month, date - 29) };
    case 'year':
      return { from: day(year, 0, 1) };
    case 'days': {
      const from = startOf(choice.from, 0);
      const to = startOf(choice.to, 1);
      return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    }
  }
}

/** The first moment of a day, or of one some days later; null for what is no day. */
function startOf(text: string, later: number): string | null {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})$/u.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1] = parts;
  const start = new Date(year, month - 1, day + later);
  start.setFullYear(year, month - 1, day + later); // years before 100 are meant as they are written
  return Number.isNaN(start.getTime()) || year > 9999 ? null : start.toISOString();
}
