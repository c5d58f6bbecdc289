import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { formatOption } from "./format-option.ts";
import type { Io } from "./io.ts";
import type { LintOptions } from "./lint-action.ts";
import { LINT_FORMATS } from "./lint-formats.ts";
import { oneOf, percentage, wholeNumber } from "./option-values.ts";

/** `saga-cli lint`: what would leave an effect of a saga uncompensated, in the files people keep. */
export function addLintCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command("lint")
    .summary("find what would leave an effect of a saga uncompensated")
    .description(
      "Finds the state machines in files and folders, understands which steps compensate which, and reports what would leave an effect uncompensated, at its place in the file.",
    )
    .argument("[paths...]", "definitions, templates or folders; - for standard input (default: the working folder)")
    .option("--stdin-filename <file>", "what standard input is taken for", "stdin")
    .option("--machine <name>", "only machines of this name")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one of each file, upwards)")
    .option("--rule <id=level>", "set a rule to error, warning, info or off; may be repeated", ruleLevel)
    .option("--level <level>", "the least that is listed: error, warning or info", oneOf(["error", "warning", "info"]), "warning")
    .option("--max-warnings <n>", "exit 1 on more warnings than this", wholeNumber)
    .option("--baseline <file>", "report only findings that this file does not accept")
    .option("--no-baseline", "report what the config's baseline accepts, too")
    .option("--update-baseline", "write the baseline: it accepts today's findings and forgets those that are gone")
    .option("--format <format>", `${LINT_FORMATS.join(", ")}; FORMAT=FILE writes a file; may be repeated`, formatOption(LINT_FORMATS))
    .option("--fix", "make the fixes that are safe, and report what is left")
    .option("--dry-run", "with --fix: print the changes as a diff, and make none")
    .option("--coverage", "show for each step and error class which compensations run, and how much of it is covered")
    .option("--min-coverage <percentage>", "exit 1 on less compensation coverage than this", percentage)
    .option("--watch", "lint again whenever a file changes, until Ctrl+C")
    .addHelpText("after", EXAMPLES)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { lintAction } = await import("./lint-action.ts");
      done(await lintAction(paths, options, io));
    });
}

const EXAMPLES = `
Examples:
  saga-cli lint
  saga-cli lint order.asl.json --rule no-timeout=warning --max-warnings 0
  saga-cli lint --format text --format sarif=lint.sarif
  saga-cli explain missing-catch

Exit codes:
  0    no errors
  1    errors, more warnings than --max-warnings, or less coverage than --min-coverage
  2    a named path is missing, nothing holds a state machine, or the config cannot be used`;

const LEVELS = ["error", "warning", "info", "off"] as const;

function ruleLevel(value: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, id = "", level = ""] = /^([^=]+)=(.*)$/.exec(value) ?? [];
  if (!LEVELS.some((known) => known === level)) throw new InvalidArgumentError(`It is ID=LEVEL, the level one of ${LEVELS.join(", ")}.`);
  return { ...earlier, [id]: level };
}
