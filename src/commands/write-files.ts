import { resolve } from "node:path";
import type { Io } from "./io.ts";

/** Writes each file (from the working folder); where one cannot be written the others still are. @throws what the first of those says. */
export function writeFiles(
  written: readonly { readonly file: string; readonly text: string }[],
  { files, cwd }: Pick<Io, "files" | "cwd">,
): void {
  const errors = written.flatMap(({ file, text }) => {
    try {
      files.write(resolve(cwd, file), text);
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (errors.length > 0) throw errors[0];
}
