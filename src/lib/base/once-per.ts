import { keep } from "./kept-with.ts";

/** Makes work that is done once for each object, for all that ask, and whose result lives as long as the object. */
export function oncePer<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const mark = Symbol("done");
  return (key) => {
    let done = (key as { readonly [mark]?: { readonly result: Result } })[mark];
    if (done === undefined) keep(key, mark, (done = { result: work(key) }));
    return done.result;
  };
}
