import type { JsonValue } from "../base/json.ts";
import { isObject, objectOf } from "../base/json.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated } from "./evaluated.ts";
import type { IntrinsicFunctions } from "./intrinsic-function.ts";
import { invalidArguments } from "./intrinsic-function.ts";

/** States.StringToJson, JsonToString, JsonMerge. */
export const jsonFunctions: IntrinsicFunctions<"States.StringToJson" | "States.JsonToString" | "States.JsonMerge"> = {
  "States.StringToJson": ([text]) => stringToJson(text),
  "States.JsonToString": ([value]) => evaluated(JSON.stringify(value)),
  "States.JsonMerge": ([first, second, deep]) => jsonMerge(first, second, deep),
};

/** Blank text gives null. */
function stringToJson(text: JsonValue | undefined): Evaluated<JsonValue> {
  if (typeof text !== "string") return invalidArguments("States.StringToJson");
  if (text.trim() === "") return evaluated(null);
  try {
    return evaluated(JSON.parse(text) as JsonValue);
  } catch {
    return invalidArguments("States.StringToJson");
  }
}

/** Only the shallow mode exists: the last argument has to be false. */
function jsonMerge(first: JsonValue | undefined, second: JsonValue | undefined, deep: JsonValue | undefined): Evaluated<JsonValue> {
  if (!isObject(first) || !isObject(second) || deep !== false) return invalidArguments("States.JsonMerge");
  return evaluated(objectOf([...Object.entries(first), ...Object.entries(second)]));
}
