import { createServer } from "node:http";
import type { Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import { invokeOverHttp } from "../../../src/lib/tasks/http-handler.ts";

const SILENT: TaskOutcome = { type: "silent" };
const DECLINED = { errorType: "ErrProcessPayment", errorMessage: "declined", trace: [] };
const FAILED: TaskOutcome = { type: "failed", error: "ErrProcessPayment", cause: JSON.stringify(DECLINED) };

/** Functions by path: status, headers, body; `echo` answers the event and `hang` nothing. */
const FUNCTIONS: Readonly<Record<string, readonly [number, Readonly<Record<string, string>>, string]>> = {
  "/failed": [200, { "X-Amz-Function-Error": "Unhandled" }, JSON.stringify(DECLINED)],
  "/emulator": [200, {}, JSON.stringify(DECLINED)],
  "/typeless": [200, { "X-Amz-Function-Error": "Unhandled" }, '{"errorMessage":"out of memory"}'],
  "/text": [200, {}, "Task timed out after 3.00 seconds"],
  "/empty": [200, {}, ""],
  "/missing": [404, { "X-Amzn-ErrorType": "ResourceNotFoundException:http://internal" }, '{"Message":"Function not found"}'],
  "/ill": [502, {}, "bad gateway"],
};

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/hang") return;
    if (request.url === "/echo") return void request.pipe(response);
    const [status, headers, body] = FUNCTIONS[request.url ?? ""] ?? [500, {}, ""];
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function invoke(path: string, ms = 5000, signal: AbortSignal = new AbortController().signal): Promise<TaskOutcome> {
  return invokeOverHttp({ url: `${base}${path}`, event: { total: 30 }, requestId: "r-1" }, { ms, outcome: SILENT }, signal);
}

test.each([
  { name: "the event is posted, the answer is the result", path: "/echo", want: { type: "succeeded", output: { total: 30 } } },
  { name: "an empty answer is null", path: "/empty", want: { type: "succeeded", output: null } },
  { name: "a function error is named in the header", path: "/failed", want: FAILED },
  { name: "a function error is known by its shape where the header is missing", path: "/emulator", want: FAILED },
  {
    name: "Lambda refuses",
    path: "/missing",
    want: {
      type: "failed",
      error: "Lambda.ResourceNotFoundException",
      cause: '{"Message":"Function not found"} (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Proxy: null)',
    },
  },
  {
    name: "Lambda is ill",
    path: "/ill",
    want: {
      type: "failed",
      error: "Lambda.ServiceException",
      cause: "bad gateway (Service: AWSLambda; Status Code: 502; Error Code: ServiceException; Proxy: null)",
    },
  },
])("$name", async ({ path, want }) => {
  expect(await invoke(path)).toEqual(want);
});

test.each(["/text", "/typeless"])("an answer that says nothing certain leaves the effect unknown: %s", async (path) => {
  expect(await invoke(path)).toMatchObject({ type: "failed", error: "Lambda.Unknown" });
});

test("a function that hangs ends with the deadline's outcome", async () => {
  expect(await invoke("/hang", 50)).toEqual(SILENT);
});

test("a call that nobody waits for any more is dropped", async () => {
  const abort = new AbortController();
  const outcome = invoke("/hang", 5000, abort.signal);
  abort.abort();
  expect(await outcome).toEqual(SILENT);
});

test("an endpoint where nobody answers is exit 3", async () => {
  const call = { url: "http://127.0.0.1:9/function", event: {}, requestId: "r-1" };
  await expect(invokeOverHttp(call, { ms: 5000, outcome: SILENT }, new AbortController().signal)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("The handler at http://127.0.0.1:9/function does not answer: "),
    exitCode: 3,
  });
});
