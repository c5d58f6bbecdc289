import type { MachineView } from "./machine-view.ts";
import type { SagaSign } from "./model.ts";
import { onlyClearsAway } from "./pairs/only-clears-away.ts";
import type { Pair, Pairing } from "./pairs/pairing.ts";
import { whereSagaIsSpokenOf } from "./words/speaks-of-saga.ts";
import { givesBack } from "./words/state-says.ts";

/** What shows that a machine is a saga, where nobody declares it (docs/saga-model.md#is-it-a-saga-at-all); null where nothing does. */
export function sagaSign({ graph, states, way, pairing }: MachineView, pairs: readonly Pair[]): SagaSign | null {
  const shown = pairs.filter((pair) => pair.evidence.length >= 2 && !onlyClearsAway(pairing, pair));
  const [first] = shown.toSorted((a, b) => b.evidence.length - a.evidence.length);
  if (first !== undefined) {
    const { step, compensation, evidence } = first;
    return { type: "pair", step: step.state, compensation: compensation.state, evidence };
  }
  const spoken = whereSagaIsSpokenOf(graph, states, way.bits);
  if (spoken !== undefined) return { type: "words", state: spoken };
  const giving = givingBackMore(pairing);
  return giving === undefined ? null : { type: "giving-back", state: giving.state };
}

/** What gives back, where something fails, what was taken before the machine began: ReleaseStock where ChargeCard fails, and nothing in it reserves any. */
function givingBackMore({ steps, candidates }: Pairing): Pairing["candidates"][number] | undefined {
  const done = new Set(steps.flatMap(({ words }) => words.name.verbs));
  return candidates.find((candidate) => givesBack(candidate) && !candidate.words.name.verbs.some((verb) => done.has(verb)));
}
