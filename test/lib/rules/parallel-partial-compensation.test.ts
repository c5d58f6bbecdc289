import { parallelPartialCompensation } from "../../../src/lib/rules/parallel-partial-compensation.ts";
import { compensation, task, tripSaga } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const branch = (name: string, more: Readonly<Record<string, object>>): object => ({ StartAt: name, States: more });

ruleCases(parallelPartialCompensation, [
  { name: "every branch is undone after the Catch", definition: tripSaga({}), want: [] },
  {
    name: "one branch is not undone",
    definition: tripSaga({}, { CancelFlight: compensation("CancelFlight", "BookFlight", { Next: "TripFailed" }) }),
    want: [
      {
        state: "BookTrip",
        line: 4,
        severity: "error",
        message: "When BookFlight fails, BookTrip fails, and nothing undoes BookHotel",
        path: ["BookTrip", "BookFlight (UnnamedError)", "CancelFlight", "TripFailed"],
      },
    ],
  },
  {
    name: "nothing catches the Parallel",
    definition: tripSaga({ Catch: [] }),
    want: [{ state: "BookTrip", message: "When BookHotel fails, BookTrip fails, and nothing undoes BookFlight" }],
  },
  {
    name: "a branch that undoes itself and then fails leaves the other one",
    definition: tripSaga({
      Branches: [
        branch("BookHotel", { BookHotel: task("BookHotel") }),
        branch("BookFlight", {
          BookFlight: task("BookFlight", { onError: "FlightFailed" }),
          FlightFailed: { Type: "Fail", Error: "FlightFailed" },
        }),
      ],
      Catch: [{ ErrorEquals: ["FlightFailed"], ResultPath: "$.failure", Next: "TripFailed" }],
    }),
    want: [{ state: "BookTrip" }],
  },
  {
    name: "an error that the Parallel alone names may be meant for the branch whose siblings are undone then",
    definition: tripSaga({
      Catch: [
        { ErrorEquals: ["NoSeat"], ResultPath: "$.failure", Next: "CancelHotel" },
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelFlight" },
      ],
    }),
    want: [
      { state: "BookTrip", severity: "info", message: "When BookHotel fails with NoSeat, BookTrip fails, and nothing undoes BookFlight" },
    ],
  },
  {
    name: "every function may raise an error of the Lambda service",
    definition: tripSaga({
      Catch: [
        { ErrorEquals: ["Lambda.Unknown"], ResultPath: "$.failure", Next: "CancelHotel" },
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelFlight" },
      ],
    }),
    want: [{ state: "BookTrip", severity: "error" }],
  },
  {
    name: "a step that is tried again on an error raises it",
    definition: tripSaga({
      Branches: [
        branch("BookHotel", { BookHotel: task("BookHotel", { Retry: [{ ErrorEquals: ["NoSeat"] }] }) }),
        branch("BookFlight", { BookFlight: task("BookFlight") }),
      ],
      Catch: [
        { ErrorEquals: ["NoSeat"], ResultPath: "$.failure", Next: "CancelHotel" },
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelFlight" },
      ],
    }),
    want: [{ state: "BookTrip", severity: "error" }],
  },
  {
    name: "an error whose rollback fits no branch is told of",
    definition: tripSaga({
      Catch: [
        { ErrorEquals: ["NoSeat"], ResultPath: "$.failure", Next: "TripFailed" },
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelFlight" },
      ],
    }),
    want: [{ state: "BookTrip", severity: "error" }],
  },
  {
    name: "branches that catch everything never fail the Parallel",
    definition: tripSaga({
      Branches: [
        branch("BookHotel", { BookHotel: task("BookHotel", { onError: "NoHotel" }), NoHotel: { Type: "Pass", End: true } }),
        branch("BookFlight", { BookFlight: task("BookFlight", { onError: "NoFlight" }), NoFlight: { Type: "Pass", End: true } }),
      ],
      Catch: [],
    }),
    want: [],
  },
  {
    name: "a compensation that fails in its branch is a failure of its own",
    definition: tripSaga({
      Branches: [
        branch("BookHotel", { BookHotel: task("BookHotel", { onError: "NoHotel" }), NoHotel: { Type: "Pass", End: true } }),
        branch("BookFlight", {
          BookFlight: task("BookFlight", { onError: "DropFlight" }),
          DropFlight: compensation("DropFlight", "BookFlight", { End: true }),
        }),
      ],
      Catch: [],
    }),
    want: [],
  },
  {
    name: "other iterations of a Map are siblings too",
    definition: tripSaga(
      {
        Type: "Map",
        Branches: undefined,
        ItemProcessor: { StartAt: "BookHotel", States: { BookHotel: task("BookHotel") } },
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "TripFailed" }],
      },
      { CancelFlight: { Type: "Pass", Next: "CancelHotel" } },
    ),
    want: [{ state: "BookTrip", message: "When BookHotel fails, BookTrip fails, and nothing undoes BookHotel of other iterations" }],
  },
  {
    name: "an iteration that undoes its own effect leaves those of the others",
    definition: tripSaga(
      {
        Type: "Map",
        Branches: undefined,
        ItemProcessor: {
          StartAt: "BookHotel",
          States: {
            BookHotel: task("BookHotel", { End: undefined, Next: "BookFlight", onError: "NoHotel" }),
            NoHotel: { Type: "Pass", End: true },
            BookFlight: task("BookFlight", { onError: "CancelOwnHotel" }),
            CancelOwnHotel: compensation("CancelOwnHotel", "BookHotel", { Next: "NoFlight" }),
            NoFlight: { Type: "Fail" },
          },
        },
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "TripFailed" }],
      },
      { CancelFlight: { Type: "Pass", Next: "CancelHotel" }, CancelHotel: { Type: "Pass", Next: "TripFailed" } },
    ),
    want: [
      {
        state: "BookTrip",
        message: "When BookFlight fails, BookTrip fails, and nothing undoes BookHotel and BookFlight of other iterations",
      },
    ],
  },
]);
