import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { Outcome, Verdict } from "../../../src/lib/verify/verdict.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { machineOf } from "../../machine-of.ts";
import { inputs, machines, outcomes } from "../engine/random-machine.ts";
import type { EngineRun } from "./engine-run.ts";
import { mapRunsOf } from "./engine-run.ts";
import { release, runSaga, sagas } from "./random-saga.ts";

const GOOD: readonly Outcome[] = ["committed", "compensated", "no-effect"];
const UNFINISHED: readonly Outcome[] = ["running", "unproven"];

/** The events without those of one stay in a state, numbered anew as if it had never been. */
function without(history: readonly HistoryEvent[], state: string): readonly HistoryEvent[] {
  const gone = new Set<number>();
  for (const { id, previousEventId, type, details } of history) {
    const enters = type.endsWith("StateEntered") && "name" in details;
    if (enters ? details.name === state : gone.has(previousEventId)) gone.add(id);
  }
  const left = history.filter(({ id }) => !gone.has(id));
  const ids = new Map(left.map(({ id }, index) => [id, index + 1]));
  const last = (id: number): number => {
    for (let at = id; at > 0; at = history[at - 1]?.previousEventId ?? 0) if (!gone.has(at)) return ids.get(at) ?? 0;
    return 0;
  };
  return left.map((event) => ({ ...event, id: ids.get(event.id) ?? 0, previousEventId: last(event.previousEventId) }));
}

const again = ({ history, model, children }: EngineRun, events = history): Verdict => verify(events, model, { children });

describe("verify, whatever the saga", () => {
  it("finds it committed where nothing failed, and compensated where something did", () => {
    fc.assert(
      fc.property(sagas, (saga) => {
        const { verdict } = runSaga(saga);
        const hasFailed = saga.failing.group < saga.groups.length;
        expect([verdict.outcome, verdict.violations]).toEqual([hasFailed ? "compensated" : "committed", []]);
      }),
    );
  });

  it("never finds it good where a compensation failed for good", () => {
    fc.assert(
      fc.property(sagas, fc.nat(3), (saga, group) => {
        const { groups, failing } = saga;
        fc.pre(failing.group < groups.length);
        expect(runSaga(saga, group % (failing.group + 1)).verdict.outcome).toBe("stuck");
      }),
    );
  });

  it("never finds it good without the events of a compensation that was needed", () => {
    fc.assert(
      fc.property(sagas, fc.nat(3), (saga, group) => {
        const run = runSaga(saga);
        const state = release(group);
        const needed = run.verdict.effects.some(({ effect, compensation }) => compensation.state === state && effect !== "failed");
        fc.pre(run.verdict.outcome === "compensated" && needed);
        const entered = run.history.find(({ type, details }) => type === "TaskStateEntered" && "name" in details && details.name === state);
        const ids = new Set([0, 1, 2, 3, 4].map((offset) => (entered?.id ?? 0) + offset));
        const holed = again(
          run,
          run.history.filter(({ id }) => !ids.has(id)),
        );
        expect(holed.outcome).toBe("unproven");
        expect(holed.violations.map(({ compensation }) => compensation)).toContain(state);
        expect(GOOD).not.toContain(again(run, without(run.history, state)).outcome);
      }),
    );
  });

  it("says the same of events in any order and more than once", () => {
    fc.assert(
      fc.property(sagas, fc.infiniteStream(fc.nat()), (saga, order) => {
        const run = runSaga(saga);
        const mixed = [...run.history, ...run.history.slice(0, 7)].map((event) => ({ event, at: order.next().value ?? 0 }));
        const events = mixed.sort((a, b) => a.at - b.at).map(({ event }) => event);
        expect(again(run, events)).toEqual(run.verdict);
      }),
    );
  });

  it("proves nothing by a history that was cut", () => {
    fc.assert(
      fc.property(sagas, fc.nat(), (saga, at) => {
        const run = runSaga(saga);
        expect(UNFINISHED).toContain(again(run, run.history.slice(0, at % run.history.length)).outcome);
      }),
    );
  });

  it("proves nothing by a Map run of which an execution was cut, or that was not read", () => {
    fc.assert(
      fc.property(sagas, fc.nat(), fc.nat(), (saga, which, at) => {
        const run = runSaga(saga);
        const { mapRuns } = run.children;
        const cut = mapRuns[which % Math.max(mapRuns.length, 1)];
        fc.pre(cut !== undefined);
        const others = mapRuns.filter((one) => one !== cut);
        const [first, ...rest] = cut.executions;
        fc.pre(first !== undefined);
        const shortened = { ...cut, executions: [{ ...first, history: first.history.slice(0, at % first.history.length) }, ...rest] };
        for (const read of [others, [...others, shortened]]) {
          expect(verify(run.history, run.model, { children: { nested: [], mapRuns: read } }).outcome).toBe("unproven");
        }
      }),
    );
  });
});

describe("verify, whatever the machine", () => {
  it("says the same in any order, and nothing good of a history that was cut", () => {
    fc.assert(
      fc.property(machines, inputs, outcomes, fc.nat(), (definition, input, replies, at) => {
        const machine = machineOf(definition);
        const { model } = buildModel("order", machine, { saga: true, steps: {} });
        const run = runMachine({ machine, input, perform: ({ id }) => replies[(id - 1) % replies.length] ?? { type: "silent" } });
        fc.pre(!(run instanceof Promise));
        const children = { nested: [], mapRuns: mapRunsOf(run) };
        const verdict = verify(run.events, model, { children });
        expect(verdict.outcome).not.toBe("unproven");
        expect(verify(run.events.toReversed(), model, { children })).toEqual(verdict);
        expect(UNFINISHED).toContain(verify(run.events.slice(0, at % run.events.length), model, { children }).outcome);
      }),
    );
  });
});
