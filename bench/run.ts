/** `npm run bench -- <name>`: measures and prints; nothing is judged here. Without a name it lists what there is. */

export interface Bench {
  readonly about: string;
  /** Loaded only when asked for: each brings its own heavy tools. */
  load(): Promise<{ run(): Promise<void> }>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  start: {
    about: 'from opening a library to the list on screen and to search ready, with 85 and with 20,000 papers, and how smoothly it moves',
    load: () => import('./start.ts'),
  },
  reader: {
    about: 'how smoothly a text of 20,000 words with 300 highlights and 40 comments scrolls and is selected from',
    load: () => import('./reader.ts'),
  },
  search: {
    about:
      'how fast search answers, learns and starts with 10,000 and 100,000 papers (--sizes), beside Lunr, MiniSearch, FlexSearch and FTS5',
    load: () => import('./search.ts'),
  },
  import: {
    about:
      'how fast files are read and become rows of a library, beside the libraries that read them and bare inserts, and how busy that keeps its thread and the window',
    load: () => import('./import.ts'),
  },
};

const name = process.argv[2];
const bench = name === undefined ? undefined : BENCHES[name];
if (bench === undefined) {
  console.log('Usage: npm run bench -- <name>');
  for (const [known, { about }] of Object.entries(BENCHES)) console.log(`  ${known}: ${about}`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  await (await bench.load()).run();
}
