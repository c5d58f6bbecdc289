import { statSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Editors write a file in several steps: what follows within this time is one change. */
const SETTLE_MS = 100;
const IRRELEVANT = /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/;

/** Does the work at once and then after each change beside or below the paths (the working folder where there are none), until the signal fires. The work may wait until what it has itself caused to be written is written. */
export async function watchChanges(
  cwd: string,
  paths: readonly string[],
  until: AbortSignal,
  work: (settled: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const aborted = new Promise<void>((done) => {
    if (until.aborted) done();
    else until.addEventListener("abort", () => done(), { once: true });
  });
  const settled = (): Promise<void> => Promise.race([delay(SETTLE_MS), aborted]);
  let heard = (): void => {};
  const watchers = (paths.length === 0 ? ["."] : paths).map((path) => watchPath(resolve(cwd, path), () => heard()));
  try {
    while (!until.aborted) {
      const changed = new Promise<void>((done) => {
        heard = done;
      });
      await work(settled);
      await Promise.race([changed, aborted]);
      await settled();
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
