import type { JsonObject } from "../base/json.ts";
import type { TaskRequest } from "../engine/task.ts";
import { taskUuid } from "./task-id.ts";

/** What an optimised integration adds to a service's answer: its HTTP headers and request id, dated in virtual time. */
export function sdkMetadata(request: TaskRequest, headers: Readonly<Record<string, string>>): JsonObject {
  const requestId = taskUuid(request, "request");
  const all = { ...headers, Date: new Date(request.scheduledAt).toUTCString(), "x-amzn-RequestId": requestId };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      HttpHeaders: all,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
