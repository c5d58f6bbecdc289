import type { ChoiceRule, ChoiceState, Condition, State, TaskState } from "../../asl/ast.ts";
import { addBit, hasBit, noBits } from "../../base/bits.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { Template } from "../../expr/template.ts";
import type { Ways } from "../graph/closure.ts";
import type { Demand } from "../dataflow/data-demand.ts";
import { demandOf, demandText } from "../dataflow/data-demand.ts";
import { originInCombined, originOf } from "../dataflow/data-output.ts";
import { readsOf } from "../dataflow/data-reads.ts";
import { sourceOfReference } from "../dataflow/data-shape.ts";
import { referencesIn } from "../dataflow/data-source.ts";
import { inputTemplates } from "../dataflow/input-templates.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";

/**
 * The one step whose own result a Choice tests: the task before it, where the rules read what that task wrote. Null where there is
 * no such one. `before` gives the states that lead to a state, all by index.
 */
export function testedStep(graph: MachineGraph, choice: ChoiceState, before: Ways): string | null {
  const { tasks, between } = statesBefore(graph, indexOf(graph, choice.name), before);
  const [task, ...others] = tasks;
  if (task === undefined || others.length > 0) return null;
  return choice.choices.some((rule) => readsResultOf(rule, task, between)) ? task.name : null;
}

interface Before {
  /** The tasks that may have run last before the state. */
  readonly tasks: readonly TaskState[];
  /** What may have run since. */
  readonly between: readonly State[];
}

function statesBefore({ places }: MachineGraph, index: number, before: Ways): Before {
  const tasks: TaskState[] = [];
  const between: State[] = [];
  const seen = noBits(places.length);
  addBit(seen, index);
  const open = [index];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    for (const source of before[target] ?? []) {
      const state = places[source]?.state;
      if (state === undefined || hasBit(seen, source)) continue;
      addBit(seen, source);
      if (state.type === "Task") tasks.push(state);
      else {
        between.push(state);
        open.push(source);
      }
    }
  }
  return { tasks, between };
}

function readsResultOf({ condition }: ChoiceRule, task: TaskState, between: readonly State[]): boolean {
  return testsOf(condition).some((test) => stemsFrom(task, test, between));
}

function testsOf(condition: Condition): readonly Demand[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.flatMap(testsOf);
    case "not":
      return testsOf(condition.condition);
    case "compare":
      return demandsOf(condition.variable);
    case "jsonata":
      return demandsIn(condition.expression);
  }
}

/** What the path reads, as far as it is names: a filter behind them still looks into it. */
function demandsOf(path: JsonPath): readonly Demand[] {
  const keys: string[] = [];
  for (const segment of path.segments) {
    if (segment.type !== "name") break;
    keys.push(segment.name);
  }
  const demand = demandOf({ ...path, keys });
  return demand === null ? [] : [demand];
}

/** Whether what is there at the end may come from the task's result, by what the states in between made of it. */
function stemsFrom(task: TaskState, test: Demand, between: readonly State[]): boolean {
  const demands = new Map([[demandText(test), test]]);
  // The map grows while it is walked through.
  for (const demand of demands.values()) {
    if (isOfTask(task, demand)) return true;
    if (demands.size < MOST_DEMANDS)
      for (const state of between) for (const read of madeFrom(state, demand)) demands.set(demandText(read), read);
  }
  return false;
}

/** Far more than the few states between a task and the Choice behind it read. */
const MOST_DEMANDS = 100;

/**
 * Whether the task leaves something of its own there, or nothing where a person looks for it: with a field that is left out, or at the
 * ResultPath, from which the OutputPath has taken it away.
 */
function isOfTask(task: TaskState, demand: Demand): boolean {
  if (originOf(task, null, demand).type !== "input") return true;
  return task.outputPath !== undefined && demand.variable === null && originInCombined(task, demand).type !== "input";
}

/** What of its input the state makes this from, if it does not hand it on. */
function madeFrom(state: State, demand: Demand): readonly Demand[] {
  const origin = originOf(state, null, demand);
  switch (origin.type) {
    case "input":
      return [origin.demand];
    case "unknown":
      return [...readsOf(state).reads.map((read) => read.demand), ...inputTemplates(state).flatMap(({ template }) => demandsIn(template))];
    case "replaced":
    case "error":
    case "absent":
    case "branch":
      return [];
  }
}

/** What the JSONata in a template may read. */
function demandsIn(template: Template): readonly Demand[] {
  return referencesIn(template).flatMap((names) => {
    const source = sourceOfReference(names, []);
    return source.type === "input" ? [source.demand] : [];
  });
}
