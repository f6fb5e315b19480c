// Files that come by themselves, and folders with all that is in them.

import { byName, endingOf, MEDIA_ENDINGS } from "../files/media-names.ts";

export interface NamedFile {
  /** Of a file in a folder with its path from there: "Holiday/Beach/1.jpg". */
  readonly name: string;
  readonly file: File;
}

export interface Gathered {
  readonly files: readonly NamedFile[];
  /** Other files in the folders, which are neither pictures nor films by their names. */
  readonly leftOut: number;
}

/** Of files that were chosen one by one: all of them, whatever they are called. */
export function gatherFiles(files: Iterable<File>): Gathered {
  return { files: Array.from(files, (file) => ({ name: file.name, file })), leftOut: 0 };
}

/** Of a folder that was chosen. */
export function gatherFolder(files: Iterable<File>): Gathered {
  const all = Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, file }));
  const media = all.filter(({ name }) => isMedia(name)).sort((one, other) => byName(one.name, other.name));
  return { files: media, leftOut: all.length - media.length };
}

/**
 * Of files and folders that were dropped or pasted. To be called while the event is: what it carries is gone afterwards. A folder that
 * may not be read is left out.
 */
export async function gatherDropped(data: DataTransfer): Promise<Gathered> {
  const items = [...data.items].filter(({ kind }) => kind === "file");
  const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files: NamedFile[] = [];
  let leftOut = 0;
  for (const { entry, file } of dropped) {
    if (!isFolder(entry)) {
      if (file) files.push({ name: file.name, file });
      continue;
    }
    const found: FileSystemFileEntry[] = [];
    await findFiles(entry, found);
    const media = found.filter(({ fullPath }) => isMedia(fullPath));
    media.sort((one, other) => byName(one.fullPath, other.fullPath));
    const opened = await Promise.all(media.map(opening));
    const readable = opened.filter((file) => file !== null);
    // One by one: a call takes some hundred thousand arguments at most, and collections of faces hold more.
    for (const file of readable) files.push(file);
    leftOut += found.length - readable.length;
  }
  return { files, leftOut };
}

/** Adds the files of a folder, and of all folders within it. */
async function findFiles(folder: FileSystemDirectoryEntry, files: FileSystemFileEntry[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A hundred at a time, until there are none.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    ).catch(() => []);
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (!isFolder(entry)) files.push(entry as FileSystemFileEntry);
      else if (!isHidden(entry.name)) await findFiles(entry, files);
    }
  }
}

async function opening(entry: FileSystemFileEntry): Promise<NamedFile | null> {
  try {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { name: entry.fullPath.replace(/^\//, ""), file };
  } catch {
    return null;
  }
}

function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory ?? false;
}

/** The folder itself was meant, whatever it is called; what is hidden in it was not. */
function isMedia(path: string): boolean {
  const [, ...within] = path.replace(/^\//, "").split("/");
  return MEDIA_ENDINGS.has(endingOf(path)) && !within.some(isHidden);
}

function isHidden(name: string): boolean {
  return name.startsWith(".");
}
