import { statSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { dirname, resolve } from "node:path";

/** Editors write a file in several steps: what follows within this time is one change. */
const SETTLE_MS = 100;
const IRRELEVANT = /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/;

/** Gives a turn at once and then one after each change below the paths (files or folders; the working folder where there are none), until the signal fires. */
export async function* watchChanges(cwd: string, paths: readonly string[], until: AbortSignal): AsyncGenerator<void> {
  let changed = (): void => {};
  const watchers = (paths.length === 0 ? [cwd] : paths.map((path) => resolve(cwd, path))).map((path) => watchPath(path, () => changed()));
  try {
    while (!until.aborted) {
      const next = new Promise<void>((resolve) => {
        changed = resolve;
        until.addEventListener("abort", () => resolve(), { once: true });
      });
      yield;
      await next;
      await delay(SETTLE_MS, undefined, { signal: until }).catch(() => {});
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

function watchPath(path: string, onChange: () => void): FSWatcher {
  // Editors put a new file in the place of the old one, and a watcher of the old one would hear no more.
  const recursive = statSync(path).isDirectory();
  return watch(recursive ? path : dirname(path), { recursive }, (_, name) => {
    if (name === null || !IRRELEVANT.test(name)) onChange();
  });
}
