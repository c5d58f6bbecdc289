import type { Evidence } from "./model.ts";
import type { StateSet } from "./state-set.ts";
import type { StateWords } from "./task-words.ts";

/** A state that may be paired, with what it says of itself. */
export interface Candidate {
  readonly state: string;
  readonly words: StateWords;
}

/** A state on the way to success, and what runs when it fails. */
export interface FailingState {
  readonly state: string;
  /** Its place in the graph. */
  readonly index: number;
  /** States that run on some way after it fails. */
  readonly failurePath: StateSet;
}

/** A forward step on its way through pairing. */
export interface ForwardCandidate extends Candidate, FailingState {
  /** What may run after it when nothing fails, or beside it in a Parallel. */
  readonly later: StateSet;
  /** The Parallels and Maps around it, the innermost first; position says little in them. */
  readonly holders: readonly StateWords[];
}

/** A compensation found for a step, and why. */
export interface Pair {
  readonly step: string;
  readonly compensation: string;
  readonly evidence: readonly Evidence[];
}
