import type { JsonPath } from "../expr/json-path.ts";
import type { Template } from "../expr/template.ts";
import type { JsonValue } from "../base/json.ts";
import type { SourceText, Span } from "../base/span.ts";
import type { Integration } from "./integration.ts";

/**
 * The Amazon States Language as a tree: every part keeps its place in the person's file.
 * Source: https://states-language.net/spec.html and the Step Functions developer guide.
 */

/** A whole state machine definition. */
export interface StateMachine extends Flow {
  readonly source: SourceText;
  readonly queryLanguage: QueryLanguage;
  readonly version: string | undefined;
  /** Seconds for the whole execution. */
  readonly timeoutSeconds: number | undefined;
  /** Where TimeoutSeconds stands; undefined where it does not. */
  readonly timeoutSpan?: Span;
  /** True where a part of it is a token: states, or ways between them, that nobody can see. */
  readonly unread?: true;
}

export type QueryLanguage = "JSONPath" | "JSONata";

/** The two kinds of state machines (https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html). */
export type MachineType = "STANDARD" | "EXPRESS";

/** States that run one after the other from `startAt`: a machine, a branch of a Parallel, the processor of a Map. */
export interface Flow {
  readonly span: Span;
  readonly comment: Text | undefined;
  readonly startAt: Text;
  readonly states: ReadonlyMap<string, State>;
}

/** A string of the definition with its place. */
export interface Text {
  readonly value: string;
  readonly span: Span;
}

export type State = TaskState | PassState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;

interface StateBase {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly comment: Text | undefined;
  readonly queryLanguage: QueryLanguage;
}

/** InputPath and OutputPath (JSONPath): undefined is `$`, null discards. */
interface Paths {
  readonly inputPath: JsonPath | null | undefined;
  readonly outputPath: JsonPath | null | undefined;
}

/** Output (JSONata) and Assign (both languages). */
interface Outputs {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

/** Where the state goes: `next`, or nowhere where it ends its flow. */
interface Transition {
  readonly next: Text | undefined;
  readonly end: boolean;
}

/** What Task, Parallel and Map share. */
interface Work extends Paths, Outputs, Transition {
  /** Parameters (JSONPath) or Arguments (JSONata). */
  readonly arguments: Template | undefined;
  readonly resultSelector: Template | undefined;
  /** undefined is `$`, null discards the result. */
  readonly resultPath: JsonPath | null | undefined;
  readonly retry: readonly Retrier[];
  /** The Retry, or a part of it, is a token: there may be retriers that nobody can read. */
  readonly retryUnread: boolean;
  readonly catch: readonly Catcher[];
}

export interface TaskState extends StateBase, Work {
  readonly type: "Task";
  readonly resource: Text;
  readonly integration: Integration;
  /** TimeoutSeconds, TimeoutSecondsPath or a JSONata expression: gives seconds. */
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
  readonly credentials: Template | undefined;
}

export interface PassState extends StateBase, Paths, Outputs, Transition {
  readonly type: "Pass";
  readonly arguments: Template | undefined;
  readonly result: JsonValue | undefined;
  readonly resultPath: JsonPath | null | undefined;
}

export interface ChoiceState extends StateBase, Paths, Outputs {
  readonly type: "Choice";
  readonly choices: readonly ChoiceRule[];
  readonly default: Text | undefined;
}

export interface ChoiceRule {
  readonly span: Span;
  readonly condition: Condition;
  readonly next: Text;
  readonly assign: Template | undefined;
  readonly output: Template | undefined;
}

/** What a choice rule tests. */
export type Condition =
  | { readonly type: "and" | "or"; readonly conditions: readonly Condition[]; readonly span: Span }
  | { readonly type: "not"; readonly condition: Condition; readonly span: Span }
  | { readonly type: "compare"; readonly variable: JsonPath; readonly operator: string; readonly operand: Operand; readonly span: Span }
  | { readonly type: "jsonata"; readonly expression: Template; readonly span: Span };

/** The right-hand side of a comparison: a constant, or a path for the `…Path` operators. */
export type Operand = { readonly type: "value"; readonly value: JsonValue } | { readonly type: "path"; readonly path: JsonPath };

export interface WaitState extends StateBase, Paths, Outputs, Transition {
  readonly type: "Wait";
  readonly unit: "seconds" | "timestamp";
  /** Seconds, or an ISO 8601 timestamp. */
  readonly until: Template;
}

export interface SucceedState extends StateBase, Paths, Outputs {
  readonly type: "Succeed";
}

export interface FailState extends StateBase {
  readonly type: "Fail";
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export interface ParallelState extends StateBase, Work {
  readonly type: "Parallel";
  readonly branches: readonly Flow[];
}

export interface MapState extends StateBase, Work {
  readonly type: "Map";
  readonly processor: Flow;
  readonly mode: "INLINE" | "DISTRIBUTED";
  readonly executionType: MachineType;
  /** ItemsPath (JSONPath) or Items (JSONata). */
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedFailureCount: Template | undefined;
  readonly toleratedFailurePercentage: Template | undefined;
  readonly itemReader: ResourceCall | undefined;
  readonly itemBatcher: ItemBatcher | undefined;
  readonly resultWriter: ResourceCall | undefined;
  readonly label: string | undefined;
}

/** ItemReader and ResultWriter of a distributed Map. */
export interface ResourceCall {
  readonly resource: Text | undefined;
  readonly arguments: Template | undefined;
  /** ReaderConfig or WriterConfig, each field a template. */
  readonly config: Template | undefined;
}

export interface ItemBatcher {
  readonly maxItemsPerBatch: Template | undefined;
  readonly maxInputBytesPerBatch: Template | undefined;
  readonly batchInput: Template | undefined;
}

/** One entry of Retry: seconds, counts and rate as in the spec, defaults filled in. */
export interface Retrier {
  readonly span: Span;
  readonly errorEquals: readonly Text[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitterStrategy: "FULL" | "NONE";
}

/** One entry of Catch. */
export interface Catcher {
  readonly span: Span;
  readonly errorEquals: readonly Text[];
  readonly next: Text;
  /** undefined is `$`, which replaces the whole input; null keeps the input. */
  readonly resultPath: JsonPath | null | undefined;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}
