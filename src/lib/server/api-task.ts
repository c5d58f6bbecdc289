import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import { ApiError } from "../targets/embedded/api-error.ts";
import { taskUuid } from "../tasks/task-id.ts";
import { operations } from "./operations.ts";
import type { Service } from "./service.ts";

/** Performs an `aws-sdk:sfn` task by the operation of that name; undefined for any other task. */
export function performApiTask(request: TaskRequest, service: Service): Promise<TaskOutcome> | undefined {
  const { service: name, action } = request.integration;
  const operation = name === "aws-sdk:sfn" ? operations.get(capital(action)) : undefined;
  if (operation === undefined) return undefined;
  const parameters = isObject(request.parameters) ? withNames(request.parameters, decapital) : {};
  const gone = new AbortController();
  return (async () => operation(parameters, service, gone.signal))().then(
    (answer) => ({ type: "succeeded", output: withDates(withNames(answer, capital)) }),
    (error: unknown) => refused(request, error),
  );
}

/** As recorded on AWS for the services of the SDK integrations. */
function refused(request: TaskRequest, error: unknown): TaskOutcome {
  if (!(error instanceof ApiError)) throw error;
  const name = `Sfn.${error.type.replace(/Exception$/, "")}Exception`;
  return {
    type: "failed",
    error: name,
    cause: `${error.message} (Service: Sfn, Status Code: 400, Request ID: ${taskUuid(request, "request")})`,
  };
}

/** Only the names of the API change: payloads are text. */
function withNames(object: JsonObject, rename: (name: string) => string): JsonObject {
  const renamed = (value: JsonValue): JsonValue => {
    if (isArray(value)) return value.map(renamed);
    return isObject(value) ? withNames(value, rename) : value;
  };
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [rename(name), renamed(value)]));
}

/** Moments are seconds on the wire, and ISO 8601 in a state's data. */
function withDates(object: JsonObject): JsonObject {
  const entries = Object.entries(object).map(([name, value]) => {
    const isMoment = typeof value === "number" && /(?:Date|Timestamp)$/.test(name);
    return [name, isMoment ? new Date(value * 1000).toISOString() : value] as const;
  });
  return Object.fromEntries(entries);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function decapital(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
