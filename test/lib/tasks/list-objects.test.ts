import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { listObjects } from "../../../src/lib/tasks/list-objects.ts";

const OBJECTS = ["2025/a", "2025/b", "2026/01/c", "2026/02/d", "index"].map((key) => ({ key, size: 1, modifiedAt: 0 }));

function page(parameters: JsonObject) {
  const prefix = typeof parameters["Prefix"] === "string" ? parameters["Prefix"] : "";
  const objects = OBJECTS.filter(({ key }) => key.startsWith(prefix));
  const { Contents, CommonPrefixes, ...rest } = listObjects(objects, parameters, ({ key }) => ({ Key: key }));
  const names = (list: unknown, field: string): readonly unknown[] =>
    ((list ?? []) as readonly Record<string, unknown>[]).map((entry) => entry[field]);
  return { keys: names(Contents, "Key"), prefixes: names(CommonPrefixes, "Prefix"), rest };
}

const ALL = OBJECTS.map(({ key }) => key);
test.each([
  { name: "everything", parameters: {}, keys: ALL, prefixes: [] },
  { name: "a prefix", parameters: { Prefix: "2026/" }, keys: ["2026/01/c", "2026/02/d"], prefixes: [] },
  { name: "after a key", parameters: { StartAfter: "2026/01/c" }, keys: ["2026/02/d", "index"], prefixes: [] },
  { name: "up to a delimiter", parameters: { Delimiter: "/" }, keys: ["index"], prefixes: ["2025/", "2026/"] },
  { name: "a prefix up to a delimiter", parameters: { Prefix: "2026/", Delimiter: "/" }, keys: [], prefixes: ["2026/01/", "2026/02/"] },
])("$name", ({ parameters, keys, prefixes }) => {
  const count = keys.length + prefixes.length;
  expect(page(parameters)).toMatchObject({ keys, prefixes, rest: { IsTruncated: false, KeyCount: count, MaxKeys: 1000 } });
});

test("a page is followed by the next one, until all have been seen", () => {
  const seen: unknown[] = [];
  let token: string | undefined;
  do {
    const { keys, rest } = page({ MaxKeys: 2, ...(token === undefined ? {} : { ContinuationToken: token }) });
    seen.push(keys);
    token = rest["NextContinuationToken"] as string | undefined;
  } while (token !== undefined);
  expect(seen).toEqual([["2025/a", "2025/b"], ["2026/01/c", "2026/02/d"], ["index"]]);
});
