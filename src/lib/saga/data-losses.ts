import type { Flow, State, StateMachine } from "../asl/ast.ts";
import type { Demand } from "./data-demand.ts";
import { demandText, isWithin } from "./data-demand.ts";
import type { MadePlace, MadePlaces } from "./data-made.ts";
import { isErrorPart, madePlaceOf } from "./data-made.ts";
import type { Gap, Reader } from "./data-trace.ts";
import type { Hit, WayStep } from "./data-witness.ts";
import { readersBehind, shortestWays } from "./data-witness.ts";
import type { MachineGraph } from "./machine-graph.ts";
import { everAfter, successors } from "./machine-graph.ts";
import type { SagaModel } from "./model.ts";

/** One place that is not there when it is read. */
export interface Loss {
  readonly reader: Reader;
  /** The shortest way of an execution from the start to the reader. */
  readonly path: readonly WayStep[];
}

/** A catcher's error output took its place; the reader is the nearest. */
export interface CaughtLoss extends Loss {
  readonly at: State;
  /** Its index in Catch. */
  readonly catcher: number;
  /** Whether somebody reads the error output where the catcher leaves it now. */
  readonly errorIsRead: boolean;
}

/** A result took its place; the reader is the nearest of those that it harms most. */
export interface ReplacedLoss extends Loss {
  readonly at: State;
  /** `field`: the result cannot have the field; `saved`: a step's saved result is gone; `unknown`: the result may bring it along. */
  readonly lost: "field" | "saved" | "unknown";
}

/** A machine whose readers' places were traced. */
export interface Traced {
  readonly machine: StateMachine;
  readonly model: SagaModel;
  readonly graph: MachineGraph;
  /** The states on the way to success. */
  readonly forward: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  readonly made: (flow: Flow) => MadePlaces;
}

/** The catchers whose error output takes the place of what is read. */
export function findCaught(traced: Traced): readonly CaughtLoss[] {
  const pathTo = pathFinder(traced);
  const errors = new Set(bySite(traced.gaps.filter(({ type }) => type === "error")).map(({ key }) => key));
  const sites = bySite(traced.gaps.filter((gap) => gap.type === "caught" && !isMeantAsError(traced, gap)));
  return sites.flatMap(({ key, at, catcher, gaps }): readonly CaughtLoss[] => {
    const hit = firstOf(readersBehind(gaps), ({ reader }) => reader.kind !== "saved");
    if (hit === undefined || catcher === null) return [];
    return [{ at, catcher, reader: hit.reader, path: pathTo(hit), errorIsRead: errors.has(key) }];
  });
}

/** The results that take the place of what a recovery state reads. */
export function findReplaced(traced: Traced): readonly ReplacedLoss[] {
  const pathTo = pathFinder(traced);
  const sites = bySite(traced.gaps.filter(({ type }) => type === "result" || type === "replaced"));
  return sites.flatMap(({ at, gaps }): readonly ReplacedLoss[] => {
    for (const lost of ["field", "saved", "unknown"] as const) {
      const hit = firstOf(readersBehind(gaps), (candidate) => isLost(traced, at, candidate, lost));
      if (hit !== undefined) return [{ at, lost, reader: hit.reader, path: pathTo(hit) }];
    }
    return [];
  });
}

/** What recovery states read and nobody on some path put there: each place once, with the shortest such path. */
export function findMissing(traced: Traced): readonly Loss[] {
  const pathTo = pathFinder(traced);
  const isInInput = inputEvidence(traced);
  const nowhere = readersBehind(traced.gaps.filter((gap) => isMissing(traced, gap, isInInput)));
  // A compensation that reads its own step's result at a place where that has no such field: nobody took that away.
  const misread = readersBehind(traced.gaps.filter(({ type }) => type === "result"));
  const found = new Map<string, Loss>();
  for (const hit of [...nowhere, ...[...misread].filter(({ gap, reader }) => undoes(traced, reader, gap.at))]) {
    const { reader } = hit;
    const key = JSON.stringify([reader.state.name, demandText(reader.demand)]);
    if (reader.kind !== "field" || traced.forward.has(reader.state.name) || found.has(key)) continue;
    found.set(key, { reader, path: pathTo(hit) });
  }
  return [...found.values()];
}

function isLost(traced: Traced, at: State, { gap, reader }: Hit, lost: ReplacedLoss["lost"]): boolean {
  const { model, forward } = traced;
  if (forward.has(reader.state.name) || undoes(traced, reader, at)) return false;
  switch (lost) {
    case "field":
      return gap.type === "result" && reader.kind === "field";
    case "saved":
      return reader.saves !== null && reader.saves !== at.name && mayFollow(traced, reader.saves, at);
    case "unknown":
      return (
        reader.kind !== "saved" &&
        forward.has(at.name) &&
        model.steps.get(at.name)?.role === "forward" &&
        model.steps.get(reader.state.name)?.role === "compensation"
      );
  }
}

function undoes({ model }: Traced, { state }: Reader, step: State | null): boolean {
  return step !== null && model.steps.get(state.name)?.undoes.includes(step.name) === true;
}

/** Whether the state may run after the step has succeeded. */
function mayFollow({ graph }: Traced, step: string, { name }: State): boolean {
  const next = successors(graph, step);
  return next.includes(name) || everAfter(graph, next).has(name);
}

function isMissing(traced: Traced, gap: Gap, isInInput: (place: Demand) => boolean): boolean {
  const { demand } = gap.need;
  switch (gap.type) {
    case "shape":
      return true;
    case "caught":
      return isMeantAsError(traced, gap);
    case "start": {
      if (demand.variable !== null) return true;
      const place = placeMade(traced, gap);
      return place === null ? isErrorPart(demand) && !isInInput(demand) : !isInInput({ variable: null, keys: place.keys });
    }
    case "result":
    case "replaced":
    case "error":
      return false;
  }
}

/** Whether the place is where errors are put: it misses an error then, no input. */
function isMeantAsError(traced: Traced, gap: Gap): boolean {
  return isErrorPart(gap.need.demand) || placeMade(traced, gap)?.by === "error";
}

/** The place that some state on the way makes, in which what is needed lies. */
function placeMade({ graph, made }: Traced, { need }: Gap): MadePlace | null {
  const flow = graph.states.get(need.state.name)?.flow;
  return need.made ?? (flow ? madePlaceOf(made(flow), need.demand) : null);
}

/** What the way to success reads before any state makes it must be in the execution's input. */
function inputEvidence({ gaps, forward }: Traced): (place: Demand) => boolean {
  const read = gaps
    .filter((gap) => gap.type === "start" && firstOf(readersBehind([gap]), ({ reader }) => forward.has(reader.state.name)) !== undefined)
    .map(({ need }) => need.demand);
  return ({ keys }) => read.some((demand) => demand.variable === null && isWithin(demand.keys, keys));
}

/** The gaps of one state, in Catch of one catcher. */
interface Site {
  readonly key: string;
  readonly at: State;
  readonly catcher: number | null;
  readonly gaps: readonly Gap[];
}

function bySite(gaps: readonly Gap[]): readonly Site[] {
  const sites = new Map<string, Site & { readonly gaps: Gap[] }>();
  for (const gap of gaps) {
    if (gap.at === null) continue;
    const key = JSON.stringify([gap.at.name, gap.catcher]);
    const site = sites.get(key) ?? { key, at: gap.at, catcher: gap.catcher, gaps: [] };
    site.gaps.push(gap);
    sites.set(key, site);
  }
  return [...sites.values()];
}

function pathFinder({ machine }: Traced): (hit: Hit) => readonly WayStep[] {
  let before: ReturnType<typeof shortestWays> | undefined;
  return ({ gap, way }) => {
    before ??= shortestWays(machine);
    return gap.at === null ? way() : [...before(gap.at), ...way()];
  };
}

function firstOf<T>(items: Iterable<T>, holds: (item: T) => boolean): T | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}
