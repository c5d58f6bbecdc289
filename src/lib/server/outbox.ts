import type { JsonObject } from "../base/json.ts";
import type { Service } from "./service.ts";

/** What the tasks of the known executions published, oldest first: the server's own answer to `GET /outbox`, no part of AWS's API. */
export function outboxOf({ world }: Service): JsonObject {
  const messages = [...world.executions.all()].flatMap(({ arn, outbox }) =>
    outbox.map(({ service, destination, message, state, at }) => {
      const sentAt = new Date(at).toISOString();
      return { executionArn: arn, state, service, destination, message, at: sentAt };
    }),
  );
  return { messages: messages.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}
