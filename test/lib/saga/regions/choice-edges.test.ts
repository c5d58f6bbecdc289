import { expect, test } from "vitest";
import { machineGraph } from "../../../../src/lib/saga/graph/machine-graph.ts";
import { choiceEdges } from "../../../../src/lib/saga/regions/choice-edges.ts";
import { failureGround } from "../../../../src/lib/saga/regions/failure-ground.ts";
import { machineOf, task } from "../machine-of.ts";

test("each way out of a Choice is followed once, however many there are", () => {
  const rooms = Array.from({ length: 50 }, (_, at) => `BookRoom${at}`);
  const machine = machineOf({
    StartAt: "ChooseRoom",
    States: {
      ChooseRoom: {
        Type: "Choice",
        Choices: rooms.map((room) => ({ Variable: "$.room", StringEquals: room, Next: room })),
        Default: "NoRoom",
      },
      ...Object.fromEntries(rooms.map((room) => [room, task("RoomBooked")])),
      RoomBooked: { Type: "Succeed" },
      NoRoom: { Type: "Fail" },
    },
  });
  const graph = machineGraph(machine);
  const choice = graph.states.get("ChooseRoom")?.state;
  if (choice?.type !== "Choice") throw new Error("ChooseRoom is no Choice");
  const followed: number[] = [];
  const plain = failureGround(
    graph,
    () => false,
    () => false,
  );
  const ground: typeof plain = {
    ...plain,
    passed(target) {
      followed.push(target);
      return plain.passed(target);
    },
  };
  const intents = { mayUndo: () => [], beginsRollback: () => false, goesForward: () => true, saysFailure: () => false };
  expect(choiceEdges(graph, ground, choice, { tested: intents, untested: () => intents })).toEqual([
    { choice: "ChooseRoom", target: "NoRoom", step: null },
  ]);
  expect(followed.length).toBe(rooms.length + 1);
});
