import { expect, it } from "vitest";
import { graphSvg } from "../../../src/lib/reporters/test-html-graph.ts";
import type { GraphState, GraphWay } from "../../../src/lib/suite/state-graph.ts";

it("draws every way within the drawing, round the right of the last column, too", () => {
  const state = (name: string): GraphState => ({ name, type: "Task", role: "forward", cases: 1 });
  const way = (from: string, to: string): GraphWay => ({ from, to, type: "next" });
  const svg = graphSvg({
    start: "ReserveStock",
    states: ["ReserveStock", "ChargeCard", "OrderFailed", "OrderPlaced", "ReleaseStock"].map(state),
    ways: [
      way("ReserveStock", "ChargeCard"),
      way("ReserveStock", "OrderFailed"),
      way("ChargeCard", "OrderPlaced"),
      way("ChargeCard", "ReleaseStock"),
      way("ReleaseStock", "OrderFailed"),
    ],
  });
  const width = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const across = [...svg.matchAll(/ d="([^"]+)" marker-end/g)].flatMap(([, path = ""]) =>
    (path.match(/-?[\d.]+/g) ?? []).filter((_, at) => at % 2 === 0).map(Number),
  );
  expect(across.length).toBe(20);
  expect(Math.max(...across)).toBeLessThanOrEqual(width);
});
