/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

const SHOWN = 3;

/** `A and B`, `A, B and C`, `A, B, C and 7 more`: a machine may have thousands of states, a message may not. */
export function shortList(names: readonly string[]): string {
  return listed(names.length > SHOWN ? [...names.slice(0, SHOWN), `${names.length - SHOWN} more`] : names);
}
