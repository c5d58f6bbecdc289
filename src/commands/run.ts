import type { Command } from "commander";
import { addEndpointOptions } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { collected, commaList, oneOf, wholeNumber } from "./option-values.ts";
import type { RunOptions } from "./run-action.ts";

/** `saga-cli run`: one execution with injected faults, and what its history proves. */
export function addRunCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const command = program
    .command("run")
    .summary("run a saga with injected faults, and prove from its history that every effect was compensated")
    .description(
      "Runs a state machine with injected faults, on the embedded engine in virtual time or at an endpoint of the Step Functions API, and proves from the execution's history that every effect was compensated.",
    )
    .argument(
      "<target>",
      "DEF: a definition file or a folder with a saga.config.yaml; NAME: a machine of the config, or at the endpoint; or its ARN",
    )
    .option("--machine <name>", "which machine, where the file or folder holds several")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--input <json>", "the execution's input: JSON, @FILE, or - for standard input (default: the config's)")
    .option("--fail-at <fault>", "inject [MAP[i]/]STATE[#n[-m]][:ERROR][@before|@after|@late], or STATE=JSON; may be repeated", collected)
    .option("--fail-cause <text>", "the cause that injected failures carry")
    .option("--expect <outcome>", "exit 0 only when the verdict has this outcome and every fault was hit")
    .option("--fail-on <list>", "outcomes and violations that exit 1, instead of the usual ones, with commas", commaList)
    .option("--strict", "notes exit 1, too")
    .option(
      "--mock-config <file>",
      "a mock configuration file of Step Functions Local that answers tasks: FILE, or FILE#CASE where it has several",
    )
    .option("--strict-tasks", "a task that nothing answers is an error, instead of being simulated")
    .option("--time <mode>", "virtual (delays cost nothing; the default) or real", oneOf(["virtual", "real"]))
    .option("--seed <n>", "makes jitter and generated ids repeatable", wholeNumber)
    .option("--data-dir <folder>", "keep the embedded DynamoDB's tables there (default: in memory)")
    .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
    .option("--report <file>", "write an HTML page of the run: its verdict, timeline, tables and states")
    .option("--history-out <file>", "write the execution's history, as GetExecutionHistory gives it")
    .option("--include-data", "print payloads: output, inputs of compensations, causes")
    .option("--target <where>", "embedded (the default), aws, or local (http://127.0.0.1:8083)", oneOf(["embedded", "aws", "local"]));
  addEndpointOptions(command)
    .option("--role-arn <arn>", "role of the copy that runs at an endpoint (default: the config's, or that of the machine)")
    .option("--yes", "allow what runs outside this machine without being asked")
    .addHelpText("after", EXAMPLES)
    .action(async (target: string, options: RunOptions) => {
      const { runAction } = await import("./run-action.ts");
      done(await runAction(target, options, io));
    });
}

const EXAMPLES = `
Examples:
  saga-cli run order.asl.json --fail-at ReserveInventory
  saga-cli run order.asl.json --fail-at 'ReserveInventory#1-2:Lambda.TooManyRequestsException'
  saga-cli run order.asl.json --fail-at 'ProcessPayment:States.Timeout@late' --expect compensated
  saga-cli run order --target aws --fail-at ReserveInventory

Exit codes:
  0    the verdict is good
  1    it is not, or a fault was never hit
  2    the command line, the definition or the config cannot be used
  3    an endpoint, DynamoDB or function outside refuses or cannot be reached
  130  interrupted, after cleaning up`;
