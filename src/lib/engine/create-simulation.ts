import type { Rng } from "../base/ports.ts";
import { evaluateJsonata } from "../expr/jsonata.ts";
import type { SimulationPorts } from "./simulation.ts";
import { Simulation } from "./simulation.ts";

/** A simulation whose JSONata takes time from it and chance from the generator. */
export function createSimulation({ perform, startTime, realTime, outsideTime }: Omit<SimulationPorts, "evaluate">, rng: Rng): Simulation {
  const simulation: Simulation = new Simulation({
    perform,
    startTime,
    realTime,
    outsideTime,
    evaluate: (expression, bindings) => evaluateJsonata(expression, bindings, { clock: simulation, rng }),
  });
  return simulation;
}
