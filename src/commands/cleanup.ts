import type { Command } from "commander";
import type { CleanupOptions } from "./cleanup-action.ts";
import { addEndpointOptions } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { oneOf, wholeNumber } from "./option-values.ts";

/** `saga-cli cleanup`: takes away what interrupted runs left at an endpoint. */
export function addCleanupCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const command = program
    .command("cleanup")
    .summary("delete what killed runs left at an endpoint")
    .description(
      "Deletes the copies, helpers and activities that runs with faults left at an endpoint because they were killed or lost the connection. It goes by saga-cli's own tag and touches nothing else.",
    )
    .option("--target <where>", "aws (the default) or local (http://127.0.0.1:8083)", oneOf(["aws", "local"]))
    .option("--older-than <minutes>", "spare what is younger, as runs that go on", wholeNumber, 0)
    .option("--dry-run", "list it and delete nothing")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)");
  addEndpointOptions(command)
    .option("--yes", "delete outside this machine without being asked")
    .action(async (options: CleanupOptions) => {
      const { cleanupAction } = await import("./cleanup-action.ts");
      done(await cleanupAction(options, io));
    });
}
