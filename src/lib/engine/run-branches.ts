import type { Flow } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Branch, Frame, Line } from "./execution.ts";
import { HistoryFull, recordLeaf } from "./execution.ts";
import { Mailbox } from "./mailbox.ts";
import type { FlowResult } from "./run-flow.ts";
import { runFlow } from "./run-flow.ts";
import type { StateFailure, Step } from "./step.ts";
import { receive } from "./step.ts";
import type { Visit } from "./visit.ts";

/** One of the flows that a Parallel or Map runs side by side. */
export interface BranchStart {
  readonly flow: Flow;
  readonly input: JsonValue;
  readonly frame: Frame;
}

/** How branches are run, and what is recorded as they come and go. */
export interface BranchPlan {
  readonly count: number;
  /** The most that run at a time. */
  readonly limit: number;
  /** Prepares a branch; called in order, `after` being the event that made room for it. */
  readonly begin: (index: number, after: number) => BranchStart;
  readonly onSuccess?: (branch: Branch) => void;
  /** Called before the siblings are aborted. */
  readonly onFailure?: (branch: Branch) => void;
  readonly onAbort?: (branch: Branch, cause: number) => void;
}

/** What all branches together gave. */
export type BranchesResult =
  | { readonly ok: true; readonly outputs: readonly JsonValue[] }
  | { readonly ok: false; readonly failure: StateFailure };

interface Ending {
  readonly branch: Branch;
  readonly result: FlowResult;
}

/**
 * Runs branches until all have succeeded or one has failed; then the others are aborted. The parent's line goes on from the last event
 * inside. In a visit that is resumed, branches that had succeeded are not run again, and the others go on where they were.
 */
export function* runBranches(visit: Visit, plan: BranchPlan): Step<BranchesResult> {
  const { frame: parent } = visit;
  const { simulation } = parent.execution;
  const progress = (visit.progress ??= []);
  const running = (parent.branches = new Set<Branch>());
  const endings = new Mailbox<Ending>();
  let next = 0;
  const startNext = (after: number): void => {
    while (progress[next]?.type === "done") next += 1;
    if (next >= plan.count) return;
    const index = next++;
    const known = progress[index];
    const start = known?.type === "open" ? known.start : plan.begin(index, after);
    progress[index] = { type: "open", start };
    running.add(startBranch(index, start, endings));
  };
  for (let free = Math.min(plan.count, plan.limit); free > 0; free--) startNext(parent.last);
  while (running.size > 0) {
    // A turn to take what is there already would only come round at once, where nobody else has one.
    const { branch, result } = (simulation.isCrowded() ? undefined : endings.take()) ?? (yield* receive(endings));
    running.delete(branch);
    const lastInside = branch.frame.last;
    if (result.type === "history-full") throw new HistoryFull();
    if (result.type === "failed") {
      fail(parent, branch, plan);
      parent.last = lastInside;
      return { ok: false, failure: result.failure };
    }
    progress[branch.index] = { type: "done", output: result.output };
    plan.onSuccess?.(branch);
    parent.last = branch.frame.last;
    startNext(lastInside);
  }
  return { ok: true, outputs: progress.map((done) => (done.type === "done" ? done.output : null)) };
}

function startBranch(index: number, { flow, input, frame }: BranchStart, endings: Mailbox<Ending>): Branch {
  const fiber = frame.execution.simulation.start(runFlow(flow, input, frame), (result) => endings.post({ branch, result }));
  const branch: Branch = { index, frame, fiber };
  return branch;
}

/** Recorded on AWS: everything that a failure puts an end to points at the failing event, and the failing Task itself counts as aborted, too. */
function fail(parent: Frame, branch: Branch, plan: BranchPlan): void {
  const cause = branch.frame.last;
  plan.onFailure?.(branch);
  if (branch.frame.visit?.state.type === "Task") recordLeaf(branch.frame, "TaskStateAborted", {}, cause);
  for (const sibling of parent.branches ?? []) abort(sibling, cause, plan.onAbort);
  parent.branches = undefined;
}

function abort(branch: Branch, cause: number, onAbort: BranchPlan["onAbort"]): void {
  const { frame } = branch;
  frame.execution.simulation.stop(branch.fiber);
  for (const inner of frame.branches ?? []) abort(inner, cause, undefined);
  frame.branches = undefined;
  onAbort?.(branch, cause);
  const type = frame.visit?.state.type;
  if (type === "Task" || type === "Wait" || type === "Map" || type === "Parallel") recordLeaf(frame, `${type}StateAborted`, {}, cause);
}

/** Stops a line and everything inside it without a word in the history, as StopExecution and the machine's own timeout do. */
export function stopLines({ frame, fiber }: Line): void {
  frame.execution.simulation.stop(fiber);
  for (const branch of frame.branches ?? []) stopLines(branch);
  frame.branches = undefined;
}
