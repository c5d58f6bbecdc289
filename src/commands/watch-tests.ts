import { EXIT, UserError } from "../lib/base/user-error.ts";
import { watchChanges } from "../lib/runs/watch-changes.ts";
import { changedFiles, fileTimes } from "../lib/suite/file-times.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";

/** Tests now, and after each change below the working folder what it bears on (`changed`: absolute paths); `written` tells which files and folders are our own reports. */
export async function watchTests(
  test: (changed: readonly string[] | undefined) => Promise<number>,
  written: readonly string[],
  io: Io,
): Promise<number> {
  const isReport = (path: string): boolean => written.some((own) => path === own || path.startsWith(`${own}/`));
  const until = AbortSignal.any([io.interrupted, io.stdoutEnded]);
  let before: ReadonlyMap<string, number> | undefined;
  let duringLast: readonly string[] = [];
  await watchChanges(io.cwd, [], until, async (settled) => {
    const now = fileTimes(io.cwd);
    const changed = before && changedFiles(before, now).filter((path) => !isReport(path));
    before = now;
    if (changed?.length === 0) return;
    try {
      await test(changed);
    } catch (error) {
      // A file that is being written may hold nothing yet.
      if (!(error instanceof UserError)) throw error;
      await printError(error, io);
    }
    if (!until.aborted) io.stderr.write("Watching for changes. Ctrl+C ends it.\n");
    await settled();
    const after = fileTimes(io.cwd);
    const during = changedFiles(now, after);
    // What changes whenever the tests run is written by them, or by whoever keeps what they print: that would never end.
    const theirs = during.filter((path) => duringLast.includes(path));
    before = new Map([...now, ...theirs.map((path) => [path, after.get(path) ?? 0] as const)]);
    duringLast = during;
  });
  return io.interrupted.aborted ? EXIT.interrupted : EXIT.ok;
}
