import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { evaluateTemplate } from "../../../src/lib/expr/evaluate-template.ts";
import { parseIntrinsic } from "../../../src/lib/expr/intrinsic.ts";
import type { Template } from "../../../src/lib/expr/template.ts";
import { pathOf, scopeOf } from "./scope-of.ts";

const span = { start: 0, end: 0 };
const literal = (value: JsonValue): Template => ({ type: "literal", value, span });
const path = (text: string): Template => ({ type: "path", path: pathOf(text), span });
const array = (...items: Template[]): Template => ({ type: "array", items, span });
const object = (entries: Record<string, Template>): Template => ({
  type: "object",
  entries: Object.entries(entries).map(([key, value]) => ({ key, keySpan: span, value })),
  span,
});

function intrinsic(text: string): Template {
  const parsed = parseIntrinsic(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { type: "intrinsic", call: parsed.value, span };
}

const scope = scopeOf({ order: { id: "o-1" }, items: [1, 2] }, { State: { Name: "ProcessPayment" } }, { attempt: 2 });

describe("evaluateTemplate", () => {
  test("paths, intrinsic functions and literals stand where the template has them", () => {
    const template = object({
      id: path("$.order.id"),
      state: path("$$.State.Name"),
      attempt: path("$attempt"),
      label: intrinsic("States.Format('order {}', $.order.id)"),
      lines: array(object({ first: path("$.items[0]") }), literal({ kind: "gift" })),
    });
    expect(evaluateTemplate(template, scope)).toEqual({
      ok: true,
      value: { id: "o-1", state: "ProcessPayment", attempt: 2, label: "order o-1", lines: [{ first: 1 }, { kind: "gift" }] },
    });
  });

  test("literal parts and what a path finds are the same values, not copies", () => {
    const constant = { currency: "JPY" };
    const result = evaluateTemplate(object({ constant: literal(constant), order: path("$.order") }), scope);
    const value = (result.ok ? result.value : {}) as { constant: JsonValue; order: JsonValue };
    expect([value.constant === constant, value.order === (scope.input as { order: JsonValue }).order]).toEqual([true, true]);
  });

  test("a field called __proto__ is an ordinary field", () => {
    const template: Template = { type: "object", entries: [{ key: "__proto__", keySpan: span, value: path("$.order") }], span };
    expect(JSON.stringify(evaluateTemplate(template, scope))).toBe('{"ok":true,"value":{"__proto__":{"id":"o-1"}}}');
  });

  test.each([
    {
      name: "a payload field names itself and the input",
      template: object({ payment: object({ total: path("$.order.total") }) }),
      field: undefined,
      cause: `The JSONPath '$.order.total' specified for the field 'total.$' could not be found in the input '{"order":{"id":"o-1"},"items":[1,2]}'`,
    },
    {
      name: "a context path shows the context object",
      template: object({ token: path("$$.Task.Token") }),
      field: undefined,
      cause: `The JSONPath '$$.Task.Token' specified for the field 'token.$' could not be found in the input '{"State":{"Name":"ProcessPayment"}}'`,
    },
    {
      name: "a field that is a path and is named",
      template: path("$.error"),
      field: "ErrorPath",
      cause: `The JSONPath '$.error' specified for the field 'ErrorPath' could not be found in the input '{"order":{"id":"o-1"},"items":[1,2]}'`,
    },
    {
      name: "a field that is a path and is not named",
      template: path("$.seconds"),
      field: undefined,
      cause: "Invalid path '$.seconds' : No results for path: $['seconds']",
    },
    {
      name: "an intrinsic function in an array",
      template: array(intrinsic("States.ArrayLength($.order)")),
      field: undefined,
      cause: "The function 'States.ArrayLength($.order)' had the following error: Invalid arguments in States.ArrayLength",
    },
  ])("$name fails with AWS's words", ({ template, field, cause }) => {
    expect(evaluateTemplate(template, scope, field)).toEqual({ ok: false, error: "States.Runtime", cause });
  });

  test("an index past the end of an array gives null in a payload, and only there", () => {
    expect(evaluateTemplate(object({ third: path("$.items[2]") }), scope)).toEqual({ ok: true, value: { third: null } });
    expect(evaluateTemplate(path("$.items[2]"), scope)).toMatchObject({ ok: false });
    expect(evaluateTemplate(object({ third: path("$.missing[2]") }), scope)).toMatchObject({ ok: false });
  });
});
