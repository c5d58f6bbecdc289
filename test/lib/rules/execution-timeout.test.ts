import { executionTimeout } from "../../../src/lib/rules/execution-timeout.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const ALWAYS = "ends the execution where it is: nothing can catch that, and no compensation runs";

ruleCases(executionTimeout, [
  { name: "a machine without TimeoutSeconds rolls back in its own time", definition: goodSaga(), want: [] },
  {
    name: "a machine's TimeoutSeconds cannot be caught",
    definition: goodSaga({}, { TimeoutSeconds: 86_400 }),
    want: [{ state: null, severity: "warning", message: `The machine's TimeoutSeconds of 86400 ${ALWAYS}` }],
  },
  {
    name: "nor can one that deployment fills in",
    definition: goodSaga({}, { TimeoutSeconds: "${Limit}" }),
    want: [{ state: null, message: `The machine's TimeoutSeconds ${ALWAYS}` }],
  },
  {
    // Three compensations and the notifications of their failures, each four attempts of 10 s with waits of 1, 2 and 4 s between them.
    name: "it is said where the longest rollback does not fit",
    definition: goodSaga({}, { TimeoutSeconds: 120 }),
    want: [{ state: null, message: `The machine's TimeoutSeconds of 120 ${ALWAYS}; the rollback alone may take 141 s` }],
  },
  {
    name: "how long a rollback takes is not known where one of its tasks has no limit",
    definition: goodSaga({ ProcessRefund: { TimeoutSeconds: undefined } }, { TimeoutSeconds: 120 }),
    want: [{ state: null, message: `The machine's TimeoutSeconds of 120 ${ALWAYS}` }],
  },
]);
