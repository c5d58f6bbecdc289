import type { Paint } from "../lib/reporters/text-style.ts";
import { NO_PAINT } from "../lib/reporters/text-style.ts";
import type { Io, Output } from "./io.ts";

/** Colours where the output shows them; chalk, which takes a millisecond to set up, is loaded only there. */
export async function paintFor(output: Output, env: Io["env"]): Promise<Paint> {
  if (!hasColour(output, env)) return NO_PAINT;
  const { Chalk } = await import("chalk");
  return new Chalk({ level: 1 });
}

/** Whether an output shows colours: FORCE_COLOR and NO_COLOR (https://no-color.org) win over what it is. */
export function hasColour(output: Output, env: Io["env"]): boolean {
  const force = env["FORCE_COLOR"];
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  const none = env["NO_COLOR"];
  if (none !== undefined && none !== "") return false;
  return output.isTTY && env["TERM"] !== "dumb";
}
