import { isObject } from "../base/json.ts";
import type { Template } from "../expr/template.ts";
import type { Flow, State } from "./ast.ts";
import { nestedFlows } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";

/**
 * A branch of a Parallel and the iterations of a Map have variables of their own, which cannot share a name with those around them.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function checkVariables(context: ParseContext, flow: Flow, outer: ReadonlySet<string> = new Set()): void {
  const own = new Set<string>();
  for (const state of flow.states.values()) {
    for (const { key, keySpan } of assignments(state)) {
      own.add(key);
      if (outer.has(key)) {
        const message = `The variable "${key}" is assigned outside of this flow, too`;
        report(context, "duplicate-variable", keySpan, message, "Give it another name here: a flow cannot assign the variables around it.");
      }
    }
  }
  const visible = own.size === 0 ? outer : new Set([...outer, ...own]);
  for (const state of flow.states.values()) {
    for (const nested of nestedFlows(state)) checkVariables(context, nested, visible);
  }
}

interface Assignment {
  readonly key: string;
  readonly keySpan: Flow["span"];
}

/** What a state assigns, by its own Assign or that of a rule or catcher. */
function assignments(state: State): readonly Assignment[] {
  const found: Assignment[] = [];
  if ("assign" in state) addAssigned(found, state.assign);
  if ("catch" in state) for (const { assign } of state.catch) addAssigned(found, assign);
  if (state.type === "Choice") for (const { assign } of state.choices) addAssigned(found, assign);
  return found;
}

function addAssigned(found: Assignment[], template: Template | undefined): void {
  if (template?.type === "object") found.push(...template.entries);
  // A constant keeps no place for its keys.
  else if (template?.type === "literal" && isObject(template.value))
    for (const key of Object.keys(template.value)) found.push({ key, keySpan: template.span });
}
