import { UserError } from "../lib/base/user-error.ts";
import type { ResolvedMachine } from "../lib/runs/machine/resolve-machine.ts";
import { resolveRemote } from "../lib/runs/machine/resolve-remote.ts";
import type { CaseRunner } from "../lib/suite/case-runner.ts";
import { openRemoteRunner } from "../lib/suite/remote-runner.ts";
import { approve, permissionAt } from "./approve.ts";
import { openEndpoint } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import type { TestOptions } from "./test-action.ts";

/** Opens runners whose cases run at the endpoint that the flags name, each as a copy of the machine. */
export function remoteRunners(
  options: TestOptions,
  onLog: (line: string) => void,
  io: Io,
): (resolved: ResolvedMachine) => Promise<CaseRunner> {
  checkOptions(options);
  const { roleArn, yes } = options;
  const { files, cwd, interrupted, env } = io;
  return async (resolved) => {
    const { config, name, file } = resolved;
    const client = await openEndpoint(options, config, io);
    const place = { files, cwd, config };
    const reference = { target: file, machine: name, roleArn, config: config.file ?? undefined };
    const remote = await resolveRemote(client, place, reference, interrupted);
    const permission = permissionAt(client.endpoint, yes, config, io);
    const runner = await openRemoteRunner(remote, {
      client,
      env,
      onLog,
      interrupted,
      approve: (plan) => approve({ what: `Run copies of "${name}" with faults`, ...plan }, permission, io),
    });
    return {
      ...runner,
      async close() {
        await runner.close();
        client.close();
      },
    };
  };
}

function checkOptions({ jobs, strictTasks }: TestOptions): void {
  const wrong = [...(jobs > 1 ? ["--jobs"] : []), ...(strictTasks === true ? ["--strict-tasks"] : [])];
  if (wrong.length > 0)
    throw new UserError(`${wrong.join(", ")}: only the embedded engine has that`, "Leave it away, or --target and --endpoint-url.");
}
