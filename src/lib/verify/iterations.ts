/** A place in Maps as `Outer[1]/Inner[2]`; null outside Maps. */
export type Iteration = string | null;

/** The place of an iteration inside another. */
export function iterationIn(outer: Iteration, inner: Iteration): Iteration {
  if (outer === null || inner === null) return outer ?? inner;
  return `${outer}/${inner}`;
}

/** Whether the first is the second, or lies in it. */
export function isWithin(inner: Iteration, outer: Iteration): boolean {
  return outer === null || inner === outer || (inner !== null && inner[outer.length] === "/" && inner.startsWith(outer));
}

/**
 * How two places meet: the first holds the second (`around`), they are in iterations of one Map that know nothing of each other
 * (`apart`), or in different Maps, where only a key can tell what belongs together (`across`).
 */
export function meeting(first: Iteration, second: Iteration): "around" | "apart" | "across" {
  if (first === null || isWithin(second, first)) return "around";
  // Every pair of places may be asked about, so nothing is taken apart: they part within an index, or before one.
  let same = 0;
  while (same < first.length && first[same] === second?.[same]) same++;
  const bracket = first.slice(0, same).lastIndexOf("[");
  return bracket > 0 && /^\d*$/.test(first.slice(bracket + 1, same)) ? "apart" : "across";
}

/** As much of a place as lies in these Maps, outer first. */
export function iterationOf(place: Iteration, maps: readonly string[]): Iteration {
  const labels = labelsOf(place);
  const differs = labels.findIndex((label, index) => mapOf(label) !== maps[index]);
  const shared = differs === -1 ? labels : labels.slice(0, differs);
  return shared.length === 0 ? null : shared.join("/");
}

function labelsOf(place: Iteration): readonly string[] {
  return [...(place ?? "").matchAll(/(.+?\[\d+\])(?:\/|$)/gs)].map(([, label = ""]) => label);
}

function mapOf(label: string | undefined): string | undefined {
  return label?.replace(/\[\d+\]$/, "");
}
