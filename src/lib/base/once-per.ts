import { keptWith } from "./kept-with.ts";

/** Makes work that is done once for each object, for all that ask, and whose result lives as long as the object. */
export function oncePer<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const known = keptWith<Key, { readonly result: Result }>();
  return (key) => {
    let done = known.get(key);
    if (done === undefined) known.set(key, (done = { result: work(key) }));
    return done.result;
  };
}
