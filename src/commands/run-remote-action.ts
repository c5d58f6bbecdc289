import { UserError } from "../lib/base/user-error.ts";
import { configFor } from "../lib/runs/machine/locate-machine.ts";
import { resolveRemote } from "../lib/runs/machine/resolve-remote.ts";
import { runRemote } from "../lib/runs/run-remote.ts";
import { approve, permissionAt } from "./approve.ts";
import { openEndpoint } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { readInput } from "./read-input.ts";
import type { RunOptions } from "./run-action.ts";
import { runOutput } from "./run-output.ts";

/** Runs the saga at an endpoint of the Step Functions API; everything else is as with the embedded engine. */
export async function runRemoteAction(target: string, options: RunOptions, io: Io): Promise<number> {
  checkOptions(options);
  const { machine, config: file, input, failAt = [], roleArn, yes, ...judgement } = options;
  const reference = { target, roleArn, machine, config: file };
  const { files, cwd, interrupted } = io;
  const config = await configFor(files, cwd, reference);
  const [, region, account] = /^arn:[^:]*:states:([^:]+):(\d+):/.exec(target) ?? [];
  const client = await openEndpoint({ ...options, region: options.region ?? region }, config, io);
  const output = await runOutput(options, io);
  try {
    const remote = await resolveRemote(client, { files, cwd, config }, reference, interrupted);
    const { name } = remote.resolved;
    const run = {
      ...judgement,
      remote,
      faults: failAt,
      again: repeating(target, options),
      ...(input === undefined ? {} : { input: await readInput(input, io) }),
    };
    const permission = permissionAt(client.endpoint, yes, config, io);
    const report = await runRemote(run, {
      client,
      interrupted,
      onLog: output.log,
      onEvent: output.event,
      async approve({ roleArn: role, hasFaults }) {
        const what = hasFaults ? `Run a copy of "${name}" with faults` : `Run "${name}"`;
        await approve({ what, roleArn: role, hasFaults, account }, permission, io);
        await output.begin(remote.resolved);
      },
    });
    return await output.end(report);
  } finally {
    output.stop();
    client.close();
  }
}

const EMBEDDED_ONLY = { dataDir: "--data-dir", mockConfig: "--mock-config", seed: "--seed", strictTasks: "--strict-tasks", time: "--time" };

function checkOptions(options: RunOptions): void {
  const entries = Object.entries(EMBEDDED_ONLY) as readonly [keyof typeof EMBEDDED_ONLY, string][];
  const wrong = entries.flatMap(([key, flag]) => (options[key] === undefined ? [] : [flag]));
  if (wrong.length === 0) return;
  throw new UserError(`${wrong.join(", ")}: only the embedded engine has that`, "Leave it away, or --target and --endpoint-url.");
}

/** The words that repeat the command without its faults. */
function repeating(target: string, options: RunOptions): readonly string[] {
  const { machine, target: where, endpointUrl, region, profile } = options;
  const flags = { "--machine": machine, "--target": where, "--endpoint-url": endpointUrl, "--region": region, "--profile": profile };
  return [target, ...Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]))];
}
