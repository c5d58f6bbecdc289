import { expect, test } from "vitest";
import { ignoreRules } from "../../../src/lib/definition/gitignore.ts";

test.each([
  { name: "nothing without a .gitignore", outer: undefined, inner: undefined, want: [] },
  { name: "names everywhere below", outer: "order.json\n", inner: undefined, want: ["order.json"] },
  { name: "paths from where they are written", outer: "/sagas/order.json\n", inner: "/refund.json\n", want: ["order.json", "refund.json"] },
  { name: "folders only where the rule ends with a slash", outer: "drafts/\nrefund.json/\n", inner: undefined, want: ["drafts/"] },
  { name: "less where the nearer file takes a name back", outer: "*.json\n", inner: "!order.json\n", want: ["refund.json"] },
  { name: "what the farther file says where the nearer is silent", outer: "order.json\n", inner: "# drafts/\n\n", want: ["order.json"] },
  { name: "nothing by a rule that is no pattern", outer: "[\n\\\n", inner: undefined, want: [] },
])("ignores $name", async ({ outer, inner, want }) => {
  const rules = await (await ignoreRules(outer)).within("sagas", inner);
  expect(["order.json", "refund.json", "drafts/"].filter((name) => rules.ignores(name))).toEqual(want);
});
