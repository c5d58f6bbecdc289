import { createHash } from "node:crypto";
import type { JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluated } from "./evaluated.ts";
import type { IntrinsicFunctions } from "./intrinsic-function.ts";
import { invalidArguments } from "./intrinsic-function.ts";

const MAX_LENGTH = 10_000;
const ALGORITHMS: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

type EncodingFunction = "States.Base64Encode" | "States.Base64Decode" | "States.Hash" | "States.StringSplit" | "States.UUID";

/** States.Base64Encode, Base64Decode, Hash, StringSplit, UUID. */
export const encodingFunctions: IntrinsicFunctions<EncodingFunction> = {
  "States.Base64Encode": ([text]) =>
    isShortText(text) ? evaluated(Buffer.from(text).toString("base64")) : invalidArguments("States.Base64Encode"),
  "States.Base64Decode": ([text]) =>
    isShortText(text) ? evaluated(Buffer.from(text, "base64").toString()) : invalidArguments("States.Base64Decode"),
  "States.Hash": ([text, algorithm]) => {
    const digest = isShortText(text) ? hash(text, algorithm) : undefined;
    return digest === undefined ? invalidArguments("States.Hash") : evaluated(digest);
  },
  "States.StringSplit": ([text, delimiters]) => split(text, delimiters),
  "States.UUID": (_, rng) => evaluated(uuid(rng)),
};

function isShortText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value.length <= MAX_LENGTH;
}

/** The digest in hexadecimal; undefined where the algorithm is none of AWS's five names. */
export function hash(text: string, algorithm: JsonValue | undefined): string | undefined {
  const name = ALGORITHMS.get(algorithm);
  return name === undefined ? undefined : createHash(name).update(text).digest("hex");
}

/** Each character of the second argument is a delimiter; empty pieces are dropped. */
function split(text: JsonValue | undefined, delimiters: JsonValue | undefined): Evaluated<JsonValue> {
  if (typeof text !== "string" || typeof delimiters !== "string") return invalidArguments("States.StringSplit");
  const pieces = [""];
  for (const character of text) {
    if (delimiters.includes(character)) pieces.push("");
    else pieces.push(`${pieces.pop()}${character}`);
  }
  return evaluated(pieces.filter((piece) => piece !== ""));
}

/** A random UUID (version 4) out of the given chance. */
export function uuid(rng: Rng): string {
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) => {
    const digit = Math.floor(rng.next() * 16);
    return (place === "x" ? digit : (digit & 3) | 8).toString(16);
  });
}
