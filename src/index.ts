/**
 * saga-cli as a library: lint state machines, parse one, model its saga, run it with injected faults in virtual time, and prove from an
 * execution's history what became of every effect. See docs/library.md.
 */
export { parseMachine } from "./lib/asl/parse-machine.ts";
export type { ParsedMachine } from "./lib/asl/parse-machine.ts";
export type { StateMachine } from "./lib/asl/ast.ts";
export type { Diagnostic } from "./lib/base/diagnostic.ts";
export type { JsonObject, JsonValue } from "./lib/base/json.ts";
export type { Clock, Files, Rng } from "./lib/base/ports.ts";
export { seededRng } from "./lib/base/ports.ts";
export type { Location, SourceText, Span } from "./lib/base/span.ts";
export { locate } from "./lib/base/span.ts";
export { UserError } from "./lib/base/user-error.ts";
export type { FinishedRun, MachineRun } from "./lib/engine/run-machine.ts";
export { runMachine } from "./lib/engine/run-machine.ts";
export type { TaskOutcome, TaskPerformer, TaskReply, TaskRequest } from "./lib/engine/task.ts";
export type { Fault } from "./lib/faults/fault.ts";
export type { FaultyPerformer } from "./lib/faults/inject-faults.ts";
export { injectFaults } from "./lib/faults/inject-faults.ts";
export { parseFault } from "./lib/faults/parse-fault.ts";
export { historyToAws } from "./lib/history/aws-json.ts";
export type { HistoryEvent } from "./lib/history/event.ts";
export { historyText } from "./lib/history/history-text.ts";
export type { HistoryFile } from "./lib/history/read-history.ts";
export { readHistory } from "./lib/history/read-history.ts";
export { diskFiles } from "./lib/runs/disk-files.ts";
export type { ErrorRoute } from "./lib/runs/error-route.ts";
export { errorRoute } from "./lib/runs/error-route.ts";
export type { LintRequest } from "./lib/runs/lint-files.ts";
export { lintFiles } from "./lib/runs/lint-files.ts";
export type { LintReport, LintedFile, LintedMachine, LocatedFinding } from "./lib/runs/lint-report.ts";
export type { RunReport } from "./lib/runs/run-report.ts";
export type { MachineReference, ResolvedMachine } from "./lib/runs/resolve-machine.ts";
export { resolveMachine } from "./lib/runs/resolve-machine.ts";
export type { RunPorts, SagaRun } from "./lib/runs/run-saga.ts";
export { runSaga } from "./lib/runs/run-saga.ts";
export type { HistoryReport } from "./lib/runs/verify-history.ts";
export { verifyHistory } from "./lib/runs/verify-history.ts";
export type { BuiltModel } from "./lib/saga/build-model.ts";
export { buildModel } from "./lib/saga/build-model.ts";
export type { SagaDeclarations, SagaModel, SagaStep } from "./lib/saga/model.ts";
export { parseText } from "./lib/source/parse-text.ts";
export type { Children } from "./lib/verify/children.ts";
export type { Verdict } from "./lib/verify/verdict.ts";
export { verify } from "./lib/verify/verify.ts";
