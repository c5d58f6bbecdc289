import { randomFillSync } from "node:crypto";
import type { Rng } from "../../base/ports.ts";

/** Chance that nobody can foretell, for tokens that others must not guess. */
export function secureRng(): Rng {
  const numbers = new Uint32Array(1024);
  let used = numbers.length;
  return {
    next() {
      if (used === numbers.length) {
        randomFillSync(numbers);
        used = 0;
      }
      return numbers[used++]! / 2 ** 32;
    },
  };
}
