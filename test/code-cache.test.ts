import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheFolder, readCodeCache, writeCodeCache } from "../src/code-cache.ts";

const CODE = new Map([
  ["main.js", Buffer.from([1, 10, 2, 0])],
  ["main-lint-DKwoP9e4.js", Buffer.alloc(5000, 7)],
]);

let parent: string;
let folder: string;
let file: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "saga-cli-cache-"));
  folder = join(parent, "cache/saga-cli");
  file = join(folder, "build-v20");
});
afterEach(() => {
  chmodSync(parent, 0o700);
  rmSync(parent, { recursive: true });
});

describe("the cache folder", () => {
  test.each([
    { name: "is the XDG one", env: { XDG_CACHE_HOME: "/cache", HOME: "/home/ann" }, want: join("/cache", "saga-cli") },
    { name: "is in the home folder", env: { HOME: "/home/ann" }, want: join("/home/ann", ".cache", "saga-cli") },
    {
      name: "is not a relative XDG one",
      env: { XDG_CACHE_HOME: "cache", HOME: "/home/ann" },
      want: join("/home/ann", ".cache", "saga-cli"),
    },
    { name: "is nowhere without a home", env: {}, want: undefined },
    { name: "is nowhere where Node is to keep nothing", env: { HOME: "/home/ann", NODE_DISABLE_COMPILE_CACHE: "1" }, want: undefined },
  ])("$name", ({ env, want }) => {
    expect(cacheFolder(env, "linux")).toBe(want);
  });

  test("is in LOCALAPPDATA on Windows, and nowhere without", () => {
    expect(cacheFolder({ LOCALAPPDATA: "/local", HOME: "/home/ann" }, "win32")).toBe(join("/local", "saga-cli", "cache"));
    expect(cacheFolder({ HOME: "/home/ann" }, "win32")).toBeUndefined();
  });
});

describe("a code cache", () => {
  test("that was written is read again", () => {
    writeCodeCache(file, CODE);
    expect(readCodeCache(file)).toEqual(CODE);
  });

  test("is for this person alone, and nothing else is left in its folder", () => {
    writeCodeCache(file, CODE);
    expect(readdirSync(folder)).toEqual(["build-v20"]);
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  test("that is missing is empty", () => {
    expect(readCodeCache(file)).toEqual(new Map());
  });

  test.each([
    { name: "is cut off", spoil: (bytes: Buffer) => bytes.subarray(0, -1) },
    { name: "is empty", spoil: () => Buffer.alloc(0) },
    { name: "has another byte in its code", spoil: (bytes: Buffer) => bytes.fill(8, bytes.length - 1) },
    { name: "has another name", spoil: (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace("main.js", "mine.js"), "latin1") },
  ])("that $name is as if it were not there", ({ spoil }) => {
    writeCodeCache(file, CODE);
    writeFileSync(file, spoil(readFileSync(file)));
    expect(readCodeCache(file)).toEqual(new Map());
  });

  test.runIf(process.getuid)("in a folder that others may write to is neither read nor written", () => {
    writeCodeCache(file, CODE);
    chmodSync(folder, 0o777);
    expect(readCodeCache(file)).toEqual(new Map());
    rmSync(file);
    writeCodeCache(file, CODE);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(process.getuid)("behind a link is neither read nor written", () => {
    writeCodeCache(file, CODE);
    const link = join(parent, "link");
    symlinkSync(folder, link);
    expect(readCodeCache(join(link, "build-v20"))).toEqual(new Map());
    writeCodeCache(join(link, "other"), CODE);
    expect(readdirSync(folder)).toEqual(["build-v20"]);
  });

  test("that cannot be written is none, and no error", () => {
    writeFileSync(join(parent, "cache"), "a file");
    writeCodeCache(file, CODE);
    expect(readCodeCache(file)).toEqual(new Map());
    expect(readdirSync(parent)).toEqual(["cache"]);
  });

  test("takes the place of the oldest of five", () => {
    for (const age of [5, 4, 3, 2, 1]) {
      writeCodeCache(join(folder, `build-${age}`), CODE);
      const time = Date.now() / 1000 - age * 60;
      utimesSync(join(folder, `build-${age}`), time, time);
    }
    writeCodeCache(file, CODE);
    expect(readdirSync(folder).sort()).toEqual(["build-1", "build-2", "build-3", "build-4", "build-v20"]);
  });
});
