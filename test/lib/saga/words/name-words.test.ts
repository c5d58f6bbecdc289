import { describe, expect, it } from "vitest";
import { tokensOf } from "../../../../src/lib/saga/words/name-parts.ts";
import { nameWords } from "../../../../src/lib/saga/words/name-words.ts";

describe("tokensOf", () => {
  it.each([
    { name: "CancelFlightReservation", want: ["cancel", "flight", "reservation"] },
    { name: "order-reject", want: ["order", "reject"] },
    { name: "SNSNotifyHTTPFailure2Times", want: ["sns", "notify", "http", "failure", "times"] },
    { name: "AnnulerHôtel", want: ["cancel", "hôtel"] },
    { name: "予約Cancel", want: ["reserve", "cancel"] },
    { name: "在庫引当取消", want: ["stock", "reserve", "cancel"] },
    { name: "在庫を引き当てる", want: ["stock", "reserve"] },
    { name: "配送ラベル発行", want: ["shipment", "ラベル", "issue"] },
    { name: "扣减库存", want: ["deduct", "inventory"] },
    { name: "주문 취소", want: ["order", "cancel"] },
    { name: "ОтменаЗаказа", want: ["cancel", "order"] },
    { name: "42", want: [] },
    { name: "T1-book-hotel", want: ["book", "hotel"] },
    { name: "C1 CancelHotel", want: ["cancel", "hotel"] },
  ])("$name", ({ name, want }) => {
    expect(tokensOf(name)).toEqual(want);
    expect(nameWords(name).tokens).toEqual(want);
  });
});

describe("nameWords", () => {
  it.each([
    { name: "TaskCancelFlight", want: ["cancel", "flight"] },
    { name: "AnnulerHôtelÉtape", want: ["cancel", "hôtel"] },
    { name: "Step Task State", want: ["step", "task", "state"] },
  ])("leaves out of the words of $name what any state is", ({ name, want }) => {
    expect(nameWords(name).tokens).toEqual(want);
  });

  it.each([
    { name: "ReserveInventory", verbs: ["reserve"], nouns: ["reservation", "inventory"], roots: ["reserve", "inventory"] },
    { name: "Roll back Order", verbs: ["rollback"], nouns: ["order"], roots: ["rollback", "order"] },
    { name: "ReleaseSeatAfterPaymentFailure", verbs: ["release"], nouns: ["seat"], roots: ["release", "seat"] },
    { name: "CancelledTripsRefund", verbs: ["refund", "cancel"], nouns: ["trip", "payment"], roots: ["cancel", "trip", "refund"] },
    { name: "IsOrderCancelled", verbs: ["check"], nouns: ["order"], roots: ["check", "order", "cancel"] },
    {
      name: "Task_has-seat-been-booked",
      verbs: ["check"],
      nouns: ["seat", "been", "reservation"],
      roots: ["check", "seat", "been", "book"],
    },
    { name: "Book Pump at Berlin", verbs: ["book"], nouns: ["reservation", "pump"], roots: ["book", "pump"] },
    { name: "Pre-authorize Guest", verbs: ["authorize"], nouns: ["pre", "guest"], roots: ["pre", "authorize", "guest"] },
    { name: "PreHarvestSnapshot", verbs: [], nouns: ["snapshot"], roots: ["snapshot"] },
    { name: "TakePreHarvestSnapshot", verbs: ["take"], nouns: ["snapshot"], roots: ["take", "snapshot"] },
    { name: "CancelPreOrder", verbs: ["cancel"], nouns: ["pre", "order"], roots: ["cancel", "pre", "order"] },
    { name: "VerifyArchive", verbs: ["verify"], nouns: [], roots: ["verify", "archive"] },
    {
      name: "CompensationForValidatePayment",
      verbs: ["validate", "compensate"],
      nouns: ["payment"],
      roots: ["compensate", "validate", "pay"],
    },
    { name: "UnclaimDesk", verbs: ["unclaim"], nouns: ["desk"], roots: ["unclaim", "desk"] },
    { name: "CheckRollbackStatus", verbs: ["check"], nouns: [], roots: ["check", "rollback"] },
    {
      name: "CheckAndReserveSeat",
      verbs: ["check", "reserve"],
      nouns: ["reservation", "seat"],
      roots: ["check", "reserve", "seat"],
    },
    { name: "ProvisionCompute", verbs: ["provision"], nouns: ["compute"], roots: ["provision", "compute"] },
    { name: "CheckOutBook", verbs: ["check", "book"], nouns: ["out", "reservation"], roots: ["check", "out", "book"] },
    { name: "CompensateA", verbs: ["compensate"], nouns: ["a"], roots: ["compensate", "a"] },
    { name: "Book a Hotel", verbs: ["book"], nouns: ["reservation", "hotel"], roots: ["book", "hotel"] },
    { name: "RemoveFromGroup", verbs: ["remove"], nouns: ["group"], roots: ["remove", "group"] },
    { name: "Compensation for payment", verbs: ["compensate"], nouns: ["payment"], roots: ["compensate", "pay"] },
    { name: "Refund Card (Shipping Failed)", verbs: ["refund"], nouns: ["payment"], roots: ["refund", "card"] },
    { name: "Book (Hotel)", verbs: ["book"], nouns: ["reservation", "hotel"], roots: ["book", "hotel"] },
    { name: "PostChecks", verbs: ["check"], nouns: [], roots: ["check"] },
    { name: "CancelForTimeout", verbs: ["cancel"], nouns: [], roots: ["cancel"] },
    { name: "RollbackFromPayment", verbs: ["rollback"], nouns: [], roots: ["rollback"] },
    { name: "CreditCheck", verbs: ["check"], nouns: [], roots: ["check"] },
    { name: "AuthorizationCheck", verbs: ["check"], nouns: [], roots: ["authorize", "check"] },
    { name: "RecordFailure", verbs: [], nouns: [], roots: [] },
    { name: "CreateOrderRecord", verbs: ["create"], nouns: ["order", "record"], roots: ["create", "order", "record"] },
    { name: "", verbs: [], nouns: [], roots: [] },
  ])("$name", ({ name, ...want }) => {
    const { verbs, nouns, roots } = nameWords(name);
    expect({ verbs, nouns, roots }).toEqual(want);
  });
});
