import type { MapState, StateMachine } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import { History } from "../history/history.ts";
import type { Execution, MapRun } from "./execution.ts";
import { Mailbox } from "./mailbox.ts";
import { iterationName } from "./map-iterations.ts";
import { randomUuid } from "./random-uuid.ts";
import { redriveExecution, startExecution, stopExecution } from "./start-execution.ts";
import type { Step } from "./step.ts";
import { receive } from "./step.ts";
import type { ToleratedFailures } from "./tolerated-failures.ts";
import { exceeds, namedLimits } from "./tolerated-failures.ts";
import type { Visit } from "./visit.ts";

/** Runs the children of a Map run, as many at a time as the run allows by then; true when too many have failed, and the others were stopped. */
export function* runChildren(visit: Visit<MapState>, run: MapRun): Step<boolean> {
  const ended = new Mailbox<Execution>();
  const unfinished = run.children.filter(({ result }) => result?.status !== "SUCCEEDED");
  const total = run.inputs.reduce<number>((sum, input) => sum + itemsIn(visit, input), 0);
  let running = 0;
  let failed = 0;
  const startMore = (): void => {
    while (running < run.maxConcurrency) {
      const again = unfinished.shift();
      const input = run.inputs[run.children.length];
      if (again) redriveExecution(again, (child) => ended.post(child));
      else if (input !== undefined) run.children.push(startChild(visit, run, input, ended));
      else return;
      running += 1;
    }
  };
  for (startMore(); running > 0; startMore()) {
    const child = yield* receive(ended);
    running -= 1;
    if (child.result?.status !== "SUCCEEDED") failed += itemsIn(visit, child.input);
    if (exceeds(failed, total, toleratedBy(visit, run))) {
      for (const other of run.children) stopExecution(other, {});
      return true;
    }
  }
  return false;
}

/** What a Map run tolerates now: UpdateMapRun may have named a limit that the definition does not. */
function toleratedBy({ state }: Visit<MapState>, run: MapRun): ToleratedFailures {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = run;
  const named = namedLimits(state);
  return { count, percentage, named: { count: named.count || count > 0, percentage: named.percentage || percentage > 0 } };
}

/** How many items a child has: a failed batch counts as so many failures. */
function itemsIn({ state }: Visit<MapState>, input: JsonValue): number {
  const items = state.itemBatcher && isObject(input) ? member(input, "Items") : undefined;
  return isArray(items) ? items.length : 1;
}

function startChild(visit: Visit<MapState>, run: MapRun, input: JsonValue, ended: Mailbox<Execution>): Execution {
  const { frame, state } = visit;
  const { execution } = frame;
  const { identity, machine, rng, onChild } = execution;
  const [, label = ""] = /\/([^:]*):/.exec(run.arn) ?? [];
  const name = randomUuid(rng);
  const child = startExecution(execution.simulation, {
    machine: processorMachine(machine, state),
    identity: {
      ...identity,
      name,
      executionArn: `${identity.stateMachineArn.replace(":stateMachine:", ":execution:")}/${label}:${name}`,
      stateMachineArn: `${identity.stateMachineArn}/${label}`,
      stateMachineName: `${identity.stateMachineName}/${label}`,
    },
    input,
    iteration: iterationName(visit, run.children.length),
    rng,
    history: new History(),
    onChild,
    onEnd: (child) => ended.post(child),
  });
  onChild?.(child);
  return child;
}

/** A Map's processor as the machine of its children; it knows nothing of the parent's variables. */
function processorMachine({ source }: StateMachine, { processor, queryLanguage }: MapState): StateMachine {
  return { ...processor, source, queryLanguage, version: undefined, timeoutSeconds: undefined };
}
