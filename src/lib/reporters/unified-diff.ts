/** One of the two texts that are compared. */
export interface DiffSide {
  readonly name: string;
  readonly text: string;
}

/** How two texts differ, as a unified diff that `patch` and `git apply` take. Ends with a newline. */
export async function unifiedDiff(before: DiffSide, after: DiffSide): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const patch = createTwoFilesPatch(before.name, after.name, before.text, after.text, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, "");
}
