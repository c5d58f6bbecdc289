import { Chalk } from "chalk";
import type { Paint } from "../lib/reporters/text-style.ts";
import type { Io, Output } from "./io.ts";

/** Colours where the output shows them: FORCE_COLOR and NO_COLOR (https://no-color.org) win over what the output is. */
export function paintFor(output: Output, env: Io["env"]): Paint {
  return new Chalk({ level: colourLevel(output, env) });
}

/** How many colours chalk may use on an output: the basic ones, or none. */
export function colourLevel(output: Output, env: Io["env"]): 0 | 1 {
  return hasColour(output, env) ? 1 : 0;
}

function hasColour(output: Output, env: Io["env"]): boolean {
  const force = env["FORCE_COLOR"];
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  const none = env["NO_COLOR"];
  if (none !== undefined && none !== "") return false;
  return output.isTTY && env["TERM"] !== "dumb";
}
