import type { Command } from "commander";
import type { ExplainOptions } from "./explain-action.ts";
import type { Io } from "./io.ts";
import { oneOf } from "./option-values.ts";

/** `saga-cli explain`: a rule, or what becomes of an error. */
export function addExplainCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command("explain")
    .summary("explain a lint rule, or what becomes of an error of a state")
    .description(
      "Explains a rule of lint: what it finds, why, and which failure it prevents. Or, with --definition, an error of a state: which retrier and catcher take it, in which order, and whether it escapes.",
    )
    .argument("[rule]", "a rule, as missing-catch (default: all are listed); with --definition: a state")
    .argument("[error]", "with --definition: an error of that state, as States.Timeout")
    .option("--definition <def>", "the definition of the state: a file, a folder with a saga.config.yaml, or a machine of the config")
    .option("--machine <name>", "which machine, where the file or folder holds several")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--format <format>", "of an error: text or json", oneOf(["text", "json"]), "text")
    .addHelpText("after", EXAMPLES)
    .action(async (subject: string | undefined, error: string | undefined, options: ExplainOptions) => {
      const { explainAction } = await import("./explain-action.ts");
      done(await explainAction(subject, error, options, io));
    });
}

const EXAMPLES = `
Examples:
  saga-cli explain missing-catch
  saga-cli explain ReserveInventory States.Timeout --definition order.asl.json`;
