import type { Location } from "./span.ts";

/** The exit codes: all is well; findings or a bad verdict; what was given cannot be used; an endpoint refuses or is not there; a bug of ours; interrupted. */
export const EXIT = { ok: 0, findings: 1, usage: 2, target: 3, bug: 4, interrupted: 130 } as const;

/** Exit codes that a {@link UserError} may ask for. */
export type UserExit = typeof EXIT.usage | typeof EXIT.target;

/** Bad input, configuration or environment: what is wrong, how to mend it, and where. Anything else that is thrown is a bug of ours. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly hint: string | undefined;
  readonly location: UserErrorLocation | undefined;
  readonly exitCode: UserExit;

  constructor(message: string, hint?: string, location?: UserErrorLocation, exitCode: UserExit = EXIT.usage) {
    super(message);
    this.hint = hint;
    this.location = location;
    this.exitCode = exitCode;
  }
}

/** A whole location, or only the file where no line is known. */
export type UserErrorLocation = Pick<Location, "file"> & Partial<Location>;
