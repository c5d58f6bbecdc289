import type { JsonValue } from "../base/json.ts";
import { parseWhole } from "./cursor.ts";
import { call } from "./intrinsic-syntax.ts";
import type { JsonPath } from "./json-path.ts";
import type { Parsed } from "./parsed.ts";

/**
 * A call of an intrinsic function: `States.Format('order {}', $.order_id)`.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export interface Intrinsic {
  /** As written; error messages quote it. */
  readonly text: string;
  readonly name: IntrinsicName;
  readonly arguments: readonly IntrinsicArgument[];
}

/** An argument: a literal, a path, or another call. */
export type IntrinsicArgument =
  | { readonly type: "literal"; readonly value: JsonValue }
  | { readonly type: "path"; readonly path: JsonPath }
  | { readonly type: "call"; readonly call: Intrinsic };

/** The functions there are. */
export type IntrinsicName =
  | "States.Format"
  | "States.StringToJson"
  | "States.JsonToString"
  | "States.Array"
  | "States.ArrayPartition"
  | "States.ArrayContains"
  | "States.ArrayRange"
  | "States.ArrayGetItem"
  | "States.ArrayLength"
  | "States.ArrayUnique"
  | "States.Base64Encode"
  | "States.Base64Decode"
  | "States.Hash"
  | "States.JsonMerge"
  | "States.MathRandom"
  | "States.MathAdd"
  | "States.StringSplit"
  | "States.UUID";

/** Parses a call; unknown functions, wrong numbers of arguments and more than ten calls in one are errors. */
export function parseIntrinsic(text: string): Parsed<Intrinsic> {
  return parseWhole(text.trim(), (cursor) => call(cursor));
}
