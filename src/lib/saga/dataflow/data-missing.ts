import { lazily } from "../../base/lazily.ts";
import type { Keys } from "./data-demand.ts";
import { demandText, isWithin } from "./data-demand.ts";
import type { Loss, Traced } from "./data-losses.ts";
import { firstOf, lossOf, pathFinder, undoes } from "./data-losses.ts";
import { isErrorPart, madePlaces, placeAround } from "./data-made.ts";
import type { Gap } from "./data-trace.ts";
import { readersBehind } from "./data-witness.ts";

/** What recovery states read and nobody on some path put there: each place once, with the shortest such path. */
export function findMissing(traced: Traced): readonly Loss[] {
  const pathTo = pathFinder(traced);
  const nowhere = readersBehind(traced.gaps.filter((gap) => traced.isMissing(gap)));
  // A compensation that reads its own step's result at a place where that has no such field: nobody took that away.
  const misread = readersBehind(traced.gaps.filter(({ type }) => type === "result"));
  const found = new Map<string, Loss>();
  for (const hit of [...nowhere, ...[...misread].filter(({ gap, reader }) => undoes(traced, reader, gap.at))]) {
    const { reader } = hit;
    const key = JSON.stringify([reader.state.name, demandText(reader.demand)]);
    if (reader.kind !== "field" || found.has(key)) continue;
    // On the way to success it is told where no way has it, and the definition says what is there instead: nobody gets past the reader.
    if (traced.forward.has(reader.state.name) && !(hit.gap.type === "shape" && traced.always(reader))) continue;
    // A comparison with nothing is false, which may be what is meant, unless it can never be anything else.
    if (!reader.optional || traced.always(reader)) found.set(key, lossOf(traced, hit, pathTo));
  }
  return [...found.values()];
}

/** Gives whether nobody put there what is needed, rather than that somebody took it away. */
export function missingFinder(traced: Ground): (gap: Gap) => boolean {
  const isInInput = inputEvidence(traced);
  return (gap) => {
    const { demand } = gap.need.place;
    switch (gap.type) {
      case "shape":
        return true;
      case "start": {
        if (demand.variable !== null) return true;
        const place = placeMade(traced, gap);
        return place === null ? isErrorPart(demand) && !isInInput(demand.keys) : !isInInput(place);
      }
      case "caught":
      case "result":
      case "replaced":
      case "error":
        return false;
    }
  };
}

type Ground = Pick<Traced, "graph" | "gaps" | "forward">;

/** The place that some state on the way makes, in which what is needed lies. */
function placeMade({ graph }: Ground, { need: { state, place } }: Gap): Keys | null {
  const flow = graph.states.get(state.name)?.flow;
  return place.made ?? (flow ? placeAround(madePlaces(flow), place.demand) : null);
}

/** What the way to success reads before any state makes it must be in the execution's input. */
function inputEvidence({ gaps, forward }: Ground): (place: Keys) => boolean {
  const isReadForward = (gap: Gap): boolean =>
    gap.type === "start" && firstOf(readersBehind([gap]), ({ reader }) => forward.has(reader.state.name)) !== undefined;
  const read = lazily(() => gaps.filter(isReadForward).map(({ need }) => need.place.demand));
  return (place) => read().some((demand) => demand.variable === null && isWithin(demand.keys, place));
}
