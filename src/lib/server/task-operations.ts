import { ApiError } from "../targets/embedded/api-error.ts";
import { dataField, failureFields } from "./api-fields.ts";
import { parsePayload } from "./execution-input.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { required, text } from "./parameters.ts";

const taskToken = required(text({ min: 1, max: 2048 }));

/** What whoever has a task's token says of it. */
export const taskOperations: Readonly<Record<string, Operation>> = {
  SendTaskSuccess: operation({ taskToken, output: required(dataField) }, (request, { world }) => {
    const output = parsePayload(request.output, (why) => new ApiError("InvalidOutput", `Invalid Output: '${why}'`));
    world.tokens.send(request.taskToken, { type: "succeeded", output });
    return {};
  }),
  SendTaskFailure: operation({ taskToken, ...failureFields }, ({ taskToken: token, error, cause }, { world }) => {
    world.tokens.send(token, { type: "failed", ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
    return {};
  }),
  SendTaskHeartbeat: operation({ taskToken }, (request, { world }) => {
    world.tokens.send(request.taskToken, { type: "heartbeat" });
    return {};
  }),
};
