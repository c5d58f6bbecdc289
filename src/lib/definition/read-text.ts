import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";

/** The text of a file, undefined where there is none; that it cannot be read is an answer, too, since the rest of the project can. */
export function readText(files: Files, path: string): string | undefined | UserError {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
