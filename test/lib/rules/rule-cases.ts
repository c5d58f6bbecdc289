import { describe, expect, test } from "vitest";
import { parseMachine } from "../../../src/lib/asl/parse-machine.ts";
import type { Diagnostic, Severity } from "../../../src/lib/base/diagnostic.ts";
import { locate } from "../../../src/lib/base/span.ts";
import type { Fix, Rule, Subject } from "../../../src/lib/rules/rule.ts";
import type { WayStep } from "../../../src/lib/saga/graph/shortest-way.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaDeclarations } from "../../../src/lib/saga/model.ts";
import { parseText } from "../../../src/lib/source/parse-text.ts";

/** One definition, and what the rule finds in it. */
export interface RuleCase {
  /** A fact: "a Retry whose MaxAttempts is 0 is none". */
  readonly name: string;
  /** JSON or YAML text; or an object, which stands as indented JSON, one field a line. */
  readonly definition: string | object;
  /** What saga.config.yaml declares of the machine. */
  readonly config?: Partial<SagaDeclarations>;
  /** STANDARD where not said. */
  readonly type?: Subject["type"];
  /** Definitions are free of asl/* errors unless the case is about one. */
  readonly asl?: "broken";
  /** Every finding, in the order of the file; empty where the rule accepts the definition. */
  readonly want: readonly WantedFinding[];
}

/** What a case says of a finding: what it leaves out is not compared. */
export interface WantedFinding {
  readonly state: string | null;
  readonly line?: number;
  /** What stands at the finding's place in the text. */
  readonly at?: string;
  readonly message?: string;
  readonly hint?: string;
  readonly severity?: Severity;
  /** Each step as `State`, or `State (Error)`. */
  readonly path?: readonly string[];
  readonly fix?: Fix["type"];
}

/** Runs a rule's table of cases. */
export function ruleCases(rule: Rule, cases: readonly RuleCase[]): void {
  describe(rule.id, () => {
    test.each(cases)("$name", async (ruleCase) => {
      const found = await findingsOf(rule, ruleCase);
      expect(found).toEqual(ruleCase.want.map((wanted, index) => ({ ...found[index], ...wanted })));
    });
  });
}

async function findingsOf(rule: Rule, { definition, config = {}, type = "STANDARD", asl }: RuleCase): Promise<readonly WantedFinding[]> {
  const text = typeof definition === "string" ? definition : JSON.stringify(definition, null, 2);
  const { source, root, diagnostics } = await parseText({ file: "order.asl", text });
  const parsed = root && parseMachine({ source, root });
  const wrong = [...diagnostics, ...(parsed?.diagnostics ?? [])].filter(isWrong);
  if (parsed?.machine === undefined || (wrong.length > 0 && asl !== "broken")) {
    throw new Error(`The definition is wrong: ${wrong.map(({ message }) => message).join("; ")}`);
  }
  const { model, diagnostics: misdeclared } = buildModel("order", parsed.machine, { steps: {}, ...config });
  if (misdeclared.length > 0) throw new Error(`The declarations are wrong: ${misdeclared.map(({ message }) => message).join("; ")}`);
  if (!model.saga) return [];
  return [...rule.check({ machine: parsed.machine, model, type })]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ message, state, span, hint, severity = rule.severity, path, fix }) => ({
      state,
      line: locate(source, span).line,
      at: source.text.slice(span.start, span.end),
      message,
      severity,
      ...(hint === undefined ? {} : { hint }),
      ...(path === undefined ? {} : { path: path.map(shownStep) }),
      ...(fix === undefined ? {} : { fix: fix.type }),
    }));
}

/** Whether a definition that shows a rule may not have this: a state without a way to it is what some rules are about. */
export function isWrong({ code, severity }: Diagnostic): boolean {
  return severity === "error" && code !== "asl/unreachable-state";
}

function shownStep({ state, error }: WayStep): string {
  return error === null ? state : `${state} (${error})`;
}
