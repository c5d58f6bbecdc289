import type { Dirent } from "node:fs";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Files, FolderEntry } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";

/** The files of this machine; one that is there but cannot be read or written is a UserError. */
export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      // Asked only now, since nearly every file that is read is there.
      if (!existsSync(path)) return undefined;
      throw userError("read", path, error);
    }
  },
  write(path, text) {
    orUserError("written", path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    });
  },
  exists: (path) => existsSync(path),
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list: (path) => orUserError("read", path, () => readdirSync(path)),
  entries: (path) =>
    orUserError("read", path, () => readdirSync(path, { withFileTypes: true })).map((entry) => ({ name: entry.name, type: typeOf(entry) })),
  size: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
};

function typeOf(entry: Dirent): FolderEntry["type"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

/** What work on a file gives; where it fails, that is a UserError in a person's words. */
export function orUserError<T>(what: "read" | "written", file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw userError(what, file, error);
  }
}

function userError(what: "read" | "written", file: string, error: unknown): UserError {
  return new UserError(`It cannot be ${what}: ${reason(error as NodeJS.ErrnoException)}`, undefined, { file });
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
    case "EEXIST":
      return "a file stands where a folder should be";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    default:
      return message;
  }
}
