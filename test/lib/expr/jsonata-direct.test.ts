import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/lib/base/json.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { evaluateJsonata } from "../../../src/lib/expr/jsonata.ts";
import { directReference, readDirect } from "../../../src/lib/expr/jsonata-direct.ts";

describe("directReference", () => {
  test.each([
    { source: "$states.input.order_id", want: ["states", "input", "order_id"] },
    { source: " $order ", want: ["order"] },
    { source: "$order.lines", want: ["order", "lines"] },
    { source: "$states.input.lines[0]", want: null },
    { source: "$states.input.lines.$count()", want: null },
    { source: "$.id", want: null },
    { source: "$$", want: null },
    { source: "$order and true", want: null },
    { source: "$order.and", want: null },
    { source: "$order.*", want: null },
    { source: "order", want: null },
    { source: "1", want: null },
  ])("$source", ({ source, want }) => {
    expect(directReference(source)).toEqual(want);
  });
});

describe("readDirect", () => {
  const bindings = {
    states: { input: { order: { id: "o-1", note: null }, lines: [{ sku: "A-1" }], none: [] } },
    variables: new Map<string, JsonValue>([["total", 30]]),
  };

  test.each([
    { source: "$states.input.order.id", want: { type: "value", value: "o-1" } },
    { source: "$states.input.order.note", want: { type: "value", value: null } },
    { source: "$states.input.lines", want: { type: "value", value: [{ sku: "A-1" }] } },
    { source: "$states.input.none", want: { type: "value", value: [] } },
    { source: "$total", want: { type: "value", value: 30 } },
    { source: "$states.input.order.note.text", want: { type: "nothing" } },
    { source: "$states.input.payment.id", want: { type: "nothing" } },
    { source: "$states.input.constructor", want: { type: "nothing" } },
    { source: "$missing", want: { type: "nothing" } },
    { source: "$states.input.lines.sku", want: null },
  ])("$source", ({ source, want }) => {
    expect(readDirect(directReference(source) ?? [], bindings)).toEqual(want);
  });

  test("gives what JSONata gives, wherever it gives anything", async () => {
    const names = fc.constantFrom("id", "lines", "price");
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<JsonValue>(null, 0, "A-1", true),
        fc.dictionary(names, tie("value")),
        fc.array(tie("value"), { maxLength: 2 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(value, fc.array(names, { maxLength: 3 }), async (input, fields) => {
        const states: JsonObject = { input };
        const source = ["$states.input", ...fields].join(".");
        const direct = readDirect(directReference(source) ?? [], { states, variables: new Map() });
        const ports = { clock: { now: () => 0 }, rng: seededRng(1) };
        if (direct !== null) expect(direct).toEqual(await evaluateJsonata(source, { states, variables: new Map() }, ports));
      }),
    );
  });
});
