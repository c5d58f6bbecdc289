/**
 * Runs a generator that yields the promises it must wait for. Without any it is done at once and the value is returned as it is;
 * otherwise a promise of it.
 */
export function settle<T>(steps: Generator<Promise<unknown>, T>): T | Promise<T> {
  const first = steps.next();
  return first.done ? first.value : settleLater(steps, first.value);
}

async function settleLater<T>(steps: Generator<Promise<unknown>, T>, first: Promise<unknown>): Promise<T> {
  await first;
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done) return next.value;
    await next.value;
  }
}
