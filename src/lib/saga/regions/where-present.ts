import type { ChoiceState, Condition } from "../../asl/ast.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import { catchersOf } from "../graph/ways-out.ts";
import { tokensOf } from "../words/name-parts.ts";
import { isFailureWord } from "../words/name-says.ts";

/**
 * The ways (by index) out of a Choice that asks only whether something is there, for what runs where it is; none where some rule asks for
 * anything else, or for an error.
 */
export function wherePresent(graph: MachineGraph, { choices, default: other }: ChoiceState): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { condition, next } of choices) {
    const isPresent = asksPresence(graph, condition);
    if (isPresent === null) return NONE;
    const target = isPresent ? next : other;
    if (target !== undefined) found.add(indexOf(graph, target.value));
  }
  return found;
}

const NONE: ReadonlySet<number> = new Set();

/** What the condition holds for: that something is there, or that it is not; null where it asks for anything else. */
function asksPresence(graph: MachineGraph, condition: Condition): boolean | null {
  switch (condition.type) {
    case "not": {
      const isPresent = asksPresence(graph, condition.condition);
      return isPresent === null ? null : !isPresent;
    }
    case "compare": {
      const { variable, operator, operand } = condition;
      if ((operator !== "IsPresent" && operator !== "IsNull") || operand.type !== "value" || isOfError(graph, variable)) return null;
      return (operand.value === true) === (operator === "IsPresent");
    }
    case "jsonata":
      return condition.expression.type === "jsonata" ? comparesToNull(condition.expression.source) : null;
    case "and":
    case "or":
      return null;
  }
}

function comparesToNull(source: string): boolean | null {
  const [, path, operator] = NULL.exec(source) ?? [];
  return path === undefined || saysError(path) ? null : operator === "!=";
}

/** `$job != null`. */
const NULL = /^\s*(\$[\w.]+)\s*(!?=)\s*null\s*$/;

/** Whether an error would be there: one that a catcher puts down, or a field that is named for it. */
function isOfError({ places }: MachineGraph, { text }: JsonPath): boolean {
  if (saysError(text)) return true;
  const written = places.flatMap(({ state }) => catchersOf(state).map(({ resultPath }) => resultPath?.text ?? "$"));
  return written.some((path) => path !== "$" && (text === path || text.startsWith(`${path}.`)));
}

function saysError(path: string): boolean {
  return tokensOf(path).some(isFailureWord);
}
