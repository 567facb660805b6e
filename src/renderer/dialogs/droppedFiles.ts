/** What a drop holds: files, and the files in folders. */

/** What the formats read, by the ends of names: of a folder only such files are taken. */
export const ENDINGS =
  'bib bibtex biblatex ris nbib enw refer xml csv tsv tab json jsonl ndjson jsonld txt text md markdown html htm xhtml atom rss eml mbox opml gz'.split(
    ' ',
  );

const READABLE = new RegExp(`\\.(?:${ENDINGS.join('|')})$`, 'i');
/** More files than this are not taken at once. */
export const MOST_FILES = 500;

export interface Dropped {
  readonly files: readonly File[];
  /** Files in folders that no format reads. */
  readonly leftAlone: number;
  readonly hadFolder: boolean;
}

/**
 * The files of a drop, those of folders by their paths. To be called while the drop is told of: afterwards the browser
 * takes its items away.
 */
export function droppedFiles(data: DataTransfer): Promise<Dropped> {
  const entries = [...data.items].filter((item) => item.kind === 'file').map((item) => item.webkitGetAsEntry());
  const single = [...data.files];
  const folders = entries.filter(isFolder);
  // Files that are no folders are taken as the drop has them: the desktop window knows where those are.
  const loose = entries.length === single.length ? single.filter((_, at) => !isFolder(entries[at] ?? null)) : single;
  return gathered(loose, folders);
}

// Browsers tell the kinds apart by these alone: their classes have no names in a page.
const isFolder = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry => entry?.isDirectory === true;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function gathered(loose: readonly File[], folders: readonly FileSystemDirectoryEntry[]): Promise<Dropped> {
  const files = [...loose];
  let leftAlone = 0;
  const waiting = [...folders];
  for (let folder = waiting.shift(); folder !== undefined && files.length <= MOST_FILES; folder = waiting.shift()) {
    const entries = (await entriesOf(folder)).filter(({ name }) => !name.startsWith('.')).sort((a, b) => a.name.localeCompare(b.name));
    for (const entry of entries) {
      if (isFolder(entry)) waiting.push(entry);
      else if (isFile(entry) && READABLE.test(entry.name)) files.push(await fileOf(entry));
      else leftAlone += 1;
    }
  }
  return { files, leftAlone, hadFolder: folders.length > 0 };
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder gives its entries a hundred at a time, and none at its end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
