import { describe, expect, it } from 'vitest';
import type { PaperRow } from '../../../shared/models.ts';
import { words } from './words.ts';

const row: PaperRow = {
  id: 1,
  uid: 'paper-one-uid',
  title: 'A title',
  authors: [],
  authorCount: 0,
  date: null,
  venue: null,
  status: 'read',
  starred: false,
  trashed: false,
  noteCount: 0,
  highlightCount: 0,
  digest: null,
  gist: '',
  snippet: null,
};

describe('the words of a row', () => {
  it('names at most three authors by their family names', () => {
    expect(words.authors({ ...row, authors: ['Tianle Cai', 'Li, Yuhong'], authorCount: 2 })).toBe('Cai, Li');
    expect(words.authors({ ...row, authors: ['A B', 'C D', 'E F', 'G H'], authorCount: 7 })).toBe('B, D, F + 4');
    expect(words.authors({ ...row, authors: ['DeepSeek-AI'], authorCount: 1 })).toBe('DeepSeek-AI');
    expect(words.authors(row)).toBe('');
  });

  it('shows a year only where a source told one', () => {
    expect(words.date({ given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true })).toBe('Apr 28');
    expect(words.date({ given: '19 January 2024', sort: '2024-01-19', precision: 'day', guessed: false })).toBe('2024');
    expect(words.date({ given: 'in press', sort: null, precision: 'none', guessed: false })).toBe('in press');
  });

  it('says to a screen reader what the eye sees', () => {
    expect(words.state({ ...row, status: 'new', starred: true, noteCount: 2 })).toBe(', unread, starred, has notes');
    expect(words.state(row)).toBe('');
  });

  it('counts in the singular and in thousands', () => {
    expect([words.count(0), words.count(1), words.count(19_997)]).toEqual(['No papers', '1 paper', '19,997 papers']);
    expect(words.selected(4, 85)).toBe('4 of 85 selected');
  });
});
