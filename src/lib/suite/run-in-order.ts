/**
 * Does the work for every item, at most so many at once, and hands over the results in the order of the items, each as soon as all before
 * it are there; ends early where `deliver` says so by false. Items are taken when their turn comes, so that they may be endless.
 */
export async function runInOrder<T, R>(
  items: Iterable<T>,
  lanes: number,
  work: (item: T) => Promise<R>,
  deliver: (result: R, item: T) => boolean,
): Promise<boolean> {
  const underWay: { readonly item: T; readonly result: Promise<R> }[] = [];
  const deliverFirst = async (): Promise<boolean> => {
    const first = underWay.shift();
    return first === undefined || deliver(await first.result, first.item);
  };
  for (const item of items) {
    const result = work(item);
    // Whoever waits for it is told; until then it is nobody's unhandled rejection.
    result.catch(() => {});
    underWay.push({ item, result });
    if (underWay.length >= lanes && !(await deliverFirst())) return false;
  }
  while (underWay.length > 0) if (!(await deliverFirst())) return false;
  return true;
}
