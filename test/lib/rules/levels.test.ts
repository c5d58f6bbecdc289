import { expect, test } from "vitest";
import { allRules } from "../../../src/lib/rules/all-rules.ts";
import { checkLevels, isRuleId } from "../../../src/lib/rules/levels.ts";

test("every rule, and what the language and declarations earn, can have a level", () => {
  const ids = [...allRules.map(({ id }) => id), "asl/syntax", "saga/directive", "saga/declaration", "saga/suppression"];
  expect(ids.filter((id) => !isRuleId(id))).toEqual([]);
});

test.each(["compensation", "asl/", "asl/Syntax", "saga/unknown", "__proto__"])("%s is no rule", (id) => {
  expect(isRuleId(id)).toBe(false);
});

test("a level of what is no rule is a mistake, which names the near ones", () => {
  expect(() => checkLevels({ "compensation-no-retri": "off" }, "--rule")).toThrow(
    expect.objectContaining({
      message: '--rule names "compensation-no-retri", and there is no such rule',
      hint: expect.stringContaining('Did you mean "compensation-no-retry"') as string,
    }),
  );
});
