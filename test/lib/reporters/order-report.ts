import type { Effect, Verdict } from "../../../src/lib/verify/verdict.ts";
import type { RunReport } from "../../../src/lib/runs/run-report.ts";
import type { Role, SagaModel, SagaStep } from "../../../src/lib/saga/model.ts";

/** The model of the order saga: three steps and their compensations. */
export const ORDER_MODEL: SagaModel = modelOf([
  ["ProcessOrder", "UpdateOrderStatus"],
  ["ProcessPayment", "ProcessRefund"],
  ["ReserveInventory", "ReleaseInventory"],
]);

const RELEASE_FAILED: Verdict = {
  outcome: "stuck",
  model: "inferred",
  key: "o-1001",
  effects: [
    effect("ProcessOrder", "done", "UpdateOrderStatus", "missing"),
    effect("ProcessPayment", "done", "ProcessRefund", "missing"),
    effect("ReserveInventory", "failed", "ReleaseInventory", "failed"),
  ],
  violations: [
    {
      kind: "compensation-failed",
      step: "ReserveInventory",
      compensation: "ReleaseInventory",
      event: 27,
      message: "ReleaseInventory failed with States.TaskFailed, so ReserveInventory is not undone.",
    },
  ],
  notes: [],
  recovery: {
    advice: "run-by-hand",
    resumesAt: null,
    remaining: [
      { compensation: "ReleaseInventory", undoes: "ReserveInventory", input: { order_id: "o-1001", amount: 38 } },
      { compensation: "ProcessRefund", undoes: "ProcessPayment", input: { order_id: "o-1001", amount: 38 } },
      { compensation: "UpdateOrderStatus", undoes: "ProcessOrder", input: { order_id: "o-1001", amount: 38 } },
    ],
    reason: "The execution left the chain of compensations at sns:NotifyReleaseInventoryFail, so a redrive would not resume them.",
  },
};

/** A run of the order saga in which ReserveInventory and then ReleaseInventory failed for good. */
export const STUCK_RUN: RunReport = {
  machine: "order",
  file: "order.asl.json",
  executionArn: "arn:aws:states:us-east-1:123456789012:execution:order:run-1",
  remains: false,
  status: "FAILED",
  output: null,
  error: "OrderFailed",
  cause: "The order was not placed.",
  startedAt: 0,
  stoppedAt: 14_000,
  faults: [
    {
      text: "ReserveInventory",
      state: "ReserveInventory",
      iteration: null,
      error: "States.TaskFailed",
      phase: "before",
      attempts: null,
      hits: 4,
    },
    {
      text: "ReleaseInventory#2",
      state: "ReleaseInventory",
      iteration: null,
      error: "States.TaskFailed",
      phase: "before",
      attempts: [2, 2],
      hits: 0,
    },
  ],
  simulated: ["AuditOrder"],
  misnamed: [{ task: "AuditOder", state: "AuditOrder" }],
  escapes: [
    {
      state: "ReserveInventory",
      error: "States.Timeout",
      command: "saga-cli run order.asl.json --fail-at ReserveInventory:States.Timeout",
    },
  ],
  model: ORDER_MODEL,
  verdict: RELEASE_FAILED,
  history: [],
  tables: {
    before: { Orders: [] },
    after: { Orders: [{ order_id: "o-1001", status: "Placed" }] },
    changes: [{ table: "Orders", key: { order_id: "o-1001" }, before: null, after: { order_id: "o-1001", status: "Placed" } }],
  },
  outbox: [
    {
      service: "sns",
      destination: "arn:aws:sns:us-east-1:123456789012:orders",
      message: "o-1001",
      state: "sns:NotifyReleaseInventoryFail",
      at: 14_000,
    },
  ],
  exitCode: 1,
  failures: ["The verdict is stuck.", "The fault ReleaseInventory#2 was never hit."],
};

/** A run of the order saga in which everything went well. */
export const COMMITTED_RUN: RunReport = {
  ...STUCK_RUN,
  status: "SUCCEEDED",
  output: { order_id: "o-1001", amount: 38 },
  error: null,
  cause: null,
  stoppedAt: 0,
  faults: [],
  simulated: [],
  misnamed: [],
  escapes: [],
  verdict: {
    outcome: "committed",
    model: "declared",
    key: "o-1001",
    effects: [
      effect("ProcessOrder", "done", null, "not-needed"),
      effect("ProcessPayment", "done", null, "not-needed"),
      effect("ReserveInventory", "done", null, "not-needed"),
    ],
    violations: [],
    notes: [],
    recovery: { advice: "none", resumesAt: null, remaining: [], reason: "" },
  },
  tables: null,
  outbox: [],
  exitCode: 0,
  failures: [],
};

/** One effect in an execution's own top level. */
export function effect(step: string, what: Effect["effect"], state: string | null, status: Effect["compensation"]["status"]): Effect {
  return {
    step,
    execution: null,
    iteration: null,
    effect: what,
    source: "history",
    events: [],
    compensation: { state, status, events: [] },
  };
}

/** A model of steps, each with its compensation. */
export function modelOf(pairs: readonly (readonly [step: string, compensation: string])[]): SagaModel {
  const steps = new Map<string, SagaStep>();
  for (const [step, compensation] of pairs) steps.set(step, sagaStep(step, "forward", [compensation], []));
  for (const [step, compensation] of pairs) steps.set(compensation, sagaStep(compensation, "compensation", [], [step]));
  return {
    machine: "order",
    saga: true,
    sign: null,
    source: "inferred",
    key: "$.order_id",
    style: "self",
    rollbackMaySucceed: false,
    steps,
    failureEdges: [],
    detours: [],
    lastLeg: new Set(),
  };
}

function sagaStep(state: string, role: Role, compensations: readonly string[], undoes: readonly string[]): SagaStep {
  return {
    state,
    role,
    style: "self",
    compensations,
    undoes,
    undo: null,
    evidence: ["chain", "name"],
    confidence: "certain",
    pivot: false,
    idempotent: false,
    optional: false,
    fallback: false,
    tombstone: false,
    onUnknown: null,
    resolves: null,
    key: null,
    count: null,
    noCompensation: null,
    data: { readsInput: true, variables: [], keepsInput: true },
  };
}
