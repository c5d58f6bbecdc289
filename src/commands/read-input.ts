import { resolve } from "node:path";
import type { JsonValue } from "../lib/base/json.ts";
import { UserError } from "../lib/base/user-error.ts";
import { valueOf } from "../lib/source/node.ts";
import { parseJson } from "../lib/source/parse-json.ts";
import { problemsError } from "../lib/source/problems-error.ts";
import type { Io } from "./io.ts";

/** An execution's input as the person gave it by a flag: JSON, @FILE, or - for standard input. */
export async function readInput(text: string, io: Io, flag: string = "--input"): Promise<JsonValue> {
  if (text === "-") return parseInput(await io.readStdin(), "standard input");
  if (!text.startsWith("@")) return parseInput(text, flag);
  const file = text.slice(1);
  const content = io.files.read(resolve(io.cwd, file));
  if (content === undefined) throw new UserError(`The input file ${file} does not exist`, `Write ${flag} @path/to/input.json.`, { file });
  return parseInput(content, file);
}

function parseInput(text: string, file: string): JsonValue {
  if (text.trim() === "") throw new UserError(`The input from ${file} is empty`, "Give at least {}.", { file });
  const { source, root, diagnostics } = parseJson({ file, text });
  const [first, ...others] = diagnostics;
  if (first) throw problemsError(source, first, others);
  if (root === undefined) throw new Error("JSON without problems has a value");
  return valueOf(root);
}
