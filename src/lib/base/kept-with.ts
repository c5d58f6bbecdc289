/** Values that are kept with objects, to be asked for by the object. */
export interface Kept<Key extends object, Value> {
  readonly get: (key: Key) => Value | undefined;
  readonly set: (key: Key, value: Value) => void;
}

/**
 * Keeps values with objects as a WeakMap does: each lives as long as its object, and copies of the object do not have it. But V8 holds every
 * value of a WeakMap through a young collection, whether its key is alive or not, and so the trees of all machines of a folder would be
 * moved to the old generation; here they die with their machine. A frozen object keeps nothing.
 */
export function keptWith<Key extends object, Value>(): Kept<Key, Value> {
  const mark = Symbol("kept");
  return {
    get: (key) => (key as { readonly [mark]?: Value })[mark],
    // Not enumerable, so that neither a spread nor a serialiser sees it.
    set: (key, value) => void Reflect.defineProperty(key, mark, { value, writable: true }),
  };
}
