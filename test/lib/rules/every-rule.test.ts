import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import type { Severity } from "../../../src/lib/base/diagnostic.ts";
import { loadDefinition } from "../../../src/lib/definition/load-definition.ts";
import { allRules } from "../../../src/lib/rules/all-rules.ts";
import type { Finding, Rule } from "../../../src/lib/rules/rule.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { memoryFiles } from "../../memory-files.ts";
import { ROOT } from "../../test-io.ts";
import { isWrong } from "./rule-cases.ts";
import { rulePage } from "./rule-page.ts";

/** The level of every rule that there is; a rule may lower or raise it in single findings. */
const LEVELS: Readonly<Record<string, Severity>> = {
  "callback-no-timeout": "error",
  "catch-not-all": "error",
  "catch-overwrites-input": "error",
  "choice-no-default": "error",
  "compensation-catch-not-all": "warning",
  "compensation-cycle": "error",
  "compensation-failure-silent": "warning",
  "compensation-failure-skips-rest": "warning",
  "compensation-missing-data": "error",
  "compensation-no-catch": "warning",
  "compensation-no-retry": "error",
  "compensation-noop": "warning",
  "compensation-of-unexecuted": "warning",
  "compensation-order": "error",
  "compensation-parallel": "warning",
  "compensation-retry-narrow": "info",
  "compensation-unreachable": "error",
  "dead-error-name": "warning",
  "execution-timeout": "warning",
  "express-saga": "warning",
  "failure-masked": "error",
  "missing-catch": "error",
  "missing-compensation": "error",
  "nested-saga-abort": "warning",
  "no-compensator": "warning",
  "no-timeout": "info",
  "no-transient-retry": "info",
  "own-compensation-skipped": "warning",
  "parallel-abort-race": "warning",
  "parallel-partial-compensation": "error",
  "pivot-no-retry": "error",
  "result-overwrites-input": "info",
  "retry-non-idempotent": "info",
  "retry-uncatchable": "warning",
  "sync-no-timeout": "info",
  "uncaught-notification": "warning",
  "unknown-effect-unhandled": "warning",
};

test("rules stand in the registry once each, in the order of the alphabet, at their level", () => {
  const registered = allRules.map(({ id, severity }): [string, Severity] => [id, severity]);
  const ids = registered.map(([id]) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(registered).toEqual(Object.entries(LEVELS));
});

describe.each(allRules.map((rule) => ({ id: rule.id, rule })))("$id", ({ id, rule }) => {
  test("has a page that says what, why, which failure it causes, and shows a bad and a good example", () => {
    const { title, level, sections } = rulePage(id);
    expect({ title, level, sections }).toEqual({
      title: id,
      level: rule.severity,
      sections: ["What", "Why", "The failure it causes", "Bad", "Good"],
    });
  });

  test("finds the page's bad examples, and nothing in its good ones", async () => {
    const { bad, good } = rulePage(id);
    const found = async (examples: readonly string[]): Promise<readonly boolean[]> =>
      Promise.all(examples.map(async (text) => (await findingsIn(rule, text)).length > 0));
    expect(bad).not.toEqual([]);
    expect(good).not.toEqual([]);
    expect(await found(bad)).toEqual(bad.map(() => true));
    expect(await found(good)).toEqual(good.map(() => false));
  });

  test("shows good examples in which the other rules find nothing, but that they tell nobody of a compensation's failure", async () => {
    const found = await Promise.all(rulePage(id).good.flatMap((text) => allRules.map(async (other) => seriousIn(other, text))));
    expect(found.flat()).toEqual([]);
  });

  test("has a file and a table of cases under its id", () => {
    expect(existsSync(join(ROOT, `src/lib/rules/${id}.ts`))).toBe(true);
    expect(existsSync(join(ROOT, `test/lib/rules/${id}.test.ts`))).toBe(true);
  });
});

/** The errors and warnings of a rule in an example, which leaves out what would make it longer than its idea. */
async function seriousIn(rule: Rule, text: string): Promise<readonly string[]> {
  if (rule.id === "compensation-no-catch") return [];
  const found = await findingsIn(rule, text);
  return found.filter(({ severity = rule.severity }) => severity !== "info").map(({ message }) => `${rule.id}: ${message}`);
}

/** What the rule alone finds in an example, a whole definition without errors of its own. */
async function findingsIn(rule: Rule, text: string): Promise<readonly Finding[]> {
  const definition = await loadDefinition(memoryFiles({ "/shop/order.asl.yaml": text }), "/shop/order.asl.yaml");
  const { source, root } = definition;
  const parsed = root && parseMachine({ source, root });
  const wrong = [...definition.diagnostics, ...(parsed?.diagnostics ?? [])].filter(isWrong);
  if (parsed?.machine === undefined || wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("; "));
  const { model } = buildModel(definition.machine, parsed.machine, { steps: {} });
  if (!model.saga) throw new Error("The example is not a saga");
  return [...rule.check({ machine: parsed.machine, model, type: definition.type ?? "STANDARD" })];
}

test("the page on lint lists every rule with its level and its page", () => {
  const page = readFileSync(join(ROOT, "docs/lint.md"), "utf8");
  const listed = [...page.matchAll(/^\| \[([a-z-]+)\]\(rules\/\1\.md\) +\| (\w+) +\|/gm)].map(([, id, level]) => [id, level]);
  expect(listed).toEqual(allRules.map(({ id, severity }) => [id, severity]));
});
