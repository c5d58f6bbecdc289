import { EXIT, UserError } from "../lib/base/user-error.ts";
import type { LintRequest } from "../lib/runs/lint/lint-files.ts";
import { lintFiles } from "../lib/runs/lint/lint-files.ts";
import type { LintReport } from "../lib/runs/lint/lint-report.ts";
import { rememberingLint } from "../lib/runs/lint/remembering-lint.ts";
import { watchChanges } from "../lib/runs/watch-changes.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";

/** Lints now and whenever a file has changed, until the person interrupts; gives the exit code. */
export async function watchLint(request: LintRequest, print: (report: LintReport) => Promise<number>, io: Io): Promise<number> {
  // The first time on its own: a path that is missing now is a mistake.
  await lintFiles(io.files, io.cwd, request);
  const { lint, count } = rememberingLint();
  let last = "";
  await watchChanges(io.cwd, request.paths, AbortSignal.any([io.interrupted, io.stdoutEnded]), async () => {
    try {
      const report = await lintFiles(io.files, io.cwd, request, lint);
      const now = [count(), ...report.files.map(({ file }) => file)].join("\n");
      // A report that was written to a watched folder is a change, too.
      if (now === last) return;
      last = now;
      await print(report);
    } catch (error) {
      // A file that is being written may hold nothing yet.
      if (!(error instanceof UserError)) throw error;
      // Nor is an error that is written there.
      const { message, hint, location } = error;
      const now = JSON.stringify([message, hint, location]);
      if (now === last) return;
      last = now;
      await printError(error, io);
    }
    io.stderr.write("Watching for changes. Ctrl+C ends it.\n");
  });
  return io.interrupted.aborted ? EXIT.interrupted : EXIT.ok;
}
