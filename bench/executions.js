// Executions per second of the order saga, against aws-local-stepfunctions with the same tasks.
import { localStepFunctionsRunner } from "./local-stepfunctions.js";
import { failingTasks, happyTasks } from "./order-saga.js";
import { measurePairs } from "./pairs.js";
import { sagaCliRunner, serialisingRunner } from "./saga-cli-engine.js";

const JSON_PATH = "order.asl.json";
const JSONATA = "order.jsonata.asl.yaml";
/** How long each side of a pair runs, in ms: long enough for a steady figure, short enough for many pairs. */
const SLICE = 100;

/** Figures in executions per second: happy and failing, history kept, history serialised, and the JSONata variant. */
export async function* executions(pairs) {
  const cases = [
    { name: "happy", tasks: happyTasks, status: "SUCCEEDED" },
    { name: "failing", tasks: failingTasks, status: "FAILED" },
  ];
  const unit = "executions/s";
  for (const { name, tasks, status } of cases) {
    const base = rateOf(localStepFunctionsRunner(JSON_PATH, tasks), status);
    const kept = rateOf(await sagaCliRunner(JSON_PATH, tasks), status);
    const serialised = rateOf(await serialisingRunner(JSON_PATH, tasks), status);
    const jsonata = rateOf(await sagaCliRunner(JSONATA, tasks), status);
    yield { name: `${name}, history kept`, target: "at least", limit: 10, unit, ...(await measurePairs(pairs, kept, base)) };
    yield { name: `${name}, as AWS's JSON`, target: "at least", limit: 1.5, unit, ...(await measurePairs(pairs, serialised, base)) };
    yield { name: `${name}, JSONata, history kept`, unit, ...(await measurePairs(pairs, jsonata, base)) };
  }
}

function rateOf(run, status) {
  return async () => {
    const start = performance.now();
    let count = 0;
    let took = 0;
    for (; took < SLICE; took = performance.now() - start) {
      const ended = await run();
      if (ended !== status) throw new Error(`the execution ended ${ended}, not ${status}`);
      count += 1;
    }
    return (count / took) * 1000;
  };
}
