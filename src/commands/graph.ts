import type { Command } from "commander";
import type { GraphOptions } from "./graph-action.ts";
import type { Io } from "./io.ts";
import { oneOf } from "./option-values.ts";

/** `saga-cli graph`: what saga-cli believes of a machine. */
export function addGraphCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  program
    .command("graph")
    .summary("show which steps a saga has, and which compensations undo them")
    .description(
      "Shows what saga-cli believes of state machines: the steps on the way to success, what undoes each, and where failures lead.",
    )
    .argument("<target>", "DEF: a definition file in any carrier or a folder; or NAME: a machine of the config")
    .option("--machine <name>", "only the machine of this name")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--format <format>", "text, json or mermaid", oneOf(["text", "json", "mermaid"]), "text")
    .action(async (target: string, options: GraphOptions) => {
      const { graphAction } = await import("./graph-action.ts");
      done(await graphAction(target, options, io));
    });
}
