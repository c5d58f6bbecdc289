import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { Io } from "./io.ts";
import type { LocalOptions } from "./local-action.ts";

/** `saga-cli local`: the Step Functions API and a DynamoDB on this machine. */
export function addLocalCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command("local")
    .summary("serve the Step Functions API and an embedded DynamoDB on this machine")
    .description(
      "Serves the embedded engine over the Step Functions API, and an embedded DynamoDB, on loopback: any AWS SDK, the AWS CLI and tests in any language can use it.",
    )
    .option("--port <n>", "port of the Step Functions API; 0 takes any free one", port, 8083)
    .option("--dynamodb-port <n>", "port of the embedded DynamoDB; 0 takes any free one", port, 8000)
    .option("--mock-config <file>", "a mock configuration file of Step Functions Local, for executions started on ARN#CASE")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--time <mode>", "real, virtual (delays cost nothing), or scale=N (N times as fast)", timeMode, "real")
    .option("--data-dir <folder>", "keep state machines, executions and tables there (default: in memory)")
    .addHelpText("after", EXAMPLES)
    .action(async (options: LocalOptions) => {
      const { localAction } = await import("./local-action.ts");
      done(await localAction(options, io));
    });
}

const EXAMPLES = `
Examples:
  saga-cli local --time virtual
  saga-cli local --mock-config MockConfigFile.json
  AWS_ENDPOINT_URL_SFN=http://127.0.0.1:8083 aws stepfunctions list-state-machines`;

const MAX_PORT = 65_535;

function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > MAX_PORT) throw new InvalidArgumentError(`It must be a port from 0 to ${MAX_PORT}.`);
  return number;
}

function timeMode(value: string): string {
  const [, factor] = /^scale=(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (value === "real" || value === "virtual" || Number(factor) > 0) return value;
  throw new InvalidArgumentError("It must be real, virtual or scale=N.");
}
