import type { State } from "../../asl/ast.ts";
import type { StatePlace } from "../graph/machine-graph.ts";
import type { SagaDeclarations, StepDeclaration } from "../model.ts";
import type { Nature } from "./nature.ts";
import { natureOf } from "./nature.ts";
import type { WordedState } from "./state-words.ts";
import { stateWords } from "./state-words.ts";

/** A state with what it says of itself and what is declared of it, wherever it stands. */
export interface LoneState extends WordedState {
  readonly place: State;
  readonly nature: Nature;
  readonly declared: StepDeclaration;
}

/** Looks at a state by itself; `nameOf` leaves of its name what says something. */
export function seeState({ index, state }: StatePlace, nameOf: (name: string) => string, { steps }: SagaDeclarations): LoneState {
  const words = stateWords(state, nameOf(state.name));
  const declared = Object.hasOwn(steps, state.name) ? (steps[state.name] ?? NOTHING) : NOTHING;
  return { state: state.name, index, place: state, words, nature: natureOf(state, words), declared };
}

const NOTHING: StepDeclaration = {};
