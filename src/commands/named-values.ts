import { InvalidArgumentError } from "commander";

/** Adds `NAME=VALUE` to the earlier ones; the first `=` ends the name. */
export function namedValues(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const end = text.indexOf("=");
  if (end < 1) throw new InvalidArgumentError("It must be NAME=VALUE.");
  return { ...earlier, [text.slice(0, end)]: text.slice(end + 1) };
}
