import { dirname, join } from "node:path/posix";
import type { Files } from "../src/lib/base/ports.ts";

/** Files in memory, by absolute POSIX path; folders exist where a file stands in them. */
export function memoryFiles(contents: Readonly<Record<string, string>> = {}): Files {
  const texts = new Map(Object.entries(contents));
  const folders = (): ReadonlySet<string> => new Set([...texts.keys()].flatMap(foldersAbove));
  const list = (path: string): readonly string[] =>
    [...new Set([...texts.keys(), ...folders()])]
      .filter((file) => file !== path && dirname(file) === path)
      .map((file) => file.slice(file.lastIndexOf("/") + 1))
      .sort();
  return {
    read: (path) => texts.get(path),
    write: (path, text) => void texts.set(path, text),
    exists: (path) => texts.has(path) || folders().has(path),
    isDirectory: (path) => folders().has(path),
    list,
    entries: (path) => list(path).map((name) => ({ name, type: folders().has(join(path, name)) ? "folder" : "file" })),
    size: (path) => Buffer.byteLength(texts.get(path) ?? ""),
  };
}

function foldersAbove(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...foldersAbove(folder)];
}
