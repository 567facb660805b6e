import { describe, expect, it } from 'vitest';
import { findBox, setBox } from './taskBoxes.ts';

const LIST = 'To do:\n- [ ] read\n- [x] cite\n- [ ] ask';
const READ = LIST.indexOf('[ ] read') + 1;
const CITE = LIST.indexOf('[x] cite') + 1;

describe('setBox', () => {
  it('changes the one sign', () => {
    expect(setBox(LIST, READ, true)).toBe('To do:\n- [x] read\n- [x] cite\n- [ ] ask');
    expect(setBox(LIST, CITE, false)).toBe('To do:\n- [ ] read\n- [ ] cite\n- [ ] ask');
  });

  it('leaves a box that is so already', () => {
    expect(setBox('- [X] read', 3, true)).toBe('- [X] read');
    expect(setBox(LIST, READ, false)).toBe(LIST);
  });

  it.each([0, 1, READ - 1, READ + 1, LIST.length, 999])('touches nothing where no box is, at %d', (offset) => {
    expect(setBox(LIST, offset, true)).toBeNull();
  });
});

describe('findBox', () => {
  it('finds the line again where others came before it', () => {
    const other = `A new first line.\n- [ ] sleep\n${LIST}`;
    expect(findBox(LIST, CITE, other)).toBe(other.indexOf('[x] cite') + 1);
  });

  it('knows the line ticked by somebody else', () => {
    const other = LIST.replace('[ ] read', '[x] read');
    expect(findBox(LIST, READ, other)).toBe(READ);
  });

  it('gives up where the line has changed, is gone, or stands there twice', () => {
    expect(findBox(LIST, READ, LIST.replace('read', 'reread'))).toBeNull();
    expect(findBox(LIST, READ, 'nothing left')).toBeNull();
    expect(findBox(LIST, READ, `${LIST}\n- [ ] read`)).toBeNull();
  });
});
