import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";

/** What paths and intrinsic functions may read. */
export interface Scope {
  /** `$` */
  readonly input: JsonValue;
  /** `$$`: the context object, made only when it is read. */
  readonly context: () => JsonValue;
  /** `$name` */
  readonly variables: Variables;
  /** Where States.MathRandom and States.UUID take chance from. */
  readonly rng: Rng;
}

/** Workflow variables by name, those of the outer flows included; a Map is one. */
export interface Variables {
  get(name: string): JsonValue | undefined;
}
