import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { crc32 } from "node:zlib";

/** What V8 compiled of a program's files, by the name of the file. */
export type CodeCache = ReadonlyMap<string, Buffer>;

/** Builds of the program whose code is kept; the oldest goes first. */
const KEPT = 5;
const CHECKSUM_BYTES = 4;
const NEWLINE = 10;

/** Where this person's programs keep what they can make again; undefined where nothing says so, or where nothing is to be kept. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return undefined;
  const { LOCALAPPDATA: local, XDG_CACHE_HOME: cache = "", HOME: home } = env;
  if (platform === "win32") return local === undefined ? undefined : join(local, "saga-cli", "cache");
  // The XDG specification wants a relative path to be ignored.
  if (isAbsolute(cache)) return join(cache, "saga-cli");
  return home === undefined ? undefined : join(home, ".cache", "saga-cli");
}

/** The code in a cache file; none where it is missing, is not whole, or stands where somebody else could have written it. Never throws. */
export function readCodeCache(file: string): CodeCache {
  try {
    return isOurs(dirname(file)) ? parsed(readFileSync(file)) : new Map();
  } catch {
    return new Map();
  }
}

/** Writes a cache file, at once and whole; where that cannot be done, there is none. Never throws. */
export function writeCodeCache(file: string, cache: CodeCache): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) return;
    replaceFile(file, bytesOf(cache));
    removeOld(folder);
  } catch {
    // The next start is slower, and that is all.
  }
}

function replaceFile(file: string, bytes: Buffer): void {
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, bytes, { mode: 0o600 });
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Code that is run must not come from others. */
function isOurs(folder: string): boolean {
  const { uid, mode } = lstatSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** The checksum of all that follows, then a line that names each piece and its length, then the pieces. */
function bytesOf(cache: CodeCache): Buffer {
  const names = JSON.stringify([...cache].map(([name, { length }]) => [name, length]));
  const content = Buffer.concat([Buffer.from(`${names}\n`), ...cache.values()]);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(content));
  return Buffer.concat([checksum, content]);
}

function parsed(bytes: Buffer): CodeCache {
  const content = bytes.subarray(CHECKSUM_BYTES);
  // V8 takes every byte as it is, and ends the process on a wrong one.
  if (bytes.readUInt32LE() !== crc32(content)) return new Map();
  const cache = new Map<string, Buffer>();
  let start = content.indexOf(NEWLINE) + 1;
  for (const [name, length] of JSON.parse(content.toString("utf8", 0, start)) as readonly (readonly [string, number])[]) {
    cache.set(name, content.subarray(start, start + length));
    start += length;
  }
  return cache;
}

function removeOld(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.map((file) => ({ file, time: statSync(file).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { file } of byAge.slice(KEPT)) rmSync(file, { force: true });
}
