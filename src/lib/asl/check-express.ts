import type { Flow, MachineType, State, TaskState } from "./ast.ts";
import { nestedFlows } from "./graph.ts";
import type { ParseContext } from "./parse-context.ts";
import { report } from "./parse-context.ts";

const HINT = "Make the machine STANDARD, or start a STANDARD machine for this step.";

/** Reports what EXPRESS executions cannot do: those of an EXPRESS machine, and the children of a distributed Map that asks for them (https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html). */
export function checkExpress(context: ParseContext, flow: Flow, type: MachineType): void {
  for (const state of flow.states.values()) {
    if (type === "EXPRESS") checkState(context, state);
    const inner = state.type === "Map" && state.mode === "DISTRIBUTED" ? state.executionType : type;
    for (const nested of nestedFlows(state)) checkExpress(context, nested, inner);
  }
}

function checkState(context: ParseContext, state: State): void {
  if (state.type === "Task") checkTask(context, state);
  if (state.type === "Map" && state.mode === "DISTRIBUTED")
    report(context, "express", state.nameSpan, "An EXPRESS machine cannot run a Map in DISTRIBUTED mode", HINT);
}

function checkTask(context: ParseContext, { resource, integration }: TaskState): void {
  const what = integration.kind === "activity" ? "an activity" : PATTERNS[integration.pattern];
  if (what !== undefined) report(context, "express", resource.span, `An EXPRESS machine cannot use ${what}`, HINT);
}

const PATTERNS = {
  "request-response": undefined,
  sync: "the .sync integration pattern",
  "sync:2": "the .sync:2 integration pattern",
  token: "the .waitForTaskToken integration pattern",
} as const;
