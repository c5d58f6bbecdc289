import { ApiError } from "../targets/embedded/api-error.ts";
import type { Field } from "./parameters.ts";
import { text } from "./parameters.ts";

/** The name of a state machine, execution or activity, as a parameter. */
export const nameField: Field<string | undefined> = text({ min: 1, max: 80 });

/** White space, brackets, wildcards, the special characters and control characters that AWS forbids: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** The name where it is one; else an ApiError. */
export function checkName(name: string): string {
  if (FORBIDDEN.test(name)) throw new ApiError("InvalidName", `Invalid Name: '${name}'`);
  return name;
}
