/** A step of a path of which others may have been left out. */
interface Step {
  /** Steps that were left out before it. */
  readonly skipped?: number;
}

/** The ends of a path that is longer than both together; the first step behind the gap says how many are not there. */
export function withoutMiddle<T extends Step>(
  path: readonly T[],
  { first, last }: { readonly first: number; readonly last: number },
): readonly T[] {
  if (path.length <= first + last) return path;
  const end = path.slice(-last);
  const [behind, ...others] = end as [T, ...T[]];
  const gap = path.slice(first, path.length - last);
  const skipped = gap.length + [...gap, behind].reduce((sum, step) => sum + (step.skipped ?? 0), 0);
  return [...path.slice(0, first), { ...behind, skipped }, ...others];
}
