import { isAbsolute, relative, resolve } from "node:path";
import type { FormatProblem } from "../source/check-schema.ts";

/** What is wrong with a path that leads out of the config's folder: a config that came with somebody's repository reads nothing else. */
export function insideRoot(root: string, path: string): FormatProblem | undefined {
  const away = relative(root, resolve(root, path));
  if (away !== ".." && !/^\.\.[\\/]/.test(away) && !isAbsolute(away)) return undefined;
  return { problem: `leads out of the folder ${root}: ${path}`, hint: "Put saga.config.yaml into a folder that holds all it names." };
}
