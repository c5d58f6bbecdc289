import { UserError } from "./user-error.ts";
import { whyRefused } from "./why-refused.ts";

/** What work on a file gives; where it fails, that is a UserError in a person's words. */
export function orUserError<T>(what: "read" | "written", file: string, work: () => T, hint?: string): T {
  try {
    return work();
  } catch (error) {
    throw fileError(what, file, error, hint);
  }
}

/** The UserError that a file cannot be read or written; one that says so already is itself. */
export function fileError(what: "read" | "written", file: string, error: unknown, hint?: string): UserError {
  return error instanceof UserError ? error : new UserError(`It cannot be ${what}: ${whyRefused(error)}`, hint, { file });
}
