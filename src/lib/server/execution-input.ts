import type { JsonValue } from "../base/json.ts";
import { parseJson } from "../source/parse-json.ts";
import { valueOf } from "../source/node.ts";
import { ApiError } from "../targets/embedded/api-error.ts";

/** Deeper JSON could not be written as text again. */
const MAX_DEPTH = 1000;

/** The value of an execution's input; an ApiError says what is wrong with text that is not JSON. */
export function executionInput(text: string): JsonValue {
  return parsePayload(text, (why) => new ApiError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${why}'`));
}

/** The value of JSON text that a request carries; throws what `refuse` makes of the reason where it is none. */
export function parsePayload(text: string, refuse: (why: string) => ApiError): JsonValue {
  if (isDeep(text)) throw refuse(`nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    const { root, diagnostics } = parseJson({ file: "input", text });
    const [first] = diagnostics;
    if (first !== undefined) throw refuse(first.message);
    if (root === undefined) throw refuse("there is no JSON");
    return valueOf(root);
  }
}

function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
