import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { EXIT } from "../lib/base/user-error.ts";
import { addCleanupCommand } from "./cleanup.ts";
import { addDataCommand } from "./data.ts";
import { addDeployCommand } from "./deploy.ts";
import { addExplainCommand } from "./explain.ts";
import { addGraphCommand } from "./graph.ts";
import { addHistoryCommand } from "./history.ts";
import type { Io } from "./io.ts";
import { addLintCommand } from "./lint.ts";
import { addLocalCommand } from "./local.ts";
import { addRunCommand } from "./run.ts";
import { addTestCommand } from "./test.ts";
import { widthOf } from "./terminal-width.ts";

/** Adds a command to the program; its action hands the exit code to `done`. */
export type AddCommand = (program: Command, io: Io, done: (exitCode: number) => void) => void;

const commands: ReadonlyMap<string, AddCommand> = new Map([
  ["lint", addLintCommand],
  ["explain", addExplainCommand],
  ["graph", addGraphCommand],
  ["run", addRunCommand],
  ["test", addTestCommand],
  ["data", addDataCommand],
  ["deploy", addDeployCommand],
  ["cleanup", addCleanupCommand],
  ["local", addLocalCommand],
  ["history", addHistoryCommand],
]);

/** The whole program: reads the arguments, runs one command, gives the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = programFor(io);
  const named = commands.get(argv[0] ?? "");
  // Where one is named the others cost time for nothing; help and mistakes need them all.
  for (const add of named === undefined ? commands.values() : [named]) {
    add(program, io, (code) => {
      exitCode = code;
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (io.interrupted.aborted) return EXIT.interrupted;
    const { printError } = await import("./print-error.ts");
    return printError(error, io);
  }
}

function programFor(io: Io): Command {
  return new Command("saga-cli")
    .description(packageJson.description)
    .version(packageJson.version)
    .showHelpAfterError("(--help says what there is)")
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      getOutHelpWidth: () => widthOf(io.stdout, io.env),
      getErrHelpWidth: () => widthOf(io.stderr, io.env),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
}
