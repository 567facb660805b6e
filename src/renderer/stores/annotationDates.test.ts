import { expect, it } from 'vitest';
import { momentsOf } from './annotationDates.ts';

const NOW = new Date(2025, 2, 3, 9, 30); // 3 March, in the time zone of the machine
const local = (...parts: [number, number, number]) => new Date(...parts).toISOString();

it.each([
  [{ span: 'any' }, {}],
  [{ span: 'today' }, { from: local(2025, 2, 3) }],
  [{ span: 'week' }, { from: local(2025, 1, 25) }],
  [{ span: 'month' }, { from: local(2025, 1, 2) }],
  [{ span: 'year' }, { from: local(2025, 0, 1) }],
  [
    { span: 'days', from: '2025-02-27', to: '2025-02-28' },
    { from: local(2025, 1, 27), to: local(2025, 2, 1) },
  ],
  [{ span: 'days', from: '', to: '2024-12-31' }, { to: local(2025, 0, 1) }],
  [{ span: 'days', from: 'soon', to: '' }, {}],
] as const)('takes %j for its days, whole', (choice, moments) => {
  expect(momentsOf(choice, NOW)).toEqual(moments);
});
