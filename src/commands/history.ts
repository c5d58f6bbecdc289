import type { Command } from "commander";
import type { Io } from "./io.ts";
import type { VerifyOptions } from "./history-verify-action.ts";
import { commaList, oneOf } from "./option-values.ts";

/** `saga-cli history`: what executions left behind. */
export function addHistoryCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const history = program.command("history").description("Reads execution histories and says what they prove.");
  history
    .command("verify")
    .summary("prove from a saved history that every effect was compensated")
    .description("Judges a saved execution history: which steps took effect, which compensations ran, and what is left to do.")
    .requiredOption(
      "--history <file>",
      "the history: `aws stepfunctions get-execution-history` output, an SDK response, or CloudWatch log events",
    )
    .requiredOption("--definition <def>", "the definition that ran: a file, a folder with a saga.config.yaml, or a machine of the config")
    .option("--machine <name>", "which machine, where the file or folder holds several")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--expect <outcome>", "exit 0 only on this outcome")
    .option("--fail-on <list>", "outcomes and violations that exit 1, instead of the usual ones, with commas", commaList)
    .option("--strict", "notes exit 1, too")
    .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
    .option("--include-data", "print payloads: output, inputs of compensations, causes")
    .action(async (options: VerifyOptions) => {
      const { verifyAction } = await import("./history-verify-action.ts");
      done(await verifyAction(options, io));
    });
}
