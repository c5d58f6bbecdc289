import type { ItemBatcher, MapState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import type { Evaluated } from "../expr/evaluated.ts";
import { evaluated, runtimeFailure } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import { dataFlow } from "./data-flow.ts";
import { MAX_PAYLOAD_BYTES, utf8Length } from "./payload-limit.ts";
import type { Step } from "./step.ts";
import { awaited } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Puts items into batches (ItemBatcher): each child execution gets `{ Items, BatchInput? }`. */
export function* itemBatches(
  visit: Visit<MapState>,
  batcher: ItemBatcher,
  input: JsonValue,
  items: readonly JsonValue[],
): Step<Evaluated<readonly JsonValue[]>> {
  const most = yield* positive(visit, input, batcher.maxItemsPerBatch, "MaxItemsPerBatch");
  if (!most.ok) return most;
  const bytes = yield* positive(visit, input, batcher.maxInputBytesPerBatch, "MaxInputBytesPerBatch");
  if (!bytes.ok) return bytes;
  const shared = batcher.batchInput
    ? yield* awaited(dataFlow(visit.state.queryLanguage).evaluate(visit, batcher.batchInput, { input }, "ItemBatcher/BatchInput"))
    : evaluated(undefined);
  if (!shared.ok) return shared;
  const head = shared.value === undefined ? {} : { BatchInput: shared.value };
  const room = Math.min(bytes.value, MAX_PAYLOAD_BYTES) - utf8Length(JSON.stringify({ ...head, Items: [] }));
  const batches = split(items, most.value, room);
  if (batches === null) return runtimeFailure("An item is larger than MaxInputBytesPerBatch allows a batch to be.");
  return evaluated(batches.map((batch) => ({ ...head, Items: batch })));
}

/** Fills one batch after the other; null where an item fits into none. */
function split(items: readonly JsonValue[], most: number, room: number): readonly (readonly JsonValue[])[] | null {
  const batches: JsonValue[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const weight = utf8Length(JSON.stringify(item));
    if (weight > room) return null;
    const last = batches.at(-1);
    // A comma stands between two items.
    if (last === undefined || last.length >= most || size + 1 + weight > room) {
      batches.push([item]);
      size = weight;
    } else {
      last.push(item);
      size += 1 + weight;
    }
  }
  return batches;
}

function* positive(visit: Visit<MapState>, input: JsonValue, template: Template | undefined, name: string): Step<Evaluated<number>> {
  if (template === undefined) return evaluated(Number.POSITIVE_INFINITY);
  const value = yield* awaited(dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input }, `ItemBatcher/${name}`));
  if (!value.ok) return value;
  if (typeof value.value === "number" && Number.isInteger(value.value) && value.value > 0) return evaluated(value.value);
  return runtimeFailure(`${name} must be a positive integer, not ${isObject(value.value) ? "an object" : JSON.stringify(value.value)}.`);
}
