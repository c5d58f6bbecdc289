import type { Files } from "../base/ports.ts";

/** Files over others: what is written stays in memory, and is read from there. */
export interface OverlayFiles extends Files {
  /** What was written, by absolute path. */
  readonly written: ReadonlyMap<string, string>;
}

/** Files whose changes reach nobody else; `contents` stands over them from the beginning, and counts as not written. */
export function overlayFiles(files: Files, contents: ReadonlyMap<string, string> = new Map()): OverlayFiles {
  const written = new Map<string, string>();
  return {
    ...files,
    written,
    read: (path) => written.get(path) ?? contents.get(path) ?? files.read(path),
    exists: (path) => written.has(path) || contents.has(path) || files.exists(path),
    write: (path, text) => void written.set(path, text),
  };
}
