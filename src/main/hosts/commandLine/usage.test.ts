import { describe, expect, it } from 'vitest';
import { parseCommand, UsageError } from './usage.ts';

describe('the arguments of a command', () => {
  it('are read', () => {
    expect(parseCommand(['import', 'a.txt', 'b.html', '--library', 'x.db', '--json'])).toEqual({
      kind: 'import',
      library: 'x.db',
      files: ['a.txt', 'b.html'],
      json: true,
    });
    expect(parseCommand(['export', '--format', 'csl-json'])).toEqual({
      kind: 'export',
      library: undefined,
      format: 'csl-json',
      view: 'all',
      query: '',
      output: undefined,
      force: false,
      json: false,
    });
    expect(
      parseCommand([
        'export',
        '--format',
        'csv',
        '--query',
        'tides',
        '--tag',
        'to cite',
        '--tag',
        'a"b',
        '--view',
        'starred',
        '-o',
        'x.csv',
        '--force',
        '--json',
      ]),
    ).toEqual({
      kind: 'export',
      library: undefined,
      format: 'csv',
      view: 'starred',
      query: 'tides tag:"to cite" tag:"a\\"b"',
      output: 'x.csv',
      force: true,
      json: true,
    });
    expect(parseCommand(['export', '--format', 'html', '-o', '-'])).toMatchObject({ format: 'html', output: undefined });
    expect(parseCommand(['annotations', '--format', 'markdown', '--query', 'tag:serving', '--output', 'notes/'])).toEqual({
      kind: 'export',
      library: undefined,
      format: 'annotations-markdown',
      view: 'all',
      query: 'tag:serving',
      output: 'notes/',
      force: false,
      json: false,
    });
    expect(parseCommand(['export', '--format', 'evidence-csv'])).toMatchObject({ kind: 'export', format: 'evidence-csv' });
    expect(parseCommand(['open', 'offprint://paper/abcdefgh', '--library', 'x.db'])).toEqual({
      kind: 'open',
      library: 'x.db',
      uid: 'abcdefgh',
    });
    expect(parseCommand(['search', 'speculative', 'decoding', '--limit', '3'])).toMatchObject({
      kind: 'find',
      query: 'speculative decoding',
      sort: 'best',
      limit: 3,
    });
    expect(parseCommand(['search', '--', '-diffusion'])).toMatchObject({ query: '-diffusion' });
    expect(parseCommand(['list'])).toMatchObject({ kind: 'find', query: '', sort: 'newest', limit: Number.POSITIVE_INFINITY });
    expect(parseCommand(['serve', '--port', '8080', '--no-open'])).toEqual({ kind: 'serve', library: undefined, port: 8080, open: false });
    expect(parseCommand(['--version'])).toEqual({ kind: 'version' });
    expect(parseCommand(['import', '--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [[], /Say what to do/],
    [['fly'], /does not know "fly"/],
    [['import'], /at least one file/],
    [['import', 'a', '--jsno'], /--jsno/],
    [['import', 'a', '--library'], /--library/],
    [['import', 'a', '--library', ''], /--library needs/],
    [['export'], /which format/],
    [['export', '--format', 'pdf'], /--format json or --format csl-json/],
    [['export', '--format', 'csv', '--view', 'attic'], /no place called "attic"/],
    [['export', '--format', 'csv', '--output', ''], /--output needs/],
    [['export', '--format', 'csv', '--json'], /name one with --output/],
    [['export', '--format', 'csv', '--json', '-o', '-'], /name one with --output/],
    [['export', '--format', 'json', 'extra'], /extra/],
    [['annotations'], /--format markdown, --format jsonld or --format csv/],
    [['annotations', '--format', 'json'], /--format markdown/],
    [['open'], /offprint:\/\/paper\/UID/],
    [['open', 'abcdefgh'], /by its link/],
    [['open', 'offprint://paper/abcdefgh', 'offprint://paper/ijklmnop'], /by its link/],
    [['open', 'offprint://paper/abcdefgh/../../x'], /by its link/],
    [['open', 'offprint://papers/abcdefgh'], /by its link/],
    [['search'], /what to search for/],
    [['search', '  '], /what to search for/],
    [['search', 'x', '--limit', '0'], /--limit needs a whole number of at least 1/],
    [['search', 'x', '--limit', '1.5'], /--limit/],
    [['serve', '--port', '65536'], /from 0 to 65535/],
    [['serve', '--port', '-1'], /--port/],
  ])('%j are refused with a sentence', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });
});
