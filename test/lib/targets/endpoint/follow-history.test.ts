import { describe, expect, test } from "vitest";
import { CallError } from "../../../../src/lib/targets/endpoint/describe-failure.ts";
import { followHistory } from "../../../../src/lib/targets/endpoint/follow-history.ts";
import { followResuming } from "../../../../src/lib/targets/endpoint/resume-following.ts";
import type { SfnClient } from "../../../../src/lib/targets/endpoint/sfn-client.ts";

const ARN = "arn:aws:states:us-east-1:123456789012:execution:order:o-1";
const LOOPBACK = { url: "http://127.0.0.1:8083", region: "us-east-1", profile: undefined };

interface Page {
  readonly maxResults: number;
  readonly reverseOrder?: boolean;
  readonly nextToken?: string;
}

/** What a server may do otherwise than AWS. */
interface Oddities {
  readonly ignoresOrder?: boolean;
  /** Throws, or not, before the n-th call (from 1) is answered. */
  readonly before?: (call: number, request: Page) => void;
}

/** A client of an endpoint whose execution has `counts[n]` events at the n-th call, and has ended when it has the last number of them. */
function clientOf(counts: readonly number[], { ignoresOrder = false, before }: Oddities = {}): SfnClient {
  let calls = 0;
  const total = counts.at(-1) ?? 0;
  const event = (id: number): object => {
    const head = { id, previousEventId: id - 1, timestamp: new Date(id) };
    return id === total
      ? { ...head, type: "ExecutionSucceeded" }
      : { ...head, type: "WaitStateExited", stateExitedEventDetails: { name: "Wait" } };
  };
  const call = (_: string, request: Page): Promise<object> => {
    const count = counts[Math.min(calls, counts.length - 1)] ?? 0;
    calls += 1;
    before?.(calls, request);
    const forwards = Array.from({ length: count }, (__, index) => event(index + 1));
    const events = request.reverseOrder && !ignoresOrder ? forwards.reverse() : forwards;
    const start = Number(request.nextToken ?? 0);
    const end = start + request.maxResults;
    return Promise.resolve({ events: events.slice(start, end), ...(end < events.length ? { nextToken: String(end) } : {}) });
  };
  return { endpoint: LOOPBACK, call: call as unknown as SfnClient["call"], close: () => {} };
}

async function ids(events: AsyncGenerator<readonly { readonly id: number }[]>): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const batch of events) found.push(...batch.map(({ id }) => id));
  return found;
}

const upTo = (last: number, first = 1): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("every event comes once and in order", () => {
  test.each<{ name: string; counts: readonly number[]; oddities?: Oddities }>([
    { name: "of an execution that has ended, page by page", counts: [1201] },
    { name: "as they come", counts: [3, 3, 4, 9] },
    { name: "where more came than a page holds", counts: [3, 350] },
    { name: "where more come between two pages that are read backwards", counts: [3, 260, 290, 300] },
    { name: "where an endpoint does not know the order", counts: [3, 4, 120, 700], oddities: { ignoresOrder: true } },
    {
      name: "where a token expires in the middle",
      counts: [1201],
      oddities: {
        before(call, { nextToken }) {
          if (call === 2 && nextToken !== undefined) throw new CallError("InvalidToken", 400, "Invalid Token");
        },
      },
    },
  ])("$name", async ({ counts, oddities }) => {
    expect(await ids(followHistory(clientOf(counts, oddities), ARN))).toEqual(upTo(counts.at(-1) ?? 0));
  });
});

test.each([
  { name: "in the middle", after: 4, want: upTo(9, 5) },
  { name: "at the end, which it knows", after: 9, want: [] },
])("it goes on after an event $name", async ({ after, want }) => {
  expect(await ids(followHistory(clientOf([9]), ARN, { after }))).toEqual(want);
});

test("once, it reads what is there and does not wait", async () => {
  expect(await ids(followHistory(clientOf([3, 9]), ARN, { once: true }))).toEqual([1, 2, 3]);
});

test("on this machine it looks again at once however long nothing has come", { timeout: 5000 }, async () => {
  const counts = [3, ...Array.from({ length: 20 }, () => 3), 9];
  expect(await ids(followHistory(clientOf(counts), ARN))).toEqual(upTo(9));
});

test("it ends when it is interrupted", async () => {
  const interrupted = new AbortController();
  const following = ids(followHistory(clientOf([3, 3, 4]), ARN, { signal: interrupted.signal }));
  interrupted.abort(new Error("Ctrl-C"));
  await expect(following).rejects.toThrow("Ctrl-C");
});

describe("after an error that passes", () => {
  const failing = (times: number, code: string): Oddities => ({
    before(call) {
      if (call > 1 && call <= times + 1) throw new CallError(code, 0, "no connection");
    },
  });

  test("it goes on from the last event", async () => {
    const troubles: number[] = [];
    const client = clientOf([600, 600, 700], failing(1, "ECONNRESET"));
    const events = followResuming(client, ARN, { onTrouble: (_, last) => void troubles.push(last) });
    expect({ ids: await ids(events), troubles }).toEqual({ ids: upTo(700), troubles: [500] });
  });

  test("and not after any other", async () => {
    const client = clientOf([600, 600, 700], failing(1, "AccessDeniedException"));
    await expect(ids(followResuming(client, ARN, { onTrouble: () => {} }))).rejects.toThrow("no connection");
  });
});
