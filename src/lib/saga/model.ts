/** What a state is for (docs/saga-model.md#roles). */
export type Role = "forward" | "compensation" | "notification" | "read" | "decision" | "control";

/** Whether a failing step's own compensation runs (`self`), only those before it (`previous`), or it depends on the error. */
export type Style = "self" | "previous" | "by-error";

/** How a pair was found (docs/saga-model.md#pairs). */
export type Evidence = "declared" | "chain" | "name" | "region";

/** How sure a role or pair is: `certain` where it is declared, or the call alone tells; `likely` where names tell, too; else a `guess`. */
export type Confidence = "certain" | "likely" | "guess";

/** How a compensation undoes: harmless without an effect (`cancels`), or a counter-entry (`reverses`). */
export type Undo = "cancels" | "reverses";

/** What saga-cli believes of one state machine: which states are steps, which undo which. Serialises to `graph --format json`. */
export interface SagaModel {
  readonly machine: string;
  /** Whether saga rules and verdicts apply (docs/saga-model.md#is-it-a-saga-at-all). */
  readonly saga: boolean;
  /** What shows that it is one; null where that is declared, or it is none. */
  readonly sign: SagaSign | null;
  /** `declared` where every pair was declared, else `inferred`. */
  readonly source: "inferred" | "declared";
  /** JSONPath of the business id in the execution's input, as `$.order_id`. */
  readonly key: string | null;
  /** The style of its steps; null where they differ or none has one. */
  readonly style: Style | null;
  /** Whether an execution may end SUCCEEDED after a rollback. */
  readonly rollbackMaySucceed: boolean;
  /** Every state that is not control, by name, in the order of the definition. */
  readonly steps: ReadonlyMap<string, SagaStep>;
  /** The ways out of a Choice that leave the way to success. */
  readonly failureEdges: readonly FailureEdge[];
  /** Where a failure leads to a step by which the saga goes on. */
  readonly detours: readonly Detour[];
  /**
   * States on the way to success from which no further forward step or decision can be reached, and beside which none can still be open
   * in another branch or iteration: there, every step of the path is behind. What tells somebody or takes effects back may lead to what takes effects back.
   */
  readonly lastLeg: ReadonlySet<string>;
}

/** What shows that a machine is a saga: a pair, its own words (in a state, or in its Comment where that is null), or a state that gives back what was taken before it began. */
export type SagaSign =
  | { readonly type: "pair"; readonly step: string; readonly compensation: string; readonly evidence: readonly Evidence[] }
  | { readonly type: "words"; readonly state: string | null }
  | { readonly type: "giving-back"; readonly state: string };

/** A way out of a Choice that means failure: it leads only to Fail, or through a compensation. */
export interface FailureEdge {
  readonly choice: string;
  readonly target: string;
  /** The step whose own result the Choice tests; null where it is not one step's. */
  readonly step: string | null;
}

/** A failure after which the saga goes on by another step, not back (docs/saga-model.md#alternatives). */
export interface Detour {
  /** The state that fails. */
  readonly state: string;
  /** The step that does its work another way, or is the first to; or the Parallel or Map of such steps. */
  readonly alternative: string;
}

/** A state that does something, and what saga-cli believes of it. */
export interface SagaStep {
  readonly state: string;
  readonly role: Role;
  readonly style: Style | null;
  /** States that undo this step: any one of them that is done suffices. */
  readonly compensations: readonly string[];
  /** Steps that this state undoes. */
  readonly undoes: readonly string[];
  /** Steps whose effect it ends on the way to success, as their compensations would, when it is needed no longer: ReleaseLock. */
  readonly takesBack?: readonly string[];
  /** The other way round: what ends this step's effect so. */
  readonly takenBackBy?: readonly string[];
  /** For a compensation: how it undoes. */
  readonly undo: Undo | null;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** Whether the saga only goes forward once it is done. */
  readonly pivot: boolean;
  /** The declarations of docs/configuration.md#steps that bear on verdicts. */
  readonly idempotent: boolean;
  readonly optional: boolean;
  readonly fallback: boolean;
  readonly tombstone: boolean;
  readonly onUnknown: "accepted" | null;
  /** For a read: the step whose unknown effect it resolves. */
  readonly resolves: string | null;
  /** Path in the step's input that tells effects of one step apart. */
  readonly key: string | null;
  readonly count: "per-visit" | null;
  /** Why the step needs no compensation. */
  readonly noCompensation: string | null;
  readonly data: StepData;
  /** The Maps that it lies in, outer first; absent outside Maps. */
  readonly maps?: readonly string[];
}

/** What a state's task is called with, and what it leaves to the state after it. */
export interface StepData {
  /** Whether its arguments read the state's input; otherwise only `variables`, literals and the context. */
  readonly readsInput: boolean;
  /** Workflow variables that its arguments read. */
  readonly variables: readonly string[];
  /** Whether its output is its input, at most with a result added to it. */
  readonly keepsInput: boolean;
}

/** What a person declared of a machine's steps (saga.config.yaml or Comment directives), before it is checked against the definition. */
export interface SagaDeclarations {
  readonly saga?: boolean;
  readonly key?: string;
  readonly rollbackMaySucceed?: boolean;
  readonly steps: Readonly<Record<string, StepDeclaration>>;
}

/** What is declared of one state; what is left out is inferred (docs/configuration.md#steps). */
export interface StepDeclaration {
  readonly role?: Role;
  readonly compensations?: readonly string[];
  readonly pivot?: boolean;
  readonly idempotent?: boolean;
  readonly optional?: boolean;
  readonly fallback?: boolean;
  readonly onUnknown?: "accepted";
  readonly resolves?: string;
  readonly tombstone?: boolean;
  readonly key?: string;
  readonly undo?: Undo;
  readonly count?: "per-visit";
  readonly noCompensation?: string;
}
