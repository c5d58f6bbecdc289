import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import type { Evaluated, EvaluationFailure } from "./evaluated.ts";
import { runtimeFailure } from "./evaluated.ts";
import type { IntrinsicName } from "./intrinsic.ts";

/** An intrinsic function: as many arguments as its syntax allows, of any type. */
export type IntrinsicFunction = (values: readonly JsonValue[], rng: Rng) => Evaluated<JsonValue>;

/** The functions of one subject, by name. */
export type IntrinsicFunctions<Name extends IntrinsicName> = Readonly<Record<Name, IntrinsicFunction>>;

/** What AWS says of arguments that a function does not take. */
export function invalidArguments(name: IntrinsicName, detail?: string): EvaluationFailure {
  return runtimeFailure(`Invalid arguments in ${name}${detail === undefined ? "" : `: ${detail}`}`);
}

/** The number without its fraction, as AWS reads sizes, indexes and bounds; undefined for anything else. */
export function wholeNumber(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? Math.trunc(value) : undefined;
}
