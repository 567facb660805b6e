/** A moment of the reader's own: "Apr 29, 08:14", with the year when it is another one. */
export function momentWords(iso: string, now = new Date()): string {
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('en', {
    month: 'short',
    day: 'numeric',
    ...(moment.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
  return `${day}, ${moment.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}
