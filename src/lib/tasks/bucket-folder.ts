import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../base/user-error.ts";

/** An object of a bucket without its content. */
export interface BucketObject {
  readonly key: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

/** A folder that stands for an S3 bucket: each file below it is an object, its path from there with `/` is the key. */
export interface BucketFolder {
  /** Every object whose key begins with the prefix, in the order of S3. */
  list(prefix: string): readonly BucketObject[];
  /** Undefined where there is no such object. */
  read(key: string): { readonly object: BucketObject; readonly content: Buffer } | undefined;
  /** Makes the folders on the way. */
  write(key: string, content: Uint8Array): void;
  /** Nothing happens where there is no such object. */
  delete(key: string): void;
}

/** Opens a folder (absolute) as a bucket; it need not exist. Keys that lead out of it, be it over a symbolic link, are a UserError. */
export function bucketFolder(folder: string): BucketFolder {
  return {
    list(prefix) {
      const objects = filesBelow(folder).map((path) => objectAt(folder, path));
      return objects.filter(({ key }) => key.startsWith(prefix)).sort((a, b) => compareKeys(a.key, b.key));
    },
    read(key) {
      const path = pathOf(folder, key);
      return isFile(path) ? { object: objectAt(folder, path), content: readFileSync(path) } : undefined;
    },
    write(key, content) {
      const path = pathOf(folder, key);
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      } catch (error) {
        throw new UserError(
          `The object "${key}" cannot be written to the folder ${folder}: ${(error as Error).message}`,
          "Correct buckets in saga.config.yaml, or the folder.",
        );
      }
    },
    delete(key) {
      const path = pathOf(folder, key);
      if (isFile(path)) rmSync(path);
    },
  };
}

/** The order in which S3 lists keys: that of their UTF-8. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function pathOf(folder: string, key: string): string {
  const path = resolve(folder, key);
  if (key === "" || !isBelow(folder, path) || !isBelow(realPath(folder), realPath(path))) {
    throw new UserError(
      `The key "${key}" leads out of the folder ${folder} that stands for its bucket`,
      "Keys name files below that folder.",
    );
  }
  return path;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where the path really leads, as far as it is there. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), relative(dirname(path), path));
  }
}

/** Symbolic links are no objects: they may lead anywhere. */
function filesBelow(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new UserError(`The folder ${folder} cannot be read: ${(error as Error).message}`, "Correct buckets in saga.config.yaml.");
  }
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function objectAt(folder: string, path: string): BucketObject {
  const { size, mtimeMs } = lstatSync(path);
  return { key: relative(folder, path).split(sep).join("/"), size, modifiedAt: mtimeMs };
}
