import { parallelAbortRace } from "../../../src/lib/rules/parallel-abort-race.ts";
import { task, tripSaga } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const hotels = (more: object): object =>
  tripSaga(
    {
      Type: "Map",
      Branches: undefined,
      ItemProcessor: { StartAt: "BookHotel", States: { BookHotel: task("BookHotel") } },
      ...more,
    },
    { CancelFlight: { Type: "Pass", Next: "CancelHotel" } },
  );

ruleCases(parallelAbortRace, [
  {
    name: "two bookings at once, undone after the Catch",
    definition: tripSaga({}),
    want: [
      {
        state: "BookTrip",
        severity: "warning",
        message: "When BookHotel fails, BookTrip aborts the rest and rolls back while BookFlight may still be landing",
        path: ["BookTrip", "BookHotel (UnnamedError)", "CancelFlight", "CancelHotel", "TripFailed"],
      },
    ],
  },
  {
    name: "one booking beside a read has no race",
    definition: tripSaga(
      {
        Branches: [
          { StartAt: "BookHotel", States: { BookHotel: task("BookHotel") } },
          { StartAt: "GetWeather", States: { GetWeather: task("GetWeather") } },
        ],
      },
      { CancelFlight: { Type: "Pass", Next: "CancelHotel" } },
    ),
    want: [],
  },
  { name: "iterations at once", definition: hotels({}), want: [{ state: "BookTrip" }] },
  { name: "iterations one at a time", definition: hotels({ MaxConcurrency: 1 }), want: [] },
]);
