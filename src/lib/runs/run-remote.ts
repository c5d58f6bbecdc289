import { randomUUID } from "node:crypto";
import { allStates } from "../asl/graph.ts";
import type { JsonValue } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import { faultedTasks, needsRealWork } from "../faults/check-copyable.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFault } from "../faults/parse-fault.ts";
import { isLoopback } from "../targets/endpoint/endpoint.ts";
import type { RemoteNotice } from "../targets/remote/remote-target.ts";
import { remoteTarget } from "../targets/remote/remote-target.ts";
import type { SfnClient } from "../targets/endpoint/sfn-client.ts";
import { serviceEnvelope } from "../tasks/service-envelope.ts";
import type { Judgement } from "./executions/check-judgement.ts";
import { checkJudgement } from "./executions/check-judgement.ts";
import { remoteChildren } from "./executions/children-of.ts";
import { reportRun } from "./report-run.ts";
import { givenInput } from "./given-input.ts";
import type { RemoteMachine } from "./machine/resolve-remote.ts";
import type { RunReport } from "./run-report.ts";
import type { RunPorts } from "./run-saga.ts";

/** One run at an endpoint as a person asks for it. */
export interface RemoteRun extends Judgement {
  readonly remote: RemoteMachine;
  /** The config's input, else {}, where it is not given. */
  readonly input?: JsonValue;
  /** In the grammar of docs/run.md#faults. */
  readonly faults: readonly string[];
  readonly failCause?: string;
  /** The words of the command line that repeat the run without its faults. */
  readonly again: readonly string[];
}

/** What a run at an endpoint needs of the outside. */
export interface RemotePorts extends Pick<RunPorts, "onEvent" | "onLog" | "interrupted"> {
  readonly client: SfnClient;
  /** Asks whoever may allow it, before anything is made; rejects where it is not allowed. */
  readonly approve: (plan: { readonly roleArn: string; readonly hasFaults: boolean }) => Promise<void>;
}

/**
 * Runs one execution at an endpoint, with faults or a definition of the person's own as a copy, and proves from its history what became of
 * every effect. @throws UserError for unknown states and bad faults, and (exit code 3) where the endpoint refuses or cannot be reached.
 */
export async function runRemote(run: RemoteRun, ports: RemotePorts): Promise<RunReport> {
  const { resolved, type, roleArn, stateMachineArn } = run.remote;
  const { client, onEvent, onLog, interrupted } = ports;
  const judgement = checkJudgement(run);
  const faults = run.faults.map((text) => parseFault(text, resolved.machine, resolved.model, run.failCause));
  // An endpoint on this machine may make up what it cannot call.
  if (!isLoopback(client.endpoint)) checkResources(run.remote, faults);
  await ports.approve({ roleArn, hasFaults: faults.length > 0 });
  const target = remoteTarget({
    client,
    type,
    roleArn,
    stateMachineArn,
    runId: randomUUID().slice(0, 8),
    envelope: serviceEnvelope,
    onNotice: (notice) => onLog(sentenceOf(notice)),
  });
  const execution = await target.run({
    machine: resolved.machine,
    definition: resolved.definition,
    machineName: resolved.name,
    executionName: `saga-cli-${randomUUID()}`,
    input: givenInput(run, resolved.settings),
    faults,
    interrupted,
    ...(onEvent ? { onEvent } : {}),
  });
  const report = reportRun({ resolved, judgement, faults, again: run.again }, execution, {
    children: remoteChildren(execution, resolved.config),
    simulated: [],
    tables: null,
    outbox: [],
    remains: stateMachineArn !== undefined && faults.length === 0,
  });
  return report.verdict.outcome === "unproven" && type === "EXPRESS"
    ? { ...report, verdict: { ...report.verdict, reason: EXPRESS_REASON } }
    : report;
}

function sentenceOf(notice: RemoteNotice): string {
  switch (notice.type) {
    case "left-behind":
      return `May be left at the endpoint: ${notice.names.join(", ")}. saga-cli cleanup removes them when it answers again.`;
    case "goes-on":
      return `The execution goes on: ${notice.executionArn}. Follow it with saga-cli history tail.`;
  }
}

const EXPRESS_REASON =
  "An EXPRESS execution keeps no history that could be asked for. Log every event to CloudWatch Logs (level ALL, with execution data), and verify that.";

/** A token that nothing has given a value cannot be called. */
function checkResources({ resolved, stateMachineArn }: RemoteMachine, faults: readonly Fault[]): void {
  if (stateMachineArn !== undefined) return;
  const faulted = faultedTasks(resolved.machine, faults);
  for (const state of allStates(resolved.machine)) {
    if (state.type !== "Task" || !state.resource.value.includes("${")) continue;
    if (faulted.has(state.name) && !needsRealWork(state.name, faults)) continue;
    throw new UserError(
      `"${state.name}" calls ${state.resource.value}, and nothing gives it a value`,
      "Give it one in saga.config.yaml, under machines.NAME.substitutions.",
      { file: resolved.file },
    );
  }
}
