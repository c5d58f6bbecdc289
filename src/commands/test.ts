import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { addEndpointOptions } from "./endpoint-options.ts";
import { formatOption } from "./format-option.ts";
import type { Io } from "./io.ts";
import { oneOf, percentage, positiveNumber, wholeNumber } from "./option-values.ts";
import type { TestOptions } from "./test-action.ts";
import { TEST_FORMATS } from "./test-formats.ts";

/** `saga-cli test`: scenarios, and every way in which a saga can fail. */
export function addTestCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const command = program
    .command("test")
    .summary("run scenarios, and every way in which a saga can fail")
    .description(
      "Runs scenario files (*.saga.yaml) and the fault matrix of every saga: each task fails with each error class it can meet, before and after its effect, and each compensation fails once and for good; every case is one execution in virtual time.",
    )
    .argument("[files...]", "scenario files, definitions, folders, or machines of the config (default: the working folder)")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--no-matrix", "scenarios only")
    .option("--no-scenarios", "the fault matrix only")
    .option("--late", "steps that time out may land after the rollback, and siblings after their Parallel has failed")
    .option("--depth <n>", "2 adds every pair of faults", depth, 1)
    .option("--only <text>", "only cases whose `machine: name` holds this text")
    .option("--shard <i/n>", "only the i-th of n parts of the cases", shard)
    .option("--bail", "end at the first red case")
    .option("--jobs <n>", "run the matrix in so many threads; the report is the same", positiveNumber, 1)
    .option("--seed <n>", "makes jitter and generated ids repeatable", wholeNumber, 1)
    .option("--strict", "warnings and notes are red, too")
    .option("--strict-tasks", "a task that nothing answers is an error, instead of being simulated")
    .option("--min-coverage <percent>", "exit 1 where coverage is lower", percentage)
    .option("--snapshots <folder>", "save the tables of each case there, before and after, for `saga-cli data diff`")
    .option("--format <format>", `${TEST_FORMATS.join(", ")}; FORMAT=FILE writes a file; may be repeated`, formatOption(TEST_FORMATS))
    .option("--watch", "run again what a change touches, until Ctrl+C")
    .option("--verbose", "print what handlers print")
    .option("--target <where>", "embedded (the default), aws, or local (http://127.0.0.1:8083)", oneOf(["embedded", "aws", "local"]));
  addEndpointOptions(command)
    .option("--role-arn <arn>", "role of the copies that run at an endpoint (default: the config's)")
    .option("--yes", "allow what runs outside this machine without being asked")
    .addHelpText("after", EXAMPLES)
    .action(async (files: readonly string[], options: TestOptions) => {
      const { testAction } = await import("./test-action.ts");
      done(await testAction(files, options, io));
    });
}

const EXAMPLES = `
Examples:
  saga-cli test
  saga-cli test order.asl.json --only ReserveInventory
  saga-cli test order.saga.yaml --no-matrix
  saga-cli test --depth 2 --late --jobs 2 --format text --format junit=test.xml --format html=test.html

Exit codes:
  0    every case is as it should be
  1    a red case, or less coverage than --min-coverage
  2    a scenario file, a definition or the config cannot be used; the others have run
  3    the endpoint could not be reached, or refused
  130  interrupted, after writing the reports of what was done`;

function depth(value: string): 1 | 2 {
  if (value === "1" || value === "2") return value === "1" ? 1 : 2;
  throw new InvalidArgumentError("It is 1 or 2.");
}

function shard(value: string): { readonly index: number; readonly of: number } {
  const [, first = "", second = ""] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  const [index, of] = [Number(first), Number(second)];
  if (first === "" || index < 1 || index > of) throw new InvalidArgumentError("It is I/N, as 1/4.");
  return { index, of };
}
