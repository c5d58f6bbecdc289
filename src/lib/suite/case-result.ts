import type { JsonValue } from "../base/json.ts";
import type { Location } from "../base/span.ts";
import type { ItemChange } from "../data/snapshot.ts";
import type { Outcome } from "../verify/verdict.ts";
import type { Observation, VisitRecord } from "./observation.ts";

/** What became of one case: what it showed, and what is wrong with it. */
export interface CaseResult {
  /** Of a scenario its name; of a case of the matrix its faults. */
  readonly name: string;
  readonly type: "scenario" | "matrix";
  readonly machine: string;
  /** The machine's file, as machines of one name may come of several. */
  readonly definition: string;
  /** The scenario in its file; of a case of the matrix the state of its first fault, or the definition's first state. */
  readonly location: Location;
  readonly faults: readonly string[];
  /** The state of the first fault; null where there is none. */
  readonly state: string | null;
  /** `green`: as it should be; `warning`: green, with something to look at; `red`: not as it should be. */
  readonly colour: "green" | "warning" | "red";
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  readonly status: Observation["status"];
  readonly error: string | null;
  readonly outcome: Outcome;
  /** Virtual time, in ms. */
  readonly virtualMs: number;
  /** Compensations that are left to run, in their order. */
  readonly remaining: readonly string[];
  /** What a saga that did not commit left in the tables. */
  readonly residue: readonly ItemChange[];
  /** The line that reproduces it. */
  readonly command: string;
  /** The case whose execution this is, too. */
  readonly sameAs: string | null;
  readonly visits: readonly VisitRecord[];
  readonly changes: readonly ItemChange[] | null;
  /** States whose result was made up. */
  readonly simulated: readonly string[];
}

/** One thing that is wrong with a case. */
export interface Problem {
  readonly message: string;
  /** Where it was expected. */
  readonly location?: Location;
  /** Side by side, where a value is not as expected. */
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
}
