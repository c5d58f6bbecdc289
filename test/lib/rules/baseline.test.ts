import { describe, expect, test } from "vitest";
import type { FindingKey } from "../../../src/lib/rules/baseline.ts";
import { againstBaseline, baselineOf, baselineText, parseBaseline } from "../../../src/lib/rules/baseline.ts";

const refund: FindingKey = {
  file: "order.asl.json",
  machine: "order",
  rule: "compensation-no-retry",
  state: "ProcessRefund",
  message: "ProcessRefund has no Retry",
};
const release: FindingKey = { ...refund, state: "ReleaseInventory", message: "ReleaseInventory has no Retry" };
const syntax: FindingKey = { file: "payment.tf", machine: null, rule: "asl/syntax", state: null, message: "A comma is missing" };

test("a baseline's file has a finding a line, and is read as it was written", () => {
  const entries = baselineOf([syntax, refund, release, refund]);
  const text = baselineText(entries);
  expect(text).toBe(
    [
      '{ "version": 1, "findings": [',
      '  {"file":"order.asl.json","machine":"order","rule":"compensation-no-retry","state":"ProcessRefund","message":"ProcessRefund has no Retry","count":2},',
      '  {"file":"order.asl.json","machine":"order","rule":"compensation-no-retry","state":"ReleaseInventory","message":"ReleaseInventory has no Retry"},',
      '  {"file":"payment.tf","machine":null,"rule":"asl/syntax","state":null,"message":"A comma is missing"}',
      "] }",
      "",
    ].join("\n"),
  );
  expect(parseBaseline(text, "baseline.json")).toEqual(entries);
  expect(parseBaseline(baselineText([]), "baseline.json")).toEqual([]);
});

describe("against a baseline", () => {
  const key = (finding: FindingKey): FindingKey => finding;
  test.each([
    { name: "what it has is accepted", findings: [refund], entries: [refund], want: { fresh: [], accepted: 1, gone: 0 } },
    { name: "what it has not is new", findings: [refund, release], entries: [refund], want: { fresh: [release], accepted: 1, gone: 0 } },
    { name: "one more of the same is new", findings: [refund, refund], entries: [refund], want: { fresh: [refund], accepted: 1, gone: 0 } },
    { name: "what is there no more is gone", findings: [], entries: [refund, refund], want: { fresh: [], accepted: 0, gone: 2 } },
  ])("$name", ({ findings, entries, want }) => {
    expect(againstBaseline(findings, key, baselineOf(entries))).toEqual(want);
  });
});

test.each([
  { name: "what is not JSON", text: "{", want: /line|end|closed|}/ },
  { name: "an unknown key", text: '{"version": 1, "findings": [], "finding": []}', want: /finding/ },
  { name: "another version", text: '{"version": 2, "findings": []}', want: /version 2/ },
])("$name is not taken for a baseline", ({ text, want }) => {
  expect(() => parseBaseline(text, "baseline.json")).toThrow(want);
});
