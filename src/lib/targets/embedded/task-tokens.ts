import { Mailbox } from "../../engine/mailbox.ts";
import type { TaskChannel, TaskMessage } from "../../engine/task.ts";
import { isTaskToken } from "../../engine/task-token.ts";
import { ApiError } from "./api-error.ts";

/** The tasks that somebody outside may answer, by their tokens; a token expires with its task. */
export interface TaskTokens {
  /** The channel of a task that whoever has the token answers; `onEnd` is called when the task has ended. */
  readonly open: (token: string | null, options?: { readonly outside?: boolean; readonly onEnd?: () => void }) => TaskChannel;
  /** Passes on what somebody says of a task; an ApiError where the token is none or its task has ended. */
  readonly send: (token: string, message: TaskMessage) => void;
}

/** No tokens yet. */
export function createTaskTokens(): TaskTokens {
  const open = new Map<string, Mailbox<TaskMessage>>();
  return {
    open(token, { outside = true, onEnd } = {}) {
      const messages = new Mailbox<TaskMessage>();
      if (token !== null) open.set(token, messages);
      return {
        messages,
        outside,
        onEnd() {
          if (token !== null) open.delete(token);
          onEnd?.();
        },
      };
    },
    send(token, message) {
      const messages = open.get(token);
      if (messages === undefined) {
        if (isTaskToken(token)) throw new ApiError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        throw new ApiError("InvalidToken", "Invalid Token: 'Invalid token'");
      }
      if (message.type === "succeeded" || message.type === "failed") open.delete(token);
      messages.post(message);
    },
  };
}
