import type { State } from "../../asl/ast.ts";
import type { Bits } from "../../base/bits.ts";
import type { Detour, Evidence } from "../model.ts";
import type { LoneState } from "../words/see-state.ts";
import type { StateWords, WordedState } from "../words/state-words.ts";

/** A state on the way to success, and what runs when it fails. */
export interface FailingState {
  readonly index: number;
  /** By index, states that run on some way after it fails. */
  readonly failurePath: Bits;
}

/** A step on the way to success that may have an effect. */
export interface ForwardStep extends WordedState, FailingState {
  readonly place: State;
  /** Its place among the steps. */
  readonly at: number;
  /** By index, itself, and what may run after it when nothing fails, or beside it in a Parallel. */
  readonly later: Bits;
  /** Whether it, or a Parallel or Map around it, catches errors. */
  readonly catches: boolean;
  /** The Parallels and Maps around it, the innermost first; position says little in them. */
  readonly holders: readonly StateWords[];
}

/** A compensation found for a step, and why. */
export interface Pair<Step extends WordedState = WordedState> {
  readonly step: Step;
  readonly compensation: LoneState;
  readonly evidence: readonly Evidence[];
}

/** A pair while steps are being paired. */
export type StepPair = Pair<ForwardStep>;

/** What is to be paired. */
export interface Pairing {
  /** In the order of the way to success. */
  readonly steps: readonly ForwardStep[];
  /** The states of the recovery, each of which may undo some of them. */
  readonly candidates: readonly LoneState[];
  /** The states on the way to success whose failure leads somewhere, steps or not. */
  readonly failing: readonly FailingState[];
  /** Where a failure leads to a step by which the saga goes on. */
  readonly detours: readonly Detour[];
  /** Of the failing states, by index, those whose failure runs the candidate. */
  readonly failuresBefore: (candidate: WordedState) => Bits;
}

/** One way to find pairs: those that it adds to the pairs that stronger ways have found. */
export type Pass = (pairing: Pairing, found: readonly StepPair[]) => readonly StepPair[];

/** The candidates that undo nothing yet. */
export function unpaired({ candidates }: Pairing, found: readonly StepPair[]): readonly LoneState[] {
  const taken = new Set(found.map(({ compensation }) => compensation));
  return candidates.filter((candidate) => !taken.has(candidate));
}
