import { keptWith } from "./kept-with.ts";

/** By what was done. */
type Results = Map<unknown, unknown>;

// One for all works: rules ask a dozen of the same object.
const known = keptWith<object, Results>();

/** Makes work that is done once for each object, for all that ask, and whose result lives as long as the object. */
export function oncePer<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  return (key) => {
    const results = known.get(key) ?? resultsOf(key);
    let result = results.get(work) as Result;
    if (result === undefined && !results.has(work)) results.set(work, (result = work(key)));
    return result;
  };
}

function resultsOf(key: object): Results {
  const results: Results = new Map();
  known.set(key, results);
  return results;
}
