import type { Command } from "commander";
import type { Io } from "./io.ts";
import { collected, commaList, oneOf, wholeNumber } from "./option-values.ts";
import type { RunOptions } from "./run-action.ts";

/** `saga-cli run`: one execution with injected faults, and what its history proves. */
export function addRunCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command("run")
    .summary("run a saga with injected faults, and prove from its history that every effect was compensated")
    .description(
      "Runs a state machine on the embedded engine, in virtual time, with injected faults, and proves from the execution's history that every effect was compensated.",
    )
    .argument("<target>", "DEF: a definition file or a folder with a saga.config.yaml; or NAME: a machine of the config")
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
    .option("--time <mode>", "virtual (delays cost nothing) or real", oneOf(["virtual", "real"]), "virtual")
    .option("--seed <n>", "makes jitter and generated ids repeatable", wholeNumber)
    .option("--data-dir <folder>", "keep the embedded DynamoDB's tables there (default: in memory)")
    .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
    .option("--history-out <file>", "write the execution's history, as GetExecutionHistory gives it")
    .option("--include-data", "print payloads: output, inputs of compensations, causes")
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

Exit codes:
  0    the verdict is good
  1    it is not, or a fault was never hit
  2    the command line, the definition or the config cannot be used
  3    a DynamoDB or function outside cannot be reached
  130  interrupted, after cleaning up`;
