import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a fake endpoint answers: JSON, or XML where it is text. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body: object | string;
}

/** An operation's answer to the nth call of it (from 1) with these parameters. */
export type FakeOperation = (parameters: Readonly<Record<string, unknown>>, call: number) => FakeAnswer | Promise<FakeAnswer>;

/** An endpoint of AWS's APIs that knows only what a test has it say. */
export interface FakeEndpoint {
  readonly port: number;
  /** What was called, in order. */
  readonly calls: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts one on a free port; what it was not told of, it does not know. */
export async function fakeEndpoint(operations: Readonly<Record<string, FakeOperation>>): Promise<FakeEndpoint> {
  const calls: string[] = [];
  const answer = async (request: IncomingMessage): Promise<FakeAnswer> => {
    const { operation, parameters } = readCall(request, await text(request));
    calls.push(operation);
    const known = operations[operation];
    if (known === undefined) return refusal("UnknownOperationException", `${operation} is not known`);
    return known(parameters, calls.filter((call) => call === operation).length);
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status = 200, body }) => {
      const isXml = typeof body === "string";
      response.writeHead(status, { "content-type": isXml ? "text/xml" : "application/x-amz-json-1.0" });
      response.end(isXml ? body : JSON.stringify(body));
    });
  });
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    calls: () => calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A refusal as Step Functions makes one. */
export function refusal(type: string, message: string): FakeAnswer {
  return { status: 400, body: { __type: type, message } };
}

/** Step Functions names its operation in a header, the older services in a form. */
function readCall(
  { headers }: IncomingMessage,
  body: string,
): { readonly operation: string; readonly parameters: Record<string, unknown> } {
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { operation: target.slice(target.indexOf(".") + 1), parameters: JSON.parse(body) as Record<string, unknown> };
  const form = Object.fromEntries(new URLSearchParams(body));
  return { operation: form["Action"] ?? "", parameters: form };
}
