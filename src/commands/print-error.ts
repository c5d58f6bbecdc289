import type { UserErrorLocation } from "../lib/base/user-error.ts";
import { EXIT, UserError } from "../lib/base/user-error.ts";
import { printable } from "../lib/reporters/printable.ts";
import { shownFrom } from "../lib/runs/shown-from.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";

/** Says on stderr what went wrong, where, and how to mend it; gives the exit code. Anything but a UserError is a bug of ours and shows its stack. */
export async function printError(error: unknown, io: Io): Promise<number> {
  const paint = await paintFor(io.stderr, io.env);
  if (!(error instanceof UserError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(
      `${paint.red("This is a bug in saga-cli, please report it with the text below.")}\n${stack.split("\n").map(printable).join("\n")}\n`,
    );
    return EXIT.bug;
  }
  const { message, hint, location, exitCode } = error;
  const lines = [`${place(location, message, io.cwd)}${message}`, ...(hint === undefined ? [] : [hint])].flatMap((text) =>
    text.split("\n"),
  );
  const [first = "", ...others] = lines.map(printable);
  io.stderr.write([`${paint.red("error:")} ${first}`, ...others.map((line) => `  ${line}`), ""].join("\n"));
  return exitCode;
}

/** Where it is wrong, before the message; nothing where the message names the file and no line is known. */
function place(location: UserErrorLocation | undefined, message: string, cwd: string): string {
  if (location === undefined) return "";
  const parts = [shownFrom(cwd, location.file), location.line, location.column].filter((part) => part !== undefined);
  return parts.length === 1 && message.includes(location.file) ? "" : `${parts.join(":")}: `;
}
