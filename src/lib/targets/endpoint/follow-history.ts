import { fromAws } from "../../history/aws-json.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { TERMINAL_EVENTS } from "../../history/history.ts";
import type { Bell } from "./bell.ts";
import { createBell } from "./bell.ts";
import { isRefusal } from "./describe-failure.ts";
import { isLoopback } from "./endpoint.ts";
import type { SfnClient } from "./sfn-client.ts";

/** How a history is read. */
export interface FollowOptions {
  /** The last event that is known already. */
  readonly after?: number | undefined;
  /** Reads what is there and does not wait for more. */
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Rings when somebody knows that there is something new. */
  readonly bell?: Bell;
}

/** Events in a page read forwards. */
const PAGE = 500;
/** Events in a page read backwards, which is mostly little. */
const RECENT = 100;
/** Pauses between two looks, in ms: at 20 calls a second an account's GetExecutionHistory is used up. */
const PACE = { shortest: 200, longest: 5000, growth: 1.5 };
/** This machine has no such quota, and its executions may run faster than the clock. */
const LOOPBACK_PACE = { ...PACE, shortest: 10, longest: 50 };

/**
 * An execution's events in the order of their ids, each once, in batches as they come, until it ends. Whoever goes on after an error names
 * the last event that came. @throws UserError where the endpoint refuses or cannot be reached.
 */
export async function* followHistory(
  client: SfnClient,
  executionArn: string,
  { after = 0, once = false, signal, bell = createBell() }: FollowOptions = {},
): AsyncGenerator<readonly HistoryEvent[], void> {
  let last: Pick<HistoryEvent, "id" | "type"> | undefined = after === 0 ? undefined : { id: after, type: "ExecutionStarted" };
  const { shortest, longest, growth } = isLoopback(client.endpoint) ? LOOPBACK_PACE : PACE;
  let pace = shortest;
  for (;;) {
    const batches = last === undefined ? forwards(client, executionArn, signal) : recent(client, executionArn, last.id, signal);
    let isNew = false;
    for await (const page of batches) {
      const known = last?.id ?? 0;
      const events = page.filter(({ id }) => id > known);
      const newest = page.at(-1);
      if (newest !== undefined && newest.id >= known) last = newest;
      if (events.length === 0) continue;
      isNew = true;
      yield events;
    }
    if (once || (last !== undefined && TERMINAL_EVENTS.has(last.type))) return;
    pace = isNew ? shortest : Math.min(pace * growth, longest);
    await bell.pause(pace, signal);
  }
}

/** All events of an execution as far as it has come. */
export async function readHistoryOf(client: SfnClient, executionArn: string, signal?: AbortSignal): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const batch of followHistory(client, executionArn, { once: true, signal })) events.push(...batch);
  return events;
}

/** The whole history, page by page; a token that has expired begins it again, and what is known already is left out above. */
async function* forwards(
  client: SfnClient,
  executionArn: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly HistoryEvent[], void> {
  let nextToken: string | undefined;
  do {
    const page = await pageOf(client, { executionArn, maxResults: PAGE, ...(nextToken === undefined ? {} : { nextToken }) }, signal);
    ({ nextToken } = page);
    yield page.events;
  } while (nextToken !== undefined);
}

/** An event and what came after it, read backwards up to it: one small page, however long the history is. */
async function* recent(
  client: SfnClient,
  executionArn: string,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly HistoryEvent[], void> {
  const found: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const request = { executionArn, maxResults: RECENT, reverseOrder: true, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = await pageOf(client, request, signal);
    // Some servers do not know the order, and begin at the beginning whatever they are asked.
    if (isForwards(page.events)) {
      yield* forwards(client, executionArn, signal);
      return;
    }
    ({ nextToken } = page);
    // Events that came meanwhile push the others into the next page, too.
    const oldest = found.at(-1)?.id ?? Number.POSITIVE_INFINITY;
    found.push(...page.events.filter(({ id }) => id >= from && id < oldest));
    if (page.events.some(({ id }) => id <= from)) break;
  } while (nextToken !== undefined);
  yield found.reverse();
}

function isForwards(events: readonly HistoryEvent[]): boolean {
  const [first] = events;
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.id < last.id;
}

type PageRequest = Parameters<typeof requestPage>[1];

async function pageOf(client: SfnClient, request: PageRequest, signal: AbortSignal | undefined): ReturnType<typeof requestPage> {
  try {
    return await requestPage(client, request, signal);
  } catch (error) {
    const { nextToken: _, ...fromStart } = request;
    if (request.nextToken === undefined || !isRefusal(error, "InvalidToken")) throw error;
    return requestPage(client, fromStart, signal);
  }
}

async function requestPage(
  client: SfnClient,
  request: { executionArn: string; maxResults: number; reverseOrder?: boolean; nextToken?: string },
  signal: AbortSignal | undefined,
): Promise<{ readonly events: readonly HistoryEvent[]; readonly nextToken: string | undefined }> {
  const { events = [], nextToken } = await client.call("GetExecutionHistory", request, { signal });
  return { events: events.map((event) => fromAws(event)), nextToken };
}
