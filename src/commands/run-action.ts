import { resolve } from "node:path";
import { UserError } from "../lib/base/user-error.ts";
import { loadMockCase } from "../lib/runs/local/load-mock-case.ts";
import { resolveMachine } from "../lib/runs/machine/resolve-machine.ts";
import { runSaga } from "../lib/runs/run-saga.ts";
import { startHandlersAhead } from "../lib/runs/local/start-handlers-ahead.ts";
import type { EndpointOptions } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { readInput } from "./read-input.ts";
import { runOutput } from "./run-output.ts";

/** The flags of `saga-cli run`, as commander gives them. */
export interface RunOptions extends EndpointOptions {
  readonly target?: "embedded" | "aws" | "local";
  readonly roleArn?: string;
  readonly yes?: boolean;
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
  /** Absent, it is virtual. */
  readonly time?: "virtual" | "real";
  readonly seed?: number;
  readonly dataDir?: string;
  readonly format: "text" | "json";
  readonly report?: string;
  readonly historyOut?: string;
  readonly includeData?: boolean;
}

/** Runs the saga, shows it as it goes where a person reads, prints the report; gives the exit code. */
export async function runAction(target: string, options: RunOptions, io: Io): Promise<number> {
  if (isRemote(target, options)) {
    const { runRemoteAction } = await import("./run-remote-action.ts");
    return runRemoteAction(target, options, io);
  }
  const { machine, config, input, failAt, dataDir, mockConfig, ...rest } = options;
  const reference = { target, machine, config };
  const output = await runOutput(options, io);
  const pool = startHandlersAhead(io.files, io.cwd, reference, output.log);
  try {
    const resolved = await resolveMachine(io.files, io.cwd, reference);
    await output.begin(resolved);
    const run = {
      ...rest,
      resolved,
      faults: failAt ?? [],
      ...(input === undefined ? {} : { input: await readInput(input, io) }),
      ...(mockConfig === undefined ? {} : { testCase: loadMockCase(io.files, io.cwd, mockConfig, resolved) }),
      ...(dataDir === undefined ? {} : { dataDir: resolve(io.cwd, dataDir) }),
    };
    const { env, clock, interrupted } = io;
    return await output.end(await runSaga(run, { env, clock, interrupted, onLog: output.log, pool, onEvent: output.event }));
  } finally {
    output.stop();
    await pool?.close();
  }
}

/** An ARN, and whatever chooses an endpoint, leaves the embedded engine. */
function isRemote(target: string, { target: where, endpointUrl }: RunOptions): boolean {
  if (where !== "embedded") return where !== undefined || endpointUrl !== undefined || target.startsWith("arn:");
  if (endpointUrl === undefined && !target.startsWith("arn:")) return false;
  throw new UserError("The embedded engine has no endpoint and knows no ARN", "Leave --target embedded away, or name a definition.");
}
