import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";

/** Builds of the program whose code is kept; the oldest goes first. */
const KEPT = 5;
const CHECKSUM_BYTES = 4;
/** Of each 512 bytes one word is summed up: disks lose whole sectors, and to sum up every byte takes longer than it is worth. */
const WORDS_APART = 128;

/** What V8 compiled of a program's files, kept between its starts in a folder of this person's alone. */
export interface CodeCache {
  /** What is kept of a file; undefined where nothing is, where it is not whole, or where others could have written it. Never throws. */
  readonly read: (name: string) => Buffer | undefined;
  /** Keeps the code of files, each at once and whole; where that cannot be done, nothing is kept. Never throws. */
  readonly write: (code: ReadonlyMap<string, Buffer>) => void;
}

/** Where this person's programs keep what they can make again; undefined where nothing says so, or where nothing is to be kept. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return undefined;
  const { LOCALAPPDATA: local, XDG_CACHE_HOME: cache = "", HOME: home } = env;
  if (platform === "win32") return local === undefined ? undefined : join(local, "saga-cli", "cache");
  // The XDG specification wants a relative path to be ignored.
  if (isAbsolute(cache)) return join(cache, "saga-cli");
  return home === undefined ? undefined : join(home, ".cache", "saga-cli");
}

/** The cache of one build in its folder, which stands beside those of others. */
export function openCodeCache(folder: string): CodeCache {
  const ours = isOurs(folder);
  return {
    read: (name) => (ours ? readWhole(join(folder, name)) : undefined),
    write(code) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOurs(folder)) return;
        for (const [name, bytes] of code) replaceFile(join(folder, name), bytes);
        removeOld(dirname(folder));
      } catch {
        // The next start is slower, and that is all.
      }
    },
  };
}

/** Whether nobody else can write here: code that is run must not come from others. */
function isOurs(folder: string): boolean {
  try {
    const { uid, mode } = lstatSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

/** The code, then its checksum: V8 takes every byte as it is, and ends the process on a wrong one. */
function replaceFile(file: string, code: Buffer): void {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeInt32LE(checksumOf(code));
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, Buffer.concat([code, checksum]), { mode: 0o600 });
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function readWhole(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(0, -CHECKSUM_BYTES);
    return checksumOf(code) === bytes.readInt32LE(code.length) ? code : undefined;
  } catch {
    return undefined;
  }
}

function checksumOf(code: Buffer): number {
  const words = new Int32Array(code.buffer, code.byteOffset, code.length >> 2);
  let sum = code.length;
  for (let at = 0; at < words.length; at += WORDS_APART) sum = Math.imul(sum, 31) + (words[at] ?? 0);
  return sum | 0;
}

function removeOld(folder: string): void {
  const builds = readdirSync(folder).map((name) => join(folder, name));
  const byAge = builds.map((build) => ({ build, time: statSync(build).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { build } of byAge.slice(KEPT)) rmSync(build, { recursive: true, force: true });
}
