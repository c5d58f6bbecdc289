import { distance } from "fastest-levenshtein";

/** The known names that a mistyped one may have meant, nearest first: at most three, none further than a third of its length. */
export function nearNames(wrong: string, known: Iterable<string>): readonly string[] {
  const limit = Math.max(2, Math.floor(wrong.length / 3));
  const folded = wrong.toLowerCase();
  return [...new Set(known)]
    .map((name) => ({ name, far: distance(folded, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= limit || (folded.length >= 3 && name.toLowerCase().includes(folded)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The hint that names them: `Did you mean "X"?`, or else all the known names. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const all = [...known];
  const near = nearNames(wrong, all);
  if (near.length > 0) return `Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
  return all.length === 0 ? "There are none." : `Known: ${all.join(", ")}.`;
}
