import type { Rng } from "../base/ports.ts";
import { evaluateJsonata } from "../expr/jsonata.ts";
import type { JsonataOutcome } from "../expr/jsonata-outcome.ts";
import type { SimulationPorts } from "./simulation.ts";
import { Simulation } from "./simulation.ts";

/** A simulation whose JSONata takes time from it and chance from the generator. */
export function createSimulation({ perform, startTime, realTime, outsideTime }: Omit<SimulationPorts, "evaluate">, rng: Rng): Simulation {
  const simulation: Simulation = new Simulation({
    perform,
    startTime,
    realTime,
    outsideTime,
    async evaluate(expressions, bindings) {
      const outcomes: JsonataOutcome[] = [];
      for (const { source } of expressions) {
        const outcome = await evaluateJsonata(source, bindings, { clock: simulation, rng });
        outcomes.push(outcome);
        if (outcome.type !== "value") break;
      }
      return outcomes;
    },
  });
  return simulation;
}
