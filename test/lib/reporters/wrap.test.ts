import { expect, test } from "vitest";
import { wrap } from "../../../src/lib/reporters/wrap.ts";

test.each([
  { name: "a short text is one line", text: "stuck", want: ["  stuck"] },
  {
    name: "lines break between words",
    text: "release the inventory of this order",
    want: ["  release the", "    inventory of", "    this order"],
  },
  {
    name: "a word wider than the line is broken",
    text: "a ReserveInventoryOfThisOrder",
    want: ["  a", "    ReserveInven", "    toryOfThisOr", "    der"],
  },
  { name: "an ARN is not broken", text: "see arn:aws:states:::order there", want: ["  see", "    arn:aws:states:::order", "    there"] },
  { name: "wide characters count twice", text: "在庫予約を取り消す", want: ["  在庫予約を取り", "    消す"] },
  { name: "no text is an empty line", text: "", want: ["  "] },
])("$name", ({ text, want }) => {
  expect(wrap(text, 16, "  ", "    ")).toEqual(want);
});
