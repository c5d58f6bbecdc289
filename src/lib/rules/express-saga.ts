import type { Finding, Rule, Subject } from "./rule.ts";

/** A saga on EXPRESS: see docs/rules/express-saga.md. */
export const expressSaga: Rule = {
  id: "express-saga",
  severity: "warning",
  check({ machine, type, typeSpan }: Subject): readonly Finding[] {
    if (type !== "EXPRESS") return [];
    return [
      {
        message:
          "This saga is EXPRESS: started asynchronously its steps may run twice, after five minutes it is cut off, and no rollback can be redriven",
        state: null,
        span: typeSpan ?? machine.startAt.span,
        hint: "Make it STANDARD.",
      },
    ];
  },
};
