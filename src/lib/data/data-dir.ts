import { accessSync, constants, existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../base/user-error.ts";
import { whyRefused } from "../base/why-refused.ts";

/** A folder that keeps table contents between runs, held by this process alone. */
export interface DataDir {
  /** The subfolder that the database owns. */
  readonly database: string;
  /** Lets other processes have the folder. */
  release(): void;
}

const HELD = new Set<string>();

/** Makes the folder and locks it for this process; a folder that cannot be made or written, or that another process holds, is a UserError. */
export function lockDataDir(folder: string): DataDir {
  const path = resolve(folder);
  const database = join(path, "dynamodb");
  const lock = join(path, "saga-cli.lock");
  try {
    makeFolder(database);
    // The database would find out where nobody can catch it.
    accessSync(database, constants.W_OK);
    takeLock(lock, path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The data folder ${path} cannot be used: ${whyRefused(error)}.`,
      "Name a folder that you may write with --data-dir.",
    );
  }
  HELD.add(path);
  return {
    database,
    release() {
      HELD.delete(path);
      unlinkSync(lock);
    },
  };
}

/** Not mkdir's own recursion, which never ends below /proc (Node 20). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function takeLock(lock: string, path: string): void {
  const owner = readOwner(lock);
  if (owner !== undefined && isAlive(owner, path)) {
    throw new UserError(
      `The data folder ${path} is in use by process ${owner}.`,
      `Wait for it to end, or name another folder with --data-dir. If process ${owner} is something else, delete ${lock}.`,
    );
  }
  // Only the lock of a process that was killed is still there.
  if (owner !== undefined) unlinkSync(lock);
  writeFileSync(lock, String(process.pid), { flag: "wx" });
}

function readOwner(lock: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lock, "utf8"), 10);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number, path: string): boolean {
  // In containers a restarted process often gets the number that its killed predecessor had.
  if (pid === process.pid) return HELD.has(path);
  try {
    return process.kill(pid, 0) && !isDefunct(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A killed process keeps its number until its parent asks for it, which in containers may be never. */
function isDefunct(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  return existsSync(status) && /\) Z /.test(readFileSync(status, "utf8"));
}
