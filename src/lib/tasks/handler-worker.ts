import { AsyncLocalStorage } from "node:async_hooks";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { parentPort } from "node:worker_threads";
import type { FromWorker, Invocation, ToWorker } from "./handler-message.ts";
import type { FunctionError } from "./lambda-failure.ts";

/** The worker thread in which the person's handlers run, as Lambda would run them; messages are its only way out. */

type Exports = Readonly<Record<string, unknown>>;
type Handler = (event: unknown, context: unknown) => unknown;

const modules = new Map<string, Promise<Exports>>();
/** Whose output it is: the running function's name, or the file that is being loaded. */
const source = new AsyncLocalStorage<string>();

function post(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message);
}

function load(file: string): Promise<Exports> {
  const loading = modules.get(file) ?? source.run(basename(file), () => import(pathToFileURL(file).href) as Promise<Exports>);
  modules.set(file, loading);
  return loading;
}

async function invoke(id: number, invocation: Invocation): Promise<void> {
  let exports: Exports;
  try {
    exports = await load(invocation.file);
  } catch (error) {
    return post({ type: "unloadable", id, why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  const handler = exportOf(exports, invocation.export);
  if (typeof handler !== "function") return post({ type: "missing-export", id, exports: functionNames(exports) });
  post({ type: "started", id });
  await source.run(invocation.functionName, () => answer(id, invocation, handler as Handler));
}

async function answer(id: number, invocation: Invocation, handler: Handler): Promise<void> {
  process.env["AWS_LAMBDA_FUNCTION_NAME"] = invocation.functionName;
  let result: unknown;
  try {
    result = await handler(JSON.parse(invocation.event), contextOf(invocation));
  } catch (error) {
    return post({ type: "threw", id, error: functionError(error) });
  }
  try {
    post({ type: "returned", id, result: JSON.stringify(result) ?? "null" });
  } catch (error) {
    post({ type: "unserialisable", id, why: String(error) });
  }
}

/** CommonJS modules show all their exports on `default` only. */
function exportOf(exports: Exports, name: string): unknown {
  return exports[name] ?? (exports["default"] as Exports | undefined)?.[name];
}

function functionNames(exports: Exports): readonly string[] {
  const all = { ...(exports["default"] as Exports | undefined), ...exports };
  return Object.keys(all).filter((name) => typeof all[name] === "function");
}

function contextOf({ functionName, functionArn, requestId, timeoutSeconds }: Invocation): object {
  const end = Date.now() + timeoutSeconds * 1000;
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
  };
}

/** What Lambda's Node.js runtime says of whatever a handler throws. */
function functionError(thrown: unknown): FunctionError {
  if (!types.isNativeError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack?.split("\n") ?? [] };
}

/** Output travels in the same queue as results, so that it is neither late nor lost when the thread is ended. */
function redirect(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    post({ type: "log", source: source.getStore() ?? "handler", text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString() });
    const done = rest.at(-1);
    if (typeof done === "function") done();
    return true;
  };
}

redirect(process.stdout);
redirect(process.stderr);

parentPort?.on("message", (message: ToWorker) => {
  switch (message.type) {
    case "start":
      Object.assign(process.env, message.environment);
      // What goes wrong here is said when the handler is invoked.
      for (const file of message.preload) load(file).catch(() => {});
      return;
    case "invoke":
      void invoke(message.id, message);
      return;
    case "rest":
      // The port that this came by keeps the thread alive, too.
      post({ type: "resting", busyWith: process.getActiveResourcesInfo().filter((resource) => resource !== "MessagePort") });
      return;
  }
});
