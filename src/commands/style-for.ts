import type { Layout } from "../lib/reporters/text-style.ts";
import type { Io, Output } from "./io.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** How text is laid out and coloured for an output. */
export async function styleFor(output: Output, env: Io["env"]): Promise<Layout> {
  return { width: widthOf(output, env), paint: await paintFor(output, env) };
}
