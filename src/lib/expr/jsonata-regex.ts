import { linearRegex } from "./linear-regex.ts";
import type { LinearRegex } from "./linear-regex.ts";

/** The part of RegExp that JSONata uses, on the linear engine. */
export class JsonataRegex {
  lastIndex = 0;
  private readonly compiled: LinearRegex;

  constructor(pattern: RegExp) {
    const compiled = linearRegex(pattern.source, pattern.flags);
    if (compiled === null)
      throw new Error(`The regular expression ${pattern.toString()} needs look-around or back-references, which are not supported`);
    this.compiled = compiled;
  }

  /** The next match from `lastIndex`, as RegExp gives it under the flag `g`. */
  exec(text: string): JsonataMatch | null {
    const matcher = this.compiled.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    this.lastIndex = matcher.end();
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined);
    return Object.assign(groups, { index: matcher.start() });
  }
}

/** The match and its groups, and where it starts. */
export type JsonataMatch = (string | undefined)[] & { readonly index: number };
