// One case of executions.js, in a process of its own: node execution-case.js WORKLOAD KIND PAIRS
import { localStepFunctionsMachine, localStepFunctionsRunner } from "./local-stepfunctions.js";
import { machines } from "./machines.js";
import { failingTasks, happyTasks } from "./order-saga.js";
import { measurePairs } from "./pairs.js";
import { sagaCliMachine, sagaCliRunner, serialisingRunner } from "./saga-cli-engine.js";

const JSON_PATH = "order.asl.json";
const JSONATA = "order.jsonata.asl.yaml";
/** How long each side of a pair runs, in ms: long enough for a steady figure, short enough for many pairs. */
const SLICE = 100;

const [workload, kind, pairs] = process.argv.slice(2);
const tasks = { happy: happyTasks, failing: failingTasks }[workload];
const status = workload === "failing" ? "FAILED" : "SUCCEEDED";
const runners = {
  kept: () => [sagaCliRunner(JSON_PATH, tasks), localStepFunctionsRunner(JSON_PATH, tasks)],
  serialised: () => [serialisingRunner(JSON_PATH, tasks), localStepFunctionsRunner(JSON_PATH, tasks)],
  jsonata: () => [sagaCliRunner(JSONATA, tasks), localStepFunctionsRunner(JSON_PATH, tasks)],
  machine: () => [sagaCliMachine(machines[workload]), localStepFunctionsMachine(machines[workload])],
};
const [subject, base] = (await Promise.all(runners[kind]())).map(rateOf);
process.send(await measurePairs(Number(pairs), subject, base));

function rateOf(run) {
  return async () => {
    const start = performance.now();
    let count = 0;
    let took = 0;
    for (; took < SLICE; took = performance.now() - start) {
      const running = run();
      const ended = running instanceof Promise ? await running : running;
      if (ended !== status) throw new Error(`the execution ended ${ended}, not ${status}`);
      count += 1;
    }
    return (count / took) * 1000;
  };
}
