import type { FunctionError } from "./lambda-failure.ts";

/** What the pool tells a handler worker. */
export type ToWorker =
  /** Comes first: the environment must stand before the person's modules load. */
  | { readonly type: "start"; readonly environment: Readonly<Record<string, string>>; readonly preload: readonly string[] }
  | ({ readonly type: "invoke"; readonly id: number } & Invocation)
  /** Asks what handlers have left running. */
  | { readonly type: "rest" };

/** One call of a handler. */
export interface Invocation {
  /** Absolute path of the module. */
  readonly file: string;
  readonly export: string;
  /** The event as JSON text: the handler gets a copy of its own. */
  readonly event: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly requestId: string;
  /** The function's own limit, which `getRemainingTimeInMillis` counts down. */
  readonly timeoutSeconds: number;
}

/** What a handler worker tells the pool. */
export type FromWorker =
  /** Timers, connections and the like that keep the thread busy. */
  | { readonly type: "resting"; readonly busyWith: readonly string[] }
  | { readonly type: "log"; readonly source: string; readonly text: string }
  /** The module is loaded and the handler runs from now on. */
  | { readonly type: "started"; readonly id: number }
  | { readonly type: "returned"; readonly id: number; readonly result: string }
  | { readonly type: "threw"; readonly id: number; readonly error: FunctionError }
  | { readonly type: "unserialisable"; readonly id: number; readonly why: string }
  | { readonly type: "unloadable"; readonly id: number; readonly why: string }
  | { readonly type: "missing-export"; readonly id: number; readonly exports: readonly string[] };
