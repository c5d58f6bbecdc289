import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, UserError } from "../../base/user-error.ts";
import type { TaskPerformer, TaskRequest } from "../../engine/task.ts";
import type { TakenAttempt } from "../../faults/track-attempts.ts";
import { answerTask, keepAlive } from "./answer-task.ts";
import { isTransient } from "../endpoint/describe-failure.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";

/** Answers the tasks of an activity, each as the attempt of a faulted Task that the history shows it to be. */
export interface ActivityWorker {
  /** Hears from whoever reads the history which attempt a question was given. */
  readonly taken: (attempt: TakenAttempt) => void;
  /** Fires, with the reason, when tasks cannot be answered any more. */
  readonly broken: AbortSignal;
  /** Stops asking, and waits for what is under way to notice. */
  readonly stop: () => Promise<void>;
}

/** What a worker works with. */
export interface WorkerOptions {
  readonly activityArn: string;
  readonly perform: TaskPerformer;
  /** Called when there must be something new in the history. */
  readonly onTask: () => void;
}

/** Step Functions holds the line for a minute where there is no task. */
const POLL_MS = 75_000;
/** Pause after a question that failed. */
const PAUSE_MS = 200;

/** GetActivityTask gives a task once, even if its answer gets lost; each question has a worker's name of its own, which the history then shows. */
interface Question {
  readonly token: Promise<string>;
  readonly tell: (token: string) => void;
  /** It ended without a task. */
  failed: boolean;
  /** What the history says that it was given. */
  attempt: TakenAttempt | undefined;
}

/** Begins to ask for tasks. */
export function startActivityWorker(client: SfnClient, { activityArn, perform, onTask }: WorkerOptions): ActivityWorker {
  const questions = new Map<string, Question>();
  const stopping = new AbortController();
  const broken = new AbortController();
  const { signal } = stopping;
  const underWay = new Set<Promise<void>>();

  function begin(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => {
        if (!signal.aborted) broken.abort(error);
      })
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  async function askOn(): Promise<void> {
    for (let asked = 1; !signal.aborted; asked += 1) await ask(`saga-cli-${asked}`);
  }

  async function ask(workerName: string): Promise<void> {
    const question = newQuestion();
    questions.set(workerName, question);
    try {
      const { taskToken } = await client.call("GetActivityTask", { activityArn, workerName }, { signal, once: true, timeoutMs: POLL_MS });
      if (taskToken) question.tell(taskToken);
      else fail(question);
      onTask();
    } catch (error) {
      fail(question);
      if (!isTransient(error)) throw error;
      onTask();
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }

  function fail(question: Question): void {
    question.failed = true;
    if (question.attempt !== undefined) broken.abort(lostTask(question.attempt.request));
  }

  async function answer(question: Question, { request }: TakenAttempt): Promise<void> {
    const taskToken = await question.token;
    const reply = await keepAlive(client, taskToken, request, signal, async () => perform(request, signal));
    await answerTask(client, taskToken, request, reply, signal);
  }

  begin(askOn());
  return {
    broken: broken.signal,
    taken(attempt) {
      const question = questions.get(attempt.workerName);
      if (question === undefined || question.failed) {
        broken.abort(lostTask(attempt.request));
        return;
      }
      question.attempt = attempt;
      begin(answer(question, attempt));
    },
    async stop() {
      stopping.abort();
      // Who waits for a token that never comes is told to go.
      for (const question of questions.values()) question.tell("");
      await Promise.all(underWay);
    },
  };
}

function newQuestion(): Question {
  let tell: Question["tell"] = () => {};
  const token = new Promise<string>((resolve) => {
    tell = resolve;
  });
  return { token, tell, failed: false, attempt: undefined };
}

function lostTask({ state, iteration, attempt }: TaskRequest): UserError {
  const where = iteration === null ? "" : ` in ${iteration}`;
  return new UserError(
    `The answer to GetActivityTask was lost that held attempt ${attempt} of "${state}"${where}, and nobody can answer it any more`,
    "The copy was stopped. Run it again.",
    undefined,
    EXIT.target,
  );
}
