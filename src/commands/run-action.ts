import { resolve } from "node:path";
import { EXIT } from "../lib/base/user-error.ts";
import { historyText } from "../lib/history/history-text.ts";
import { printable } from "../lib/reporters/printable.ts";
import { runJson } from "../lib/reporters/run-json.ts";
import { runText } from "../lib/reporters/run-text.ts";
import { createTimeline } from "../lib/reporters/timeline.ts";
import { loadMockCase } from "../lib/runs/load-mock-case.ts";
import { resolveMachine } from "../lib/runs/resolve-machine.ts";
import { runSaga } from "../lib/runs/run-saga.ts";
import { startHandlersAhead } from "../lib/runs/start-handlers-ahead.ts";
import type { Io } from "./io.ts";
import { readInput } from "./read-input.ts";
import { NO_SPINNER, startSpinner } from "./spinner.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** The flags of `saga-cli run`, as commander gives them. */
export interface RunOptions {
  readonly machine?: string;
  readonly config?: string;
  readonly input?: string;
  readonly failAt?: readonly string[];
  readonly failCause?: string;
  readonly expect?: string;
  readonly failOn?: readonly string[];
  readonly strict?: boolean;
  readonly mockConfig?: string;
  readonly strictTasks?: boolean;
  readonly time: "virtual" | "real";
  readonly seed?: number;
  readonly dataDir?: string;
  readonly format: "text" | "json";
  readonly historyOut?: string;
  readonly includeData?: boolean;
}

/** Runs the saga, shows it as it goes where a person reads, prints the report; gives the exit code. */
export async function runAction(target: string, options: RunOptions, io: Io): Promise<number> {
  const { machine, config, input, failAt, dataDir, mockConfig, ...rest } = options;
  const style = { width: widthOf(io.stdout, io.env), paint: paintFor(io.stdout, io.env), includeData: options.includeData ?? false };
  const reference = { target, ...(machine === undefined ? {} : { machine }), ...(config === undefined ? {} : { config }) };
  let spinner = NO_SPINNER;
  const onLog = (line: string): void => spinner.around(() => io.stderr.write(`${printable(line)}\n`));
  const pool = startHandlersAhead(io.files, io.cwd, reference, onLog);
  try {
    const resolved = await resolveMachine(io.files, io.cwd, reference);
    const timeline = createTimeline(resolved.model, style);
    spinner = await startSpinner(io, `Running ${printable(resolved.name)}`);
    const report = await runSaga(
      {
        ...rest,
        resolved,
        faults: failAt ?? [],
        ...(input === undefined ? {} : { input: await readInput(input, io) }),
        ...(mockConfig === undefined ? {} : { testCase: loadMockCase(io.files, io.cwd, mockConfig, resolved.name) }),
        ...(dataDir === undefined ? {} : { dataDir: resolve(io.cwd, dataDir) }),
      },
      {
        env: io.env,
        clock: io.clock,
        interrupted: io.interrupted,
        onLog,
        pool,
        onEvent(event) {
          if (options.format !== "text") return;
          const lines = timeline.next(event);
          if (lines.length > 0) spinner.around(() => io.stdout.write(`${lines.join("\n")}\n`));
        },
      },
    );
    spinner.stop();
    io.stdout.write(options.format === "json" ? runJson(report, style) : `\n${runText(report, style)}`);
    // After the report, which must not be lost where the file cannot be written.
    if (options.historyOut !== undefined) io.files.write(resolve(io.cwd, options.historyOut), `${historyText(report.history)}\n`);
    return io.interrupted.aborted ? EXIT.interrupted : report.exitCode;
  } finally {
    spinner.stop();
    await pool?.close();
  }
}
