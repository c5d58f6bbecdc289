import type { Files } from "../../base/ports.ts";

/** Files whose changes stay in memory. */
export interface OverlayFiles extends Files {
  /** What was written, by absolute path. */
  readonly written: ReadonlyMap<string, string>;
}

/** Files over others: what is written is read from there, and reaches nobody else. */
export function overlayFiles(files: Files): OverlayFiles {
  const written = new Map<string, string>();
  return { ...filesWith(files, written), written, write: (path, text) => void written.set(path, text) };
}

/** The files with some of other content, by absolute path; those need not exist. */
export function filesWith(files: Files, contents: ReadonlyMap<string, string>): Files {
  return {
    ...files,
    read: (path) => contents.get(path) ?? files.read(path),
    exists: (path) => contents.has(path) || files.exists(path),
  };
}
