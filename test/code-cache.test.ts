import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheFolder, openCodeCache } from "../src/code-cache.ts";

const MAIN = Buffer.from([1, 10, 2, 0, 5]);
const LINT = Buffer.alloc(5000, 7);
const CODE = new Map([
  ["main.js", MAIN],
  ["main-lint.js", LINT],
]);

let parent: string;
let all: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "saga-cli-cache-"));
  all = join(parent, "cache/saga-cli");
  folder = join(all, "build-v20");
});
afterEach(() => rmSync(parent, { recursive: true }));

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
  test("gives what was written", () => {
    openCodeCache(folder).write(CODE);
    const { read } = openCodeCache(folder);
    expect([read("main.js"), read("main-lint.js"), read("main-run.js")]).toEqual([MAIN, LINT, undefined]);
  });

  test("is for this person alone, and nothing else is left in its folder", () => {
    openCodeCache(folder).write(CODE);
    expect(readdirSync(folder).sort()).toEqual(["main-lint.js", "main.js"]);
    expect([folder, join(folder, "main.js")].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  test.each([
    { name: "was cut off", spoil: (bytes: Buffer) => bytes.subarray(0, -1) },
    { name: "is empty", spoil: () => Buffer.alloc(0) },
    { name: "lost a sector", spoil: (bytes: Buffer) => bytes.fill(0, 1024, 1536) },
    { name: "is of another program", spoil: () => Buffer.from("#!/bin/sh\nexit 1\n") },
  ])("gives nothing of a file that $name", ({ spoil }) => {
    const { write, read } = openCodeCache(folder);
    write(CODE);
    const file = join(folder, "main-lint.js");
    writeFileSync(file, spoil(readFileSync(file)));
    expect(read("main-lint.js")).toBeUndefined();
  });

  test.runIf(process.getuid)("in a folder that others may write to is neither read nor written", () => {
    openCodeCache(folder).write(CODE);
    chmodSync(folder, 0o777);
    const { write, read } = openCodeCache(folder);
    expect(read("main.js")).toBeUndefined();
    write(new Map([["main-run.js", MAIN]]));
    expect(readdirSync(folder).sort()).toEqual(["main-lint.js", "main.js"]);
  });

  test.runIf(process.getuid)("behind a link is neither read nor written", () => {
    openCodeCache(folder).write(CODE);
    const link = join(all, "link");
    symlinkSync(folder, link);
    const { write, read } = openCodeCache(link);
    expect(read("main.js")).toBeUndefined();
    write(new Map([["main-run.js", MAIN]]));
    expect(readdirSync(folder).sort()).toEqual(["main-lint.js", "main.js"]);
  });

  test("that cannot be written is none, and no error", () => {
    writeFileSync(join(parent, "cache"), "a file");
    const { write, read } = openCodeCache(folder);
    write(CODE);
    expect(read("main.js")).toBeUndefined();
    expect(readdirSync(parent)).toEqual(["cache"]);
  });

  test("takes the place of the oldest of five", () => {
    for (const age of [5, 4, 3, 2, 1]) {
      const older = join(all, `build-${age}`);
      openCodeCache(older).write(CODE);
      const time = Date.now() / 1000 - age * 60;
      utimesSync(older, time, time);
    }
    openCodeCache(folder).write(CODE);
    expect(readdirSync(all).sort()).toEqual(["build-1", "build-2", "build-3", "build-4", "build-v20"]);
  });
});
