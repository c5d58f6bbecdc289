// The order saga on aws-local-stepfunctions, which wants Node 22's Promise.withResolvers.
import { definitionText, input } from "./order-saga.js";

Promise.withResolvers ??= function withResolvers() {
  const deferred = {};
  deferred.promise = new this((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred;
};
const { StateMachine } = await import("aws-local-stepfunctions");

/** A function that runs one execution of a definition to its end and gives its status; its whole event log is kept. */
export function localStepFunctionsRunner(file, tasks) {
  return localStepFunctionsMachine({ definition: JSON.parse(definitionText(file)), input, tasks });
}

/** The same for a machine that is not in a file. */
export function localStepFunctionsMachine({ definition, input, tasks }) {
  const machine = new StateMachine(definition, { validationOptions: { checkArn: false } });
  const overrides = { taskResourceLocalHandlers: { ...tasks.results, ...throwing(tasks.failures) } };
  return async () => {
    const { result, eventLogs } = machine.run(input, { overrides });
    const ended = result.then(
      () => "SUCCEEDED",
      () => "FAILED",
    );
    const events = [];
    for await (const event of eventLogs) events.push(event);
    return ended;
  };
}

/** Its tasks fail by throwing. */
function throwing(failures) {
  const entries = Object.entries(failures).map(([state, { error, cause }]) => [
    state,
    () => {
      throw Object.assign(new Error(cause), { name: error });
    },
  ]);
  return Object.fromEntries(entries);
}
