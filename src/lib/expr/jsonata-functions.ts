import type { Focus } from "jsonata";
import type { JsonValue } from "../base/json.ts";
import type { Clock, Rng } from "../base/ports.ts";
import { seededRng } from "../base/ports.ts";
import { chunks } from "./array-functions.ts";
import { hash, uuid } from "./encoding-functions.ts";

/** Where time and chance come from in an evaluation. */
export interface JsonataPorts {
  readonly clock: Clock;
  readonly rng: Rng;
}

/** A function that is added to JSONata; an argument that is undefined mostly gives undefined, as everywhere in JSONata. */
export interface JsonataFunction {
  /** JSONata's own notation: https://docs.jsonata.org/embedding-extending#function-signature-syntax */
  readonly signature: string;
  readonly call: (values: readonly (JsonValue | undefined)[], ports: JsonataPorts, focus: Focus) => unknown;
}

/** The most elements that AWS's $range makes. */
const MAX_RANGE = 360_145;

/** An evaluation that would need more than it may have. */
export class LimitExceeded extends Error {}

/**
 * What AWS adds to JSONata ($partition, $range, $hash, $random with a seed, $uuid, $parse), and the built-in functions of time and chance on our ports.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonataFunctions: Readonly<Record<string, JsonataFunction>> = {
  partition: { signature: "<an:a>", call: ([array, size]) => partition(array, size) },
  range: { signature: "<nnn?:a>", call: ([first, last, step], _, focus) => range(first, last, step, focus) },
  hash: { signature: "<ss?:s>", call: ([text, algorithm]) => digest(text, algorithm) },
  random: { signature: "<n?:n>", call: ([seed], { rng }) => (typeof seed === "number" ? seededRng(seed) : rng).next() },
  uuid: { signature: "<:s>", call: (_, { rng }) => uuid(rng) },
  parse: { signature: "<s:x>", call: ([text]) => (typeof text === "string" ? (JSON.parse(text) as unknown) : undefined) },
  shuffle: { signature: "<a:a>", call: ([array], { rng }) => (Array.isArray(array) ? shuffled(array, rng) : undefined) },
  millis: { signature: "<:n>", call: (_, { clock }) => clock.now() },
  now: { signature: "<s?s?:s>", call: ([picture, zone], { clock }, focus) => formatted(clock.now(), picture, zone, focus) },
};

/** Pieces of that size; an empty array and a size below 1 give nothing. */
function partition(array: JsonValue | undefined, size: JsonValue | undefined): unknown {
  if (!Array.isArray(array) || typeof size !== "number" || array.length === 0 || size < 1) return undefined;
  return chunks(array, Math.trunc(size));
}

/** From first to last by step, each without its fraction; a step that leads away gives nothing, and one element alone is no array. */
function range(first: JsonValue | undefined, last: JsonValue | undefined, step: JsonValue | undefined, focus: Focus): unknown {
  if (typeof first !== "number" || typeof last !== "number" || typeof step !== "number") return undefined;
  const [from, by] = [Math.trunc(first), Math.trunc(step)];
  const length = Math.floor((Math.trunc(last) - from) / by) + 1;
  if (!(length >= 1)) return undefined;
  if (length > MAX_RANGE) throw new LimitExceeded();
  const { createSequence } = focus as Focus & { readonly createSequence: () => unknown[] };
  const sequence = createSequence();
  for (let position = 0; position < length; position += 1) sequence.push(from + position * by);
  return sequence;
}

function digest(text: JsonValue | undefined, algorithm: JsonValue | undefined): unknown {
  if (typeof text !== "string" || algorithm === undefined) return undefined;
  const found = hash(text, algorithm);
  if (found === undefined) throw new Error(`$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not ${JSON.stringify(algorithm)}`);
  return found;
}

function shuffled(array: readonly unknown[], rng: Rng): readonly unknown[] {
  const result = [...array];
  for (let left = result.length - 1; left > 0; left -= 1) {
    const other = Math.floor(rng.next() * (left + 1));
    [result[left], result[other]] = [result[other], result[left]];
  }
  return result;
}

function formatted(time: number, picture: JsonValue | undefined, zone: JsonValue | undefined, focus: Focus): unknown {
  const builtIn = focus.environment.lookup("fromMillis") as { readonly implementation: (this: Focus, ...values: unknown[]) => unknown };
  return builtIn.implementation.call(focus, time, picture, zone);
}
