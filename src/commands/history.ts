import type { Command } from "commander";
import { addEndpointOptions } from "./endpoint-options.ts";
import type { ExportOptions } from "./history-export-action.ts";
import type { ListOptions } from "./history-list-action.ts";
import type { ShowOptions } from "./history-show-action.ts";
import type { TailOptions } from "./history-tail-action.ts";
import type { VerifyOptions } from "./history-verify-action.ts";
import type { Io } from "./io.ts";
import { commaList, oneOf, positiveNumber } from "./option-values.ts";

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];
const DEFAULT_LIMIT = 20;

/** `saga-cli history`: what executions left behind. */
export function addHistoryCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const history = program
    .command("history")
    .summary("read execution histories, and say what they prove")
    .description("Reads execution histories and says what they prove.");
  const subcommand = (name: string, summary: string, description: string): Command =>
    history.command(name).summary(summary).description(description);

  withEndpoint(
    withDefinition(
      subcommand("show", "what an execution did, and its verdict", "Shows what an execution has done so far, and what its history proves.")
        .argument("[execution]", "ARN of the execution")
        .option("--history <file>", SAVED)
        .option("--include-data", INCLUDE_DATA),
    ),
  ).action(async (execution: string | undefined, options: ShowOptions) => {
    const { showAction } = await import("./history-show-action.ts");
    done(await showAction(execution, options, io));
  });

  withEndpoint(
    withDefinition(
      subcommand(
        "tail",
        "follow an execution live, and end with its verdict",
        "Shows what an execution does as it does it, and ends with what its history proves.",
      )
        .argument("[execution]", "ARN of the execution")
        .option("--state-machine <name>", "NAME or ARN of a state machine, instead: its newest execution")
        .option("--follow", "go on until the execution ends")
        .option("--wait", "with --state-machine: wait for an execution that runs")
        .option("--include-data", INCLUDE_DATA),
    ),
  ).action(async (execution: string | undefined, options: TailOptions) => {
    const { tailAction } = await import("./history-tail-action.ts");
    done(await tailAction(execution, options, io));
  });

  withEndpoint(
    subcommand(
      "list",
      "a state machine's executions with their verdicts",
      "Lists the executions of a state machine, newest first, each with its verdict.",
    )
      .argument("<machine>", "NAME or ARN of the state machine")
      .option("--status <status>", STATUSES.join(", "), oneOf(STATUSES))
      .option("--outcome <list>", "these outcomes only, with commas", commaList)
      .option("--limit <n>", "the most executions that are looked at", positiveNumber, DEFAULT_LIMIT)
      .option("--config <file>", CONFIG)
      .option("--format <format>", "text or json", oneOf(["text", "json"]), "text"),
  ).action(async (machine: string, options: ListOptions) => {
    const { listAction } = await import("./history-list-action.ts");
    done(await listAction(machine, options, io));
  });

  withEndpoint(
    subcommand(
      "export",
      "write an execution's history to a file",
      "Writes an execution's history to a file, as GetExecutionHistory gives it. An export that was broken off goes on where it stopped.",
    )
      .argument("<execution>", "ARN of the execution")
      .requiredOption("--out <file>", "the file; until it is whole, FILE.part")
      .option("--follow", "go on until the execution ends")
      .option("--config <file>", CONFIG),
  ).action(async (execution: string, options: ExportOptions) => {
    const { exportAction } = await import("./history-export-action.ts");
    done(await exportAction(execution, options, io));
  });

  withEndpoint(
    withDefinition(
      subcommand(
        "verify",
        "prove from a history that every effect was compensated",
        "Judges an execution by its history: which steps took effect, which compensations ran, and what is left to do.",
      )
        .argument("[execution]", "ARN of the execution")
        .option("--history <file>", SAVED)
        .option("--expect <outcome>", "exit 0 only on this outcome")
        .option("--fail-on <list>", "outcomes and violations that exit 1, instead of the usual ones, with commas", commaList)
        .option("--strict", "notes exit 1, too")
        .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
        .option("--include-data", INCLUDE_DATA),
    ),
  ).action(async (execution: string | undefined, options: VerifyOptions) => {
    const { verifyAction } = await import("./history-verify-action.ts");
    done(await verifyAction(execution, options, io));
  });
}

const INCLUDE_DATA = "print payloads: output, inputs of compensations, causes";
const SAVED =
  "a saved history instead, or - for standard input: `aws stepfunctions get-execution-history` output, an SDK response, or CloudWatch log events";
const CONFIG = "the saga.config.yaml to use (default: the nearest one, upwards)";

function withDefinition(command: Command): Command {
  return command
    .option(
      "--definition <def>",
      "the definition that ran: a file, a folder with a saga.config.yaml, or a machine of the config (default: the endpoint's own record of it)",
    )
    .option("--machine <name>", "which machine, where the file or folder holds several")
    .option("--config <file>", CONFIG);
}

function withEndpoint(command: Command): Command {
  return addEndpointOptions(
    command.option("--target <where>", "aws (the default) or local (http://127.0.0.1:8083)", oneOf(["aws", "local"])),
  );
}
