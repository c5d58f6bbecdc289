import type { JsonObject } from "../base/json.ts";
import type { Fields, Parameters } from "./parameters.ts";
import { readParameters } from "./parameters.ts";
import type { Service } from "./service.ts";

/** One operation of the API: a request's body to an answer's; throws an ApiError where AWS refuses. The signal fires when the caller has gone. */
export type Operation = (body: JsonObject, service: Service, gone: AbortSignal) => JsonObject | Promise<JsonObject>;

/** An operation that is given its parameters read and checked. */
export function operation<F extends Fields>(
  fields: F,
  run: (parameters: Parameters<F>, service: Service, gone: AbortSignal) => JsonObject | Promise<JsonObject>,
): Operation {
  return (body, service, gone) => run(readParameters(fields, body), service, gone);
}
