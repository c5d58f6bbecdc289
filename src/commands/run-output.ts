import { EXIT } from "../lib/base/user-error.ts";
import type { HistoryEvent } from "../lib/history/event.ts";
import { historyText } from "../lib/history/history-text.ts";
import { printable } from "../lib/reporters/printable.ts";
import { runJson } from "../lib/reporters/run-json.ts";
import { runText } from "../lib/reporters/run-text.ts";
import type { Timeline } from "../lib/reporters/timeline.ts";
import { createTimeline } from "../lib/reporters/timeline.ts";
import type { ResolvedMachine } from "../lib/runs/machine/resolve-machine.ts";
import type { RunReport } from "../lib/runs/run-report.ts";
import type { Io } from "./io.ts";
import type { RunOptions } from "./run-action.ts";
import { NO_SPINNER, startSpinner } from "./spinner.ts";
import { styleFor } from "./style-for.ts";
import { writeFiles } from "./write-files.ts";

/** What a person sees of a run while it goes on, and when it is over. */
export interface RunOutput {
  /** Writes a line to stderr. */
  readonly log: (line: string) => void;
  /** Shows that the run goes on, and by name. */
  readonly begin: (resolved: ResolvedMachine) => Promise<void>;
  /** Shows what happened. */
  readonly event: (event: HistoryEvent) => void;
  /** Prints the report and writes page and history where they are wanted; gives the exit code. */
  readonly end: (report: RunReport) => Promise<number>;
  /** Leaves no trace of a run that did not come to its end. */
  readonly stop: () => void;
}

/** The output of a run in the format that is wanted. */
export async function runOutput(
  { format, report: page, historyOut, includeData = false }: Pick<RunOptions, "format" | "report" | "historyOut" | "includeData">,
  io: Io,
): Promise<RunOutput> {
  const style = { ...(await styleFor(io.stdout, io.env)), includeData };
  let spinner = NO_SPINNER;
  let timeline: Timeline | undefined;
  let machine: ResolvedMachine | undefined;
  return {
    log: (line) => spinner.around(() => io.stderr.write(`${printable(line)}\n`)),
    async begin(resolved) {
      const { name, model } = resolved;
      machine = resolved;
      timeline = format === "text" ? createTimeline(model, style) : undefined;
      spinner = await startSpinner(io, `Running ${printable(name)}`);
    },
    event(event) {
      const lines = timeline?.next(event) ?? [];
      if (lines.length > 0) spinner.around(() => io.stdout.write(`${lines.join("\n")}\n`));
    },
    async end(report) {
      spinner.stop();
      io.stdout.write(format === "json" ? runJson(report, style) : `\n${runText(report, style)}`);
      // After the report, which must not be lost where a file cannot be written.
      const pages = page === undefined || machine === undefined ? [] : [{ file: page, text: await pageOf(report, machine) }];
      const histories = historyOut === undefined ? [] : [{ file: historyOut, text: `${historyText(report.history)}\n` }];
      writeFiles([...pages, ...histories], io);
      return io.interrupted.aborted ? EXIT.interrupted : report.exitCode;
    },
    stop: () => spinner.stop(),
  };
}

async function pageOf(report: RunReport, machine: ResolvedMachine): Promise<string> {
  const { runHtml } = await import("../lib/reporters/run-html.ts");
  const { showRun } = await import("../lib/suite/show-run.ts");
  return runHtml(showRun(report, machine));
}
