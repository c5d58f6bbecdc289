import type { Failure } from "../saga/failures/failures.ts";

/** The first of each group, groups in the order of their first members. */
export function firstOfEach<T>(items: Iterable<T>, keyOf: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}

/** The first failure of each state of which there is something to say, and what; in the order of the failures. */
export function firstOfStates<T>(
  failures: readonly Failure[],
  say: (failure: Failure) => readonly T[],
): readonly { readonly failure: Failure; readonly said: readonly T[] }[] {
  const found = new Map<string, { readonly failure: Failure; readonly said: readonly T[] }>();
  for (const failure of failures) {
    const said = found.has(failure.state) ? [] : say(failure);
    if (said.length > 0) found.set(failure.state, { failure, said });
  }
  return [...found.values()];
}
