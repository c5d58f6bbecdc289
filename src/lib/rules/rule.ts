import type { Fix, Severity } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import type { StateMachine } from "../asl/ast.ts";
import type { SagaModel } from "../saga/model.ts";
import type { WayStep } from "../saga/graph/shortest-way.ts";

/** One thing that lint can find wrong in a saga (docs/saga-model.md#is-it-a-saga-at-all). A new rule is a file of its own, a page, a table of cases and a line in `all-rules.ts`. */
export interface Rule {
  /** As docs/lint.md#rules names it; also the name of its page. */
  readonly id: string;
  /** Unless the config or the finding itself says otherwise. */
  readonly severity: Severity;
  readonly check: (subject: Subject) => readonly Finding[];
}

/** The machine that a rule looks at. */
export interface Subject {
  readonly machine: StateMachine;
  readonly model: SagaModel;
  readonly type: "STANDARD" | "EXPRESS";
  /** Where the text around the definition speaks of it. */
  readonly typeSpan?: Span | undefined;
}

/** What a rule found, in one machine. */
export interface Finding {
  /** A sentence without a full stop: what is wrong, and what it leads to. */
  readonly message: string;
  /** The state that carries it; null for the machine as a whole. */
  readonly state: string | null;
  /** In the person's own file. */
  readonly span: Span;
  /** How to mend it: a sentence. */
  readonly hint?: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** The shortest way of an execution to the trouble, first state first. */
  readonly path?: readonly WayStep[];
  /** A mend that changes nothing but what the finding names. */
  readonly fix?: Fix;
}

export type { Fix } from "../base/diagnostic.ts";
