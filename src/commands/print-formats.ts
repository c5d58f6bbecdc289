import { UserError } from "../lib/base/user-error.ts";
import type { FormatChoice } from "./format-option.ts";
import type { Io } from "./io.ts";
import { writeFiles } from "./write-files.ts";

/** Refuses two reports in one place. */
export function checkFormats(choices: readonly FormatChoice<string>[]): void {
  const toStdout = choices.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (toStdout.length > 1) {
    throw new UserError(
      `${toStdout.join(" and ")} cannot both go to standard output`,
      `Send one to a file: --format ${toStdout.at(-1)}=FILE.`,
    );
  }
  const files = choices.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UserError(`Two reports cannot both go to ${twice}`, "Give each a file of its own.");
}

/** Prints a report in every format that is asked for, each to its place. */
export async function printFormats<Format extends string>(
  choices: readonly FormatChoice<Format>[],
  textOf: (format: Format, to: { readonly toFile: boolean }) => Promise<string>,
  io: Io,
): Promise<void> {
  const written: { readonly file: string; readonly text: string }[] = [];
  for (const { format, file } of choices) {
    const text = await textOf(format, { toFile: file !== undefined });
    if (file === undefined) io.stdout.write(text);
    else written.push({ file, text });
  }
  writeFiles(written, io);
}
