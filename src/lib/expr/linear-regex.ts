import { createRequire } from "node:module";
import type { RE2JS } from "re2js";

/** A compiled expression that matches in time linear in the text, whatever the pattern: no text can make it hang. */
export type LinearRegex = RE2JS;

let engine: typeof import("re2js") | undefined;

/** Compiles a pattern of RE2's syntax (no back-references, no look-around); flags `i`, `m`, `s`. Null where RE2 does not know it. */
export function linearRegex(pattern: string, flags: string): LinearRegex | null {
  // Loaded where a pattern is first met: few definitions have one, and a path is evaluated without waiting.
  engine ??= createRequire(import.meta.url)("re2js") as typeof import("re2js");
  const { RE2JS, RE2JSSyntaxException } = engine;
  const bits =
    (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("m") ? RE2JS.MULTILINE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern), bits);
  } catch (problem) {
    if (problem instanceof RE2JSSyntaxException) return null;
    throw problem;
  }
}
