import type { HistoryEvent } from "../../history/event.ts";
import { readChildren } from "../../targets/endpoint/read-children.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import type { Judgement } from "./check-judgement.ts";
import { remoteChildren } from "./children-of.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import type { HistoryReport } from "./verify-history.ts";
import { judgeHistory } from "./verify-history.ts";

/** Judges an execution of an endpoint by its events so far, and by those of the executions that it leads to. */
export async function verifyExecution(
  client: SfnClient,
  execution: { readonly executionArn: string; readonly events: readonly HistoryEvent[] },
  resolved: ResolvedMachine,
  judgement: Judgement,
  signal?: AbortSignal,
): Promise<HistoryReport> {
  const descendants = await readChildren(client, execution.events, signal);
  return judgeHistory({ ...execution, source: {}, children: remoteChildren(descendants, resolved.config) }, resolved, judgement);
}
