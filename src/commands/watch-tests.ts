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
  let before: ReadonlyMap<string, number> | undefined;
  await watchChanges(io.cwd, [], io.interrupted, async () => {
    const now = fileTimes(io.cwd);
    const changed =
      before && changedFiles(before, now).filter((path) => !written.some((own) => path === own || path.startsWith(`${own}/`)));
    before = now;
    if (changed?.length === 0) return;
    try {
      await test(changed);
    } catch (error) {
      // A file that is being written may hold nothing yet.
      if (!(error instanceof UserError)) throw error;
      await printError(error, io);
    }
    if (!io.interrupted.aborted) io.stderr.write("Watching for changes. Ctrl+C ends it.\n");
  });
  return EXIT.interrupted;
}
