import type { State } from "../../asl/ast.ts";
import { lazily } from "../../base/lazily.ts";
import type { Places } from "./data-made.ts";
import { madePlaces, placeAround, placesOf, savedPlaces } from "./data-made.ts";
import type { Gap, Reader } from "./data-trace.ts";
import type { Hit } from "./data-witness.ts";
import { readersBehind } from "./data-witness.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { everAfter, successors } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";
import type { ShortestWays, WayStep } from "../graph/shortest-way.ts";
import { shortestWays } from "../graph/shortest-way.ts";

/** One place that is not there when it is read. */
export interface Loss {
  readonly reader: Reader;
  /** The state from which on it is not there; null where it is from the start. */
  readonly at: State | null;
  /** The shortest way of an execution from the start to the reader. */
  readonly path: readonly WayStep[];
  /** Whether it is there on no other way either. */
  readonly always: boolean;
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
  readonly model: SagaModel;
  readonly graph: MachineGraph;
  /** The states on the way to success. */
  readonly forward: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  /** Whether nobody put there what is needed, rather than that somebody took it away. */
  readonly isMissing: (gap: Gap) => boolean;
  /** Whether on no way to the reader there is what it reads. */
  readonly always: (reader: Reader) => boolean;
}

/** The catchers whose error output takes the place of what is read. */
export function findCaught(traced: Traced): readonly CaughtLoss[] {
  const pathTo = pathFinder(traced);
  const sites = bySite(traced.gaps.filter(({ type }) => type === "caught"));
  const errors = lazily(() => new Set(bySite(traced.gaps.filter(({ type }) => type === "error")).map(({ key }) => key)));
  return sites.flatMap(({ key, at, catcher, gaps }): readonly CaughtLoss[] => {
    const counts = ({ reader }: Hit): boolean => !reader.optional;
    const hit =
      firstOf(readersBehind(gaps), (each) => counts(each) && each.reader.kind !== "saved") ?? firstOf(readersBehind(gaps), counts);
    if (hit === undefined || catcher === null) return [];
    return [{ ...lossOf(traced, hit, pathTo), at, catcher, errorIsRead: errors().has(key) }];
  });
}

/** The results that take the place of what a recovery state reads. */
export function findReplaced(traced: Traced): readonly ReplacedLoss[] {
  const pathTo = pathFinder(traced);
  const saved = lazily(() => allSaved(traced));
  const sites = bySite(traced.gaps.filter(({ type }) => type === "result" || type === "replaced"));
  return sites.flatMap(({ at, gaps }): readonly ReplacedLoss[] => {
    for (const lost of ["field", "saved", "unknown"] as const) {
      const hit = firstOf(readersBehind(gaps.filter((gap) => mayLose(gap, lost, saved()))), (candidate) =>
        isLost(traced, at, candidate, lost),
      );
      if (hit !== undefined) return [{ ...lossOf(traced, hit, pathTo), at, lost }];
    }
    return [];
  });
}

/** Whether it is worth while to look for readers behind the gap: of 10,000 gaps few are. */
function mayLose({ type, need }: Gap, lost: ReplacedLoss["lost"], saved: Places): boolean {
  switch (lost) {
    case "field":
      return type === "result";
    case "saved":
      return placeAround(saved, need.place.demand) !== null;
    case "unknown":
      return type === "replaced";
  }
}

/** Where steps that somebody undoes save their results. */
function allSaved({ model, graph }: Traced): Places {
  const saving = [...model.steps.values()].filter(({ compensations }) => compensations.length > 0);
  return placesOf(
    saving.flatMap(({ state }) => {
      const step = graph.states.get(state)?.state;
      return step ? savedPlaces(step) : [];
    }),
  );
}

function isLost(traced: Traced, at: State, { gap, reader }: Hit, lost: ReplacedLoss["lost"]): boolean {
  const { model, forward } = traced;
  if (reader.optional) return false;
  // On the way to success it is told where no way has it: there nobody gets past the reader.
  if (forward.has(reader.state.name)) return lost === "field" && gap.type === "result" && traced.always(reader);
  const ownResult = undoes(traced, reader, at);
  switch (lost) {
    case "field":
      return !ownResult && gap.type === "result" && reader.kind === "field";
    case "saved":
      return !ownResult && reader.saves !== null && reader.saves !== at.name && mayFollow(traced, reader.saves, at);
    case "unknown":
      return (
        reader.kind !== "saved" &&
        at.type === "Task" &&
        forward.has(at.name) &&
        model.steps.get(reader.state.name)?.role === "compensation" &&
        (!ownResult || isMadeElsewhere(traced, at, gap))
      );
  }
}

/** Whether some state makes the place that is needed, other than the one whose result took the place of the whole input. */
function isMadeElsewhere({ graph }: Traced, at: State, { need }: Gap): boolean {
  const flow = graph.states.get(at.name)?.flow;
  return flow !== undefined && placeAround(madePlaces(flow), need.place.demand) !== null;
}

/** Whether the reader undoes the step. */
export function undoes({ model }: Traced, { state }: Reader, step: State | null): boolean {
  return step !== null && model.steps.get(state.name)?.undoes.includes(step.name) === true;
}

/** Whether the state may run after the step has succeeded. */
function mayFollow({ graph }: Traced, step: string, { name }: State): boolean {
  const next = successors(graph, step);
  return next.includes(name) || everAfter(graph, next).has(name);
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

/** The loss that the reader suffers. */
export function lossOf({ always }: Traced, hit: Hit, pathTo: PathFinder): Loss {
  return { reader: hit.reader, at: hit.gap.at, path: pathTo(hit), always: always(hit.reader) };
}

type PathFinder = (hit: Hit) => readonly WayStep[];

/** Gives the shortest way of an execution from the start to a reader. */
export function pathFinder({ graph }: Traced): PathFinder {
  let ways: ShortestWays | undefined;
  return ({ gap, way }) => {
    if (gap.at === null) return way();
    ways ??= shortestWays(graph);
    return [...ways.between(graph.machine.startAt.value, gap.at.name).slice(0, -1), ...way()];
  };
}

/** The first of the items for which this holds. */
export function firstOf<T>(items: Iterable<T>, holds: (item: T) => boolean): T | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}
