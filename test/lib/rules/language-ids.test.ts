import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DECLARATION_IDS, LANGUAGE_IDS } from "../../../src/lib/rules/language-ids.ts";
import { ROOT } from "../../test-io.ts";

/** Every id that the sources give to a finding which is not a rule's. */
function idsInSources(): readonly string[] {
  const texts = ["asl", "source", "definition", "saga", "rules"].flatMap((layer) => {
    const folder = join(ROOT, "src/lib", layer);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    return files.map((name) => readFileSync(join(folder, name), "utf8"));
  });
  const reported = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:report|warn|inform)\(\s*\w+,\s*"([a-z-]+)"/g)].map(([, id]) => `asl/${id}`),
  );
  const coded = texts.flatMap((text) => [...text.matchAll(/\bcode: "((?:asl|saga)\/[a-z-]+)"/g)].map(([, id = ""]) => id));
  return [...new Set([...reported, ...coded, "saga/suppression"])].sort();
}

test("the ids of findings of language and declarations are those that the sources give", () => {
  expect([...LANGUAGE_IDS, ...DECLARATION_IDS]).toEqual(idsInSources());
});

test.each([
  { page: "asl", ids: LANGUAGE_IDS },
  { page: "saga", ids: DECLARATION_IDS },
])("the page $page says of each id what it means", ({ page, ids }) => {
  const text = readFileSync(join(ROOT, `docs/rules/${page}.md`), "utf8");
  expect([...text.matchAll(/^\| `([a-z/-]+)`/gm)].map(([, id]) => id)).toEqual(ids);
});
