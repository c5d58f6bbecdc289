import type { Command } from "commander";
import type { Io } from "./io.ts";
import { oneOf } from "./option-values.ts";
import type { DataDiffOptions } from "./data-diff-action.ts";

/** `saga-cli data`: what executions left in tables. */
export function addDataCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const data = program.command("data").summary("compare saved contents of tables").description("Works on saved contents of tables.");
  data
    .command("diff")
    .summary("say in which items two saved snapshots of tables differ")
    .description("Compares two snapshots that `saga-cli test --snapshots FOLDER` has saved, item by item.")
    .argument("<before>", "a saved snapshot")
    .argument("<after>", "another one")
    .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
    .addHelpText("after", EXAMPLES)
    .action(async (before: string, after: string, options: DataDiffOptions) => {
      const { dataDiffAction } = await import("./data-diff-action.ts");
      done(await dataDiffAction(before, after, options, io));
    });
}

const EXAMPLES = `
Exit codes:
  0    they hold the same
  1    they differ
  2    a file is no saved snapshot`;
