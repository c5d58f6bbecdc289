import { faultedTasks } from "../../faults/check-copyable.ts";
import type { Envelope } from "../../faults/inject-faults.ts";
import { injectFaults } from "../../faults/inject-faults.ts";
import { activityInstrument, instrumentCopy } from "../../faults/instrument-copy.ts";
import { createMapBack } from "../../faults/map-back.ts";
import { createAttemptTracker } from "../../faults/track-attempts.ts";
import type { HistoryEvent } from "../../history/event.ts";
import type { ActivityWorker } from "./activity-worker.ts";
import { startActivityWorker } from "./activity-worker.ts";
import type { Bell } from "../endpoint/bell.ts";
import { createBell } from "../endpoint/bell.ts";
import { endOf } from "./execution-end.ts";
import { followHistory } from "../endpoint/follow-history.ts";
import type { RealWork } from "./real-work.ts";
import { realWork } from "./real-work.ts";
import type { RemoteExecution } from "./remote-execution.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import type { TargetRun } from "../target.ts";
import type { TemporaryResources } from "./temporary-resources.ts";

/** Runs a STANDARD machine as a copy in which saga-cli answers for the faulted Tasks; the history comes back as the original's. */
export async function runCopy(
  client: SfnClient,
  envelope: Envelope,
  resources: TemporaryResources,
  run: TargetRun,
): Promise<RemoteExecution> {
  const faulted = faultedTasks(run.machine, run.faults);
  const activityArn = faulted.size === 0 ? "" : await resources.activity();
  const definition = instrumentCopy(run.definition, new Set(faulted.keys()), activityInstrument(activityArn));
  const stateMachineArn = await resources.machine(JSON.stringify(definition), "STANDARD");
  const work = realWork(client, resources, faulted, run.interrupted);
  const faulty = injectFaults(run.faults, work.perform, envelope);
  const bell = createBell();
  const worker = startActivityWorker(client, { activityArn, perform: faulty.perform, onTask: bell.ring });
  let ran;
  try {
    ran = await follow({ client, resources, run, faulted, activityArn, stateMachineArn, work, worker, bell });
  } finally {
    await worker.stop();
  }
  await faulty.landLateEffects();
  return { ...ran, hits: faulty.hits(), injected: faulty.injected };
}

interface Copy {
  readonly client: SfnClient;
  readonly resources: TemporaryResources;
  readonly run: TargetRun;
  readonly faulted: ReturnType<typeof faultedTasks>;
  readonly activityArn: string;
  readonly stateMachineArn: string;
  readonly work: RealWork;
  readonly worker: ActivityWorker;
  readonly bell: Bell;
}

/** Starts the copy and reads its events to the end: each tells the worker what it was asked, and becomes the original's. */
async function follow(copy: Copy): Promise<Omit<RemoteExecution, "hits" | "injected">> {
  const { client, resources, run, faulted, activityArn, work, worker, bell } = copy;
  const executionArn = await resources.start(copy.stateMachineArn, JSON.stringify(run.input));
  const track = createAttemptTracker(executionArn, activityArn, faulted);
  const requests = new Map<string, number>();
  const realWorkOf = (workerName: string): readonly HistoryEvent[] => work.events.get(requests.get(workerName) ?? 0) ?? [];
  const region = executionArn.split(":")[3] ?? "";
  const mapBack = createMapBack({ faulted, region, realWork: realWorkOf });
  const signal = run.interrupted ? AbortSignal.any([run.interrupted, worker.broken]) : worker.broken;
  const events: HistoryEvent[] = [];
  for await (const batch of followHistory(client, executionArn, { signal, bell })) {
    for (const event of batch) {
      const taken = track(event);
      if (taken !== null) {
        requests.set(taken.workerName, taken.request.id);
        worker.taken(taken);
      }
      for (const mapped of mapBack(event)) {
        events.push(mapped);
        run.onEvent?.(mapped);
      }
    }
  }
  resources.ended(executionArn);
  return { executionArn, events, ...endOf(events) };
}
