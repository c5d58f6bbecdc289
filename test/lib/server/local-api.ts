import { afterEach } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import type { TaskOutcome, TaskRequest } from "../../../src/lib/engine/task.ts";
import { realTime } from "../../../src/lib/runs/real-time.ts";
import { startHttpServer } from "../../../src/lib/server/http-server.ts";
import type { OpenService, ServiceOptions } from "../../../src/lib/server/open-service.ts";
import { openService } from "../../../src/lib/server/open-service.ts";
import { operations } from "../../../src/lib/server/operations.ts";
import { createTaskPerformer } from "../../../src/lib/tasks/perform-tasks.ts";

/** A server for one test, and what a test asks it. */
export interface LocalApi extends OpenService {
  readonly endpoint: string;
  /** Calls an operation; a refusal is `{ __type, message }`, too. */
  readonly call: (operation: string, body?: JsonObject) => Promise<Answer>;
  /** Ends the server as a kill would: nothing is written any more. */
  readonly stop: () => Promise<void>;
}

/** Whatever an operation answers; tests compare it as a whole. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = any;

export interface LocalApiOptions extends Partial<Pick<ServiceOptions, "dataDir" | "limits" | "time">> {
  /** Answers Lambda tasks. */
  readonly lambda?: (request: TaskRequest) => TaskOutcome | Promise<TaskOutcome>;
  /** Answers tasks before anything else, where it wants to. */
  readonly tasks?: (request: TaskRequest) => TaskOutcome | undefined;
}

const opened: LocalApi[] = [];
afterEach(async () => {
  for (const api of opened.splice(0)) await api.stop();
});

const unused = (): never => {
  throw new Error("not asked for");
};

/** Starts a server on a free port, in virtual time. */
export async function startLocalApi({ lambda, tasks, ...options }: LocalApiOptions = {}): Promise<LocalApi> {
  const bugs: unknown[] = [];
  const service = await openService({
    region: "us-east-1",
    time: { type: "virtual", clock: realTime({ now: () => Date.now() }) },
    rng: seededRng(7),
    answer: (_machine, world) => {
      const answers = createTaskPerformer({
        ...world,
        resolve: () => undefined,
        pool: unused,
        commands: { cwd: "/", environment: {}, onLog: unused },
        dynamodb: unused,
      });
      const perform: typeof answers.perform = (request, signal) =>
        tasks?.(request) ?? (request.integration.kind === "lambda-function" && lambda ? lambda(request) : answers.perform(request, signal));
      return { ...answers, perform };
    },
    onBug: (error) => bugs.push(error),
    ...options,
  });
  const server = await startHttpServer({
    port: 0,
    operations,
    service: service.service,
    beforeAnswer: service.flush,
    onBug: (error) => bugs.push(error),
  });
  let stopped = false;
  const api: LocalApi = {
    ...service,
    endpoint: server.endpoint,
    async call(operation, body = {}) {
      const headers = { "X-Amz-Target": `AWSStepFunctions.${operation}`, "Content-Type": "application/x-amz-json-1.0" };
      const response = await fetch(server.endpoint, { method: "POST", headers, body: JSON.stringify(body) });
      if (bugs.length > 0) throw bugs[0];
      return response.json();
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await server.close();
      service.close();
    },
  };
  opened.push(api);
  return api;
}

/** `arn:aws:states:us-east-1:123456789012:TYPE:NAME` */
export function arnOf(type: string, name: string): string {
  return `arn:aws:states:us-east-1:123456789012:${type}:${name}`;
}

export const ROLE = "arn:aws:iam::123456789012:role/orders";

/** A definition of one state after the other; the last one ends. */
export function chain(states: Readonly<Record<string, JsonObject>>): string {
  const names = Object.keys(states);
  const linked = names.map((name, index) => {
    const next = names[index + 1];
    return [name, { ...states[name], ...(next === undefined ? { End: true } : { Next: next }) }];
  });
  return JSON.stringify({ StartAt: names[0], States: Object.fromEntries(linked) });
}

/** Creates a machine and gives its ARN. */
export async function createMachine(api: LocalApi, name: string, definition: string, more: JsonObject = {}): Promise<string> {
  const answer = await api.call("CreateStateMachine", { name, definition, roleArn: ROLE, ...more });
  if (answer.stateMachineArn === undefined) throw new Error(`${name} was refused: ${answer.message}`);
  return answer.stateMachineArn;
}

/** Asks until an execution has ended, and gives its description. */
export async function untilEnded(api: LocalApi, executionArn: string): Promise<Answer> {
  for (;;) {
    const described = await api.call("DescribeExecution", { executionArn });
    if (described.status !== "RUNNING") return described;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The events' types, with the event that each follows. */
export async function shape(api: LocalApi, executionArn: string): Promise<readonly string[]> {
  const { events } = await api.call("GetExecutionHistory", { executionArn, maxResults: 1000 });
  return events.map((event: Answer) => `${event.id} ${event.previousEventId} ${event.type}`);
}
