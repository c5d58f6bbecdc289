import type { Dirent } from "node:fs";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Files, FolderEntry } from "../base/ports.ts";
import { fileError, orUserError } from "../base/or-user-error.ts";

/** The files of this machine; one that is there but cannot be read or written is a UserError. */
export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      // Asked only now, since nearly every file that is read is there.
      if (!existsSync(path)) return undefined;
      throw fileError("read", path, error);
    }
  },
  write(path, text) {
    orUserError("written", path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, text);
    });
  },
  exists: (path) => existsSync(path),
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list: (path) => orUserError("read", path, () => readdirSync(path)),
  entries: (path) =>
    orUserError("read", path, () => readdirSync(path, { withFileTypes: true })).map((entry) => ({ name: entry.name, type: typeOf(entry) })),
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
};

/** Where the disk is full, the file is as it was before: a person's definition may be the only one. */
function writeWhole(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  // What is no file (/dev/stdout, a pipe) would be replaced by one.
  if (before?.isFile() === false) return writeFileSync(path, text);
  if (before !== undefined) accessSync(path, constants.W_OK);
  const place = before === undefined ? path : realpathSync(path);
  const part = `${place}.${process.pid}.part`;
  try {
    writeFileSync(part, text, before === undefined ? {} : { mode: before.mode });
    renameSync(part, place);
  } catch (error) {
    rmSync(part, { force: true });
    if (isFull(error)) throw error;
    // Others may have allowed the file to be written, and not its folder, or have mounted it.
    writeFileSync(path, text);
  }
}

function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes((error as NodeJS.ErrnoException).code ?? "");
}

function typeOf(entry: Dirent): FolderEntry["type"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}
