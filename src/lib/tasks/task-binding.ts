import type { JsonValue } from "../base/json.ts";

/** What the person says answers a task; `timeoutSeconds` is the function's own limit, in real time. */
export type TaskBinding =
  | ModuleBinding
  | CommandBinding
  | HttpBinding
  | { readonly type: "return"; readonly value: JsonValue }
  | { readonly type: "throw"; readonly error: string; readonly cause?: string };

/** A function `(event, context) => result` exported by a JavaScript module. */
export interface ModuleBinding {
  readonly type: "module";
  /** Absolute path. */
  readonly file: string;
  readonly export: string;
  readonly timeoutSeconds: number;
}

/** A program that reads the event as JSON from stdin and writes the result as JSON to stdout. */
export interface CommandBinding {
  readonly type: "command";
  readonly command: readonly string[];
  readonly timeoutSeconds: number;
}

/** A Lambda Invoke endpoint. */
export interface HttpBinding {
  readonly type: "http";
  readonly url: string;
  readonly timeoutSeconds: number;
}
