import type { Bits } from "../base/bits.ts";
import type { Evidence } from "./model.ts";
import type { StateWords } from "./task-words.ts";

/** A state that may be paired, with what it says of itself. */
export interface Candidate {
  readonly state: string;
  /** Its place in the graph. */
  readonly index: number;
  readonly words: StateWords;
}

/** A state on the way to success, and what runs when it fails. */
export interface FailingState {
  readonly index: number;
  /** By index, states that run on some way after it fails. */
  readonly failurePath: Bits;
}

/** A forward step on its way through pairing. */
export interface ForwardCandidate extends Candidate, FailingState {
  /** Its place among the steps. */
  readonly at: number;
  /** By index, itself, and what may run after it when nothing fails, or beside it in a Parallel. */
  readonly later: Bits;
  /** The Parallels and Maps around it, the innermost first; position says little in them. */
  readonly holders: readonly StateWords[];
}

/** A compensation found for a step, and why. */
export interface Pair<Step extends Candidate = Candidate> {
  readonly step: Step;
  readonly compensation: Candidate;
  readonly evidence: readonly Evidence[];
}

/** A pair while steps are being paired. */
export type StepPair = Pair<ForwardCandidate>;
