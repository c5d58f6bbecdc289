import { expressSaga } from "../../../src/lib/rules/express-saga.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(expressSaga, [
  { name: "a STANDARD saga is as it should be", definition: goodSaga(), want: [] },
  {
    name: "an EXPRESS saga may run twice and cannot be redriven",
    definition: goodSaga(),
    type: "EXPRESS",
    want: [
      {
        state: null,
        severity: "warning",
        message:
          "This saga is EXPRESS: started asynchronously its steps may run twice, after five minutes it is cut off, and no rollback can be redriven",
        hint: "Make it STANDARD.",
      },
    ],
  },
  {
    name: "an EXPRESS machine that is no saga may well be one",
    definition: goodSaga(),
    type: "EXPRESS",
    config: { saga: false },
    want: [],
  },
]);
