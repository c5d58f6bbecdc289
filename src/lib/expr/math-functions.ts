import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import { seededRng } from "../base/ports.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated } from "./evaluated.ts";
import type { IntrinsicFunctions } from "./intrinsic-function.ts";
import { invalidArguments, wholeNumber } from "./intrinsic-function.ts";

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

/** States.MathAdd, MathRandom. */
export const mathFunctions: IntrinsicFunctions<"States.MathAdd" | "States.MathRandom"> = {
  "States.MathAdd": ([a, b]) => add(a, b),
  "States.MathRandom": ([start, end, ...seed], rng) => random(wholeNumber(start), wholeNumber(end), seed, rng),
};

/** Each term is rounded first, halves upwards: 1.5 + 1.51 is 4, -1.5 + -1.51 is -3. */
function add(a: JsonValue | undefined, b: JsonValue | undefined): Evaluated<JsonValue> {
  if (!isInt(a) || !isInt(b) || !isInt(a + b)) return invalidArguments("States.MathAdd");
  // Adding zero turns -0 into 0.
  return evaluated(Math.round(a) + Math.round(b) + 0);
}

function isInt(value: JsonValue | undefined): value is number {
  return typeof value === "number" && value >= MIN_INT && value <= MAX_INT;
}

/** A whole number from start, end excluded; the same one for the same seed. */
function random(start: number | undefined, end: number | undefined, seed: readonly JsonValue[], rng: Rng): Evaluated<JsonValue> {
  const [seedValue = 0] = seed;
  if (start === undefined || end === undefined || start >= end || typeof seedValue !== "number")
    return invalidArguments("States.MathRandom");
  const source = seed.length === 0 ? rng : seededRng(seedValue);
  return evaluated(start + Math.floor(source.next() * (end - start)));
}
