import { describe, expect, it } from "vitest";
import { businessKey } from "../../../src/lib/verify/business-key.ts";

describe("businessKey", () => {
  it.each([
    { path: "$.order_id", want: "o-1001" },
    { path: "$.customer.id", want: "42" },
    { path: "$['order lines'][1].sku", want: "tea" },
    { path: "$.missing.id", want: null },
    { path: "$.customer.toString", want: null },
  ])("reads $path", ({ path, want }) => {
    const input = { order_id: "o-1001", customer: { id: 42 }, "order lines": [{ sku: "coffee" }, { sku: "tea" }] };
    expect(businessKey(path, input)).toBe(want);
  });
});
