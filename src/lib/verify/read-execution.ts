import type { HistoryEvent } from "../history/event.ts";
import type { Children, MapRunExecution } from "./children.ts";
import { iterationIn } from "./iterations.ts";
import type { Reading, Source } from "./reading.ts";
import { readEvents } from "./reading.ts";
import type { ExecutionPlace, StartedMapRun, Visit, VisitLog } from "./visit.ts";
import { readVisits } from "./visits.ts";

/** An execution with those of its Map runs, whose visits stand among its own where the runs began. */
export interface ReadExecution extends Reading, VisitLog {}

/** Reads an execution's history and those of its Map runs; a run that was not read, or not to its end, is a gap once the execution has ended. */
export function readExecution(
  history: readonly HistoryEvent[],
  source: Source,
  children: Children,
  place: Omit<ExecutionPlace, "running">,
): ReadExecution {
  const reading = readEvents(history, source);
  const running = reading.status === "RUNNING";
  const log = readVisits(reading.events, { ...place, running });
  const runs = log.mapRuns.map((run) => ({ run, ...readMapRun(run, children, place) }));
  const own = log.visits.map((visit) => ({ at: visit.entered, visits: [visit] as readonly Visit[] }));
  const inRuns = runs.map(({ run, executions }) => ({ at: run.event, visits: executions.flatMap(({ visits }) => visits) }));
  const inOrder = runs.length === 0 ? own : [...own, ...inRuns].sort((a, b) => a.at - b.at);
  return {
    ...reading,
    ...log,
    visits: inOrder.flatMap(({ visits }) => visits),
    nested: [...log.nested, ...runs.flatMap(({ executions }) => executions.flatMap(({ nested }) => nested))],
    gap: reading.gap ?? (running ? null : (runs.find(({ gap }) => gap !== null)?.gap ?? null)),
  };
}

interface ReadMapRun {
  readonly executions: readonly ReadExecution[];
  readonly gap: string | null;
}

function readMapRun({ arn, visit, event }: StartedMapRun, children: Children, place: Omit<ExecutionPlace, "running">): ReadMapRun {
  const found = children.mapRuns.find((run) => run.arn === arn);
  if (found === undefined) return { executions: [], gap: `The executions of the Map run ${arn}, begun at event ${event}, were not read.` };
  // Whatever the histories say, no run holds itself.
  const others = { ...children, mapRuns: children.mapRuns.filter((run) => run !== found) };
  const executions = found.executions.map((child, index) => {
    const iteration = iterationIn(visit.iteration, `${visit.state}[${index}]`);
    return readExecution(child.history, child, others, { ...place, execution: child.arn, parent: visit, iteration });
  });
  const gaps = executions.map((execution, index) => gapOf(execution, found.executions[index]));
  return { executions, gap: gaps.find((gap) => gap !== null) ?? null };
}

function gapOf({ gap, status }: Reading, child: MapRunExecution | undefined): string | null {
  if (gap !== null) return `Of the execution ${child?.arn}: ${gap}`;
  return status === "RUNNING" ? `The history of the execution ${child?.arn} does not reach its end.` : null;
}
