import { expect, test } from "vitest";
import { parseJsonata } from "../../../src/lib/expr/jsonata.ts";

/** Each with the end of the source that it stands at. */
async function foreignIn(source: string): Promise<readonly string[]> {
  const parsed = await parseJsonata(source);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value.foreign.map(({ type, name, end }) => `${type} ${name} before "${source.slice(end)}"`);
}

test.each([
  { source: "$states.input.a ?? 1", want: ['operator ?? before " 1"'] },
  { source: "$map($items, function($i){ $i.price ?: 0 })", want: ['operator ?: before " 0 })"'] },
  { source: "$items[(a ?? b) > 1].name", want: ['operator ?? before " b) > 1].name"'] },
  { source: "$eval('1 + 1')", want: [`function eval before "('1 + 1')"`] },
  { source: "$items.$round2(price)", want: ['function round2 before "(price)"'] },
  { source: "$total(?, 1)", want: ['function total before "(?, 1)"'] },
])("$source uses what Step Functions does not have", async ({ source, want }) => {
  expect(await foreignIn(source)).toEqual(want);
});

test.each([
  "$exists($a) ? $a : 1",
  "'a ?? b' & '?:'",
  "$a ? $b : $c",
  "$sum($items.price) + $uuid().$length()",
  "($half := function($x){ $x / 2 }; $half(4))",
  "$reduce($items, function($sum, $each){ $sum + $each })",
  "($apply := function($f){ $f(1) }; $apply($abs))",
  "$items ~> $filter(function($i){ $match($i, /a??/) })",
])("%s does not", async (source) => {
  expect(await foreignIn(source)).toEqual([]);
});
