import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import type { HandlerPool } from "../../../src/lib/tasks/handler-pool.ts";
import { createHandlerPool } from "../../../src/lib/tasks/handler-pool.ts";
import { sandboxTimedOut } from "../../../src/lib/tasks/lambda-failure.ts";

let folder: string;
let pool: HandlerPool;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saga-handlers-"));
  printed = [];
  pool = createHandlerPool((line) => printed.push(line));
  pool.start({ ORDERS_TABLE: "Orders" }, []);
});

afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const SILENT: TaskOutcome = { type: "silent" };

/** Calls `handler` (or another export) of a module with this text, in `order.mjs` unless another name is given. */
function invoke(
  source: string,
  event: unknown = {},
  options: { file?: string; export?: string; ms?: number; outcome?: TaskOutcome; signal?: AbortSignal } = {},
) {
  const file = join(folder, options.file ?? "order.mjs");
  writeFileSync(file, source);
  return pool.invoke(
    {
      file,
      export: options.export ?? "handler",
      event: JSON.stringify(event),
      functionName: "process-order",
      functionArn: "arn:aws:lambda:us-east-1:123456789012:function:process-order",
      requestId: "r-1",
      timeoutSeconds: 30,
    },
    { ms: options.ms ?? 10_000, outcome: options.outcome ?? SILENT },
    options.signal ?? new AbortController().signal,
  );
}

const succeeded = (output: unknown): unknown => ({ type: "succeeded", output });
const unknown = (why: string): unknown => ({
  type: "failed",
  error: "Lambda.Unknown",
  cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${JSON.stringify({ errorMessage: `RequestId: r-1 Error: ${why}` })}`,
});

describe("a result", () => {
  test.each([
    {
      name: "is what the handler returns for the event",
      source: "export const handler = ({ total }) => ({ total: total + 1 });",
      want: { total: 31 },
    },
    { name: "may come later", source: "export const handler = async ({ total }) => total;", want: 30 },
    { name: "that is undefined is null", source: "export const handler = () => {};", want: null },
    {
      name: "is written as JSON.stringify writes it",
      source: "export const handler = () => ({ at: new Date(0), n: NaN, f() {} });",
      want: { at: "1970-01-01T00:00:00.000Z", n: null },
    },
  ])("$name", async ({ source, want }) => {
    expect(await invoke(source, { total: 30 })).toEqual(succeeded(want));
  });

  test("may come from a CommonJS module", async () => {
    expect(await invoke("exports.handler = () => 'paid';", {}, { file: "pay.cjs" })).toEqual(succeeded("paid"));
    expect(
      await invoke("const handlers = { pay: () => 'paid' }; module.exports = handlers;", {}, { file: "all.cjs", export: "pay" }),
    ).toEqual(succeeded("paid"));
  });
});

test("the context is Lambda's", async () => {
  const source = `export const handler = (event, context) => {
    const left = context.getRemainingTimeInMillis();
    return { ...context, left: left > 29_000 && left <= 30_000, name: process.env.AWS_LAMBDA_FUNCTION_NAME };
  };`;
  expect(await invoke(source)).toEqual(
    succeeded({
      awsRequestId: "r-1",
      functionName: "process-order",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:process-order",
      left: true,
      name: "process-order",
    }),
  );
});

test("handlers see the environment they are given and nothing of the person's", async () => {
  process.env["PAYMENT_API_SECRET"] = "hush";
  expect(await invoke("const loaded = { ...process.env }; export const handler = () => loaded;")).toEqual(
    succeeded({ ORDERS_TABLE: "Orders" }),
  );
  delete process.env["PAYMENT_API_SECRET"];
});

describe("a handler that throws fails with", () => {
  test.each([
    {
      name: "its error's name and message",
      thrown: "Object.assign(new Error('declined'), { name: 'ErrProcessPayment' })",
      error: "ErrProcessPayment",
      message: "declined",
    },
    { name: "the class name of a built-in error", thrown: "new TypeError('no card')", error: "TypeError", message: "no card" },
    { name: "the type of anything else", thrown: "'declined'", error: "string", message: "declined" },
  ])("$name", async ({ thrown, error, message }) => {
    const outcome = await invoke(`export const handler = async () => { throw ${thrown}; };`);
    expect(outcome).toEqual({ type: "failed", error, cause: expect.any(String) });
    const cause: unknown = JSON.parse((outcome as { cause: string }).cause);
    expect(cause).toEqual({ errorType: error, errorMessage: message, trace: expect.any(Array) });
  });
});

describe("nobody knows what a handler did that", () => {
  test.each([
    { name: "exits", source: "export const handler = () => process.exit(3);", why: "Runtime exited with error: exit status 3" },
    {
      name: "returns a cycle",
      source: "export const handler = () => { const order = {}; order.order = order; return order; };",
      why: /^the result is not JSON: TypeError: Converting circular structure to JSON/,
    },
    {
      name: "returns a BigInt",
      source: "export const handler = () => 1n;",
      why: "the result is not JSON: TypeError: Do not know how to serialize a BigInt",
    },
    {
      name: "crashes outside its promise",
      source: "export const handler = () => new Promise(() => setTimeout(() => { throw new Error('lost connection'); }));",
      why: "Runtime exited with error: Error: lost connection",
    },
    {
      name: "leaves a rejection unhandled",
      source: "export const handler = () => new Promise(() => { void Promise.reject(new Error('lost connection')); });",
      why: "Runtime exited with error: Error: lost connection",
    },
  ])("$name", async ({ source, why }) => {
    const outcome = await invoke(source);
    if (typeof why === "string") expect(outcome).toEqual(unknown(why));
    else expect(JSON.stringify(outcome)).toMatch(/Lambda\.Unknown.*the result is not JSON: TypeError: Converting circular/);
  });

  test("the next handler runs all the same", async () => {
    await invoke("export const handler = () => process.exit(1);");
    expect(await invoke("export const handler = () => 'refunded';", {}, { file: "refund.mjs" })).toEqual(succeeded("refunded"));
  });
});

describe("a handler that hangs", () => {
  test.each([
    { name: "in a promise", source: "export const handler = () => new Promise(() => {});" },
    { name: "in a loop", source: "export const handler = () => { for (;;); };" },
  ])("$name ends with the deadline's outcome, and the next one runs", async ({ source }) => {
    expect(await invoke(source, {}, { ms: 50 })).toEqual(SILENT);
    const timedOut = sandboxTimedOut("r-1", 0.05);
    expect(await invoke(source, {}, { ms: 50, outcome: timedOut, file: "again.mjs" })).toEqual(timedOut);
    expect(await invoke("export const handler = () => 'refunded';", {}, { file: "refund.mjs" })).toEqual(succeeded("refunded"));
  });

  test("ends when nobody waits any more", async () => {
    const abort = new AbortController();
    const outcome = invoke("export const handler = () => new Promise(() => {});", {}, { signal: abort.signal });
    setTimeout(() => abort.abort(), 100);
    expect(await outcome).toEqual(SILENT);
  });

  test("leaves those alone that run beside it", async () => {
    const hanging = invoke("export const handler = () => new Promise(() => {});", {}, { ms: 150 });
    const slow = invoke(
      "export const handler = () => new Promise((done) => setTimeout(done, 400, 'reserved'));",
      {},
      { file: "reserve.mjs" },
    );
    expect(await hanging).toEqual(SILENT);
    expect(await slow).toEqual(succeeded("reserved"));
  });

  test("does not keep those that have not begun: they move to another thread", async () => {
    const hanging = invoke("export const handler = () => { for (;;); };", {}, { ms: 300 });
    await new Promise((later) => setTimeout(later, 150));
    const waiting = invoke("export const handler = () => 'reserved';", {}, { file: "reserve.mjs", ms: 5000 });
    expect(await hanging).toEqual(SILENT);
    expect(await waiting).toEqual(succeeded("reserved"));
  });
});

test("handlers run side by side in one thread", async () => {
  const source =
    "let inside = 0; export const handler = async () => { inside += 1; await new Promise((later) => setTimeout(later, 100)); return inside; };";
  expect(await Promise.all([invoke(source), invoke(source), invoke(source)])).toEqual([succeeded(3), succeeded(3), succeeded(3)]);
});

test("a timer that a handler leaves behind does not outlive the pool", async () => {
  expect(await invoke("setInterval(() => console.log('still here'), 10); export const handler = () => 'done';")).toEqual(succeeded("done"));
  await pool.close();
  const lines = printed.length;
  await new Promise((later) => setTimeout(later, 60));
  expect(printed.length).toBe(lines);
});

test("what a handler prints comes before its result, line by line, with the function's name; what a module prints while loading with the file's", async () => {
  const source =
    "console.log('loaded'); export const handler = async () => { console.log('order', { id: 1 }); await null; console.error('two\\nlines'); };";
  await invoke(source);
  expect(printed).toEqual(["order.mjs | loaded", "process-order | order { id: 1 }", "process-order | two", "process-order | lines"]);
});

test("modules that are loaded ahead are loaded once", async () => {
  const file = join(folder, "order.mjs");
  const source = "console.log('loaded'); export const handler = () => 'done';";
  writeFileSync(file, source);
  const eager = createHandlerPool((line) => printed.push(line));
  eager.start({}, [file, join(folder, "missing.mjs")]);
  const invocation = {
    file,
    export: "handler",
    event: "{}",
    functionName: "process-order",
    functionArn: "",
    requestId: "r-1",
    timeoutSeconds: 30,
  };
  expect(await eager.invoke(invocation, { ms: 5000, outcome: SILENT }, new AbortController().signal)).toEqual(succeeded("done"));
  expect(printed).toEqual(["order.mjs | loaded"]);
  await eager.close();
});

describe("a handler that is not there is the person's to mend", () => {
  test("a missing file", async () => {
    const file = join(folder, "missing.mjs");
    const invocation = { file, export: "handler", event: "{}", functionName: "f", functionArn: "f", requestId: "r-1", timeoutSeconds: 30 };
    await expect(pool.invoke(invocation, { ms: 1000, outcome: SILENT }, new AbortController().signal)).rejects.toMatchObject({
      name: "UserError",
      message: `The handler ${file} does not exist.`,
      exitCode: 2,
    });
  });

  test.each([
    {
      name: "a mistyped export names its neighbours",
      source: "export const handle = () => {}, table = 'Orders';",
      hint: 'Did you mean "handle"?',
    },
    { name: "an export that is no function", source: "export const handler = 'x', charge = () => {};", hint: "Known: charge." },
    { name: "a module without exports", source: "", hint: "There are none." },
  ])("$name", async ({ source, hint }) => {
    await expect(invoke(source)).rejects.toMatchObject({
      name: "UserError",
      message: `The handler ${join(folder, "order.mjs")} exports no function "handler".`,
      hint,
    });
  });

  test.each([
    { name: "a syntax error", source: "export const handler = ;", why: /cannot be loaded: SyntaxError: / },
    {
      name: "a missing dependency",
      source: "import '@orders/no-such-package/client.js';",
      why: /cannot be loaded: [^\n]*'@orders\/no-such-package'[^\n]*$/,
      hint: "Install it in the handler's folder, or above: npm install @orders/no-such-package",
    },
    {
      name: "a module that throws while loading",
      source: "throw new Error('no table name');",
      why: /cannot be loaded: Error: no table name/,
    },
    {
      name: "a module that exits while loading",
      source: "process.exit(1);",
      why: /ended the thread while it was loading: Runtime exited with error: exit status 1$/,
    },
  ])("$name", async ({ source, why, hint }) => {
    await expect(invoke(source)).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(why), hint });
  });

  test("another language", async () => {
    await expect(invoke("def handler(): pass", {}, { file: "order.py" })).rejects.toMatchObject({
      name: "UserError",
      message: `The handler ${join(folder, "order.py")} is not a JavaScript module.`,
    });
  });

  test("TypeScript runs where Node itself loads it, and is a UserError elsewhere", async () => {
    const outcome = invoke(
      "export const handler = (event: { total: number }): number => event.total;",
      { total: 30 },
      { file: "order.ts" },
    );
    if ("typescript" in process.features && process.features.typescript) expect(await outcome).toEqual(succeeded(30));
    else await expect(outcome).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining("does not load TypeScript") });
  });
});

describe("a thread at rest", () => {
  const COUNTS = "let calls = 0; export const handler = () => (calls += 1);";

  test("is kept, and with it what its modules hold", async () => {
    expect(await invoke(COUNTS)).toEqual(succeeded(1));
    await pool.rest();
    expect(await invoke(COUNTS)).toEqual(succeeded(2));
  });

  test.each([
    { name: "a timer", source: "let calls = 0; export const handler = () => { setInterval(() => {}, 1000); return (calls += 1); };" },
    {
      name: "a server",
      source:
        'import { createServer } from "node:net"; let calls = 0; export const handler = () => { createServer().listen(0); return (calls += 1); };',
    },
  ])("is replaced where a handler has left $name running", async ({ source }) => {
    expect(await invoke(source)).toEqual(succeeded(1));
    await pool.rest();
    expect(await invoke(source)).toEqual(succeeded(1));
  });

  test("is replaced where a handler runs on that nobody waits for", async () => {
    const waiting = new AbortController();
    const call = invoke("export const handler = () => { for (;;) {} };", {}, { signal: waiting.signal });
    setTimeout(() => waiting.abort(), 100);
    expect(await call).toEqual(SILENT);
    await pool.rest();
    expect(await invoke(COUNTS, {}, { file: "payment.mjs" })).toEqual(succeeded(1));
  });
});
