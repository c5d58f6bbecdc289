// The order saga on saga-cli's engine, as the built library has it.
import { historyText, parseMachine, parseText, runMachine } from "../dist/lib/index.js";
import { definitionText, input } from "./order-saga.js";

/** A function that runs one execution of a definition to its end and gives its status; its whole history is kept. */
export async function sagaCliRunner(file, tasks) {
  return statusOf(await runner({ file, text: definitionText(file) }, tasks, input));
}

/** The same for a machine that is not in a file. */
export async function sagaCliMachine({ definition, input, tasks }) {
  return statusOf(await runner({ file: "machine.json", text: JSON.stringify(definition) }, tasks, input));
}

/** A run without a promise in it is over at once, and nothing waits for it. */
function statusOf(run) {
  return () => {
    const ran = run();
    return ran instanceof Promise ? ran.then(({ result }) => result.status) : ran.result.status;
  };
}

/** The same, with the history written as AWS's JSON. */
export async function serialisingRunner(file, tasks) {
  const run = await runner({ file, text: definitionText(file) }, tasks, input);
  return async () => {
    const { events, result } = await run();
    historyText(events);
    return result.status;
  };
}

async function runner(source, tasks, input) {
  const parsed = await parseText(source);
  const { machine } = parseMachine(parsed);
  // Failures are data for this engine, so nothing is thrown; lambda:invoke answers in an envelope, a bare function ARN does not.
  const perform = ({ state, integration, parameters }) => {
    const failure = tasks.failures[state];
    if (failure) return { type: "failed", ...failure };
    const result = tasks.results[state](parameters);
    const invoked = integration.kind === "service" && integration.service === "lambda";
    return { type: "succeeded", output: invoked ? { StatusCode: 200, Payload: result } : result };
  };
  return () => runMachine({ machine, input, perform });
}
