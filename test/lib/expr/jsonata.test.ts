import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { evaluateJsonata, JSONATA_LIMITS, parseJsonata } from "../../../src/lib/expr/jsonata.ts";
import type { JsonataOutcome } from "../../../src/lib/expr/jsonata-outcome.ts";

const NOON = Date.UTC(2030, 0, 2, 12);

async function run(source: string, input: JsonValue = {}, timeout = JSONATA_LIMITS.timeout): Promise<JsonataOutcome> {
  const bindings = { states: { input }, variables: new Map<string, JsonValue>([["order", { id: "o-1" }]]) };
  return evaluateJsonata(source, bindings, { clock: { now: () => NOON }, rng: seededRng(1) }, { ...JSONATA_LIMITS, timeout });
}

describe("evaluateJsonata", () => {
  test.each<{ source: string; want: JsonValue }>([
    { source: "$order.id & '!'", want: "o-1!" },
    { source: "$sum($states.input.items.price)", want: 15 },
    { source: "[$states.input.items[price > 5].sku]", want: ["B-2"] },
    { source: "$states.input.items[0][]", want: [{ sku: "A-1", price: 5 }] },
    { source: "null", want: null },
    { source: "[1/0, 0/0]", want: ["Infinity", "NaN"] },
    { source: "1/0", want: "Infinity" },
    { source: "$string(1e20)", want: "100000000000000000000" },
    { source: "$partition([1, 2, 3], 2)", want: [[1, 2], [3]] },
    { source: "$partition([1, 2, 3], 2.9)", want: [[1, 2], [3]] },
    { source: "$partition([0], 1)", want: [[0]] },
    { source: "$range(1, 9, 2)", want: [1, 3, 5, 7, 9] },
    { source: "$range(-1.7, 2, 1)", want: [-1, 0, 1, 2] },
    { source: "$range(3, 1, -1)", want: [3, 2, 1] },
    { source: "$range(4, 4, 1)", want: 4 },
    { source: "$hash('input data', 'MD5')", want: "812f45842bc6d66ee14572ce20db8e86" },
    { source: "$parse('{\"id\": [1]}')", want: { id: [1] } },
    { source: "$random(3) = $random(3)", want: true },
    { source: "$millis()", want: NOON },
    { source: "$now()", want: "2030-01-02T12:00:00.000Z" },
    { source: "$now('[Y0001]/[M01]/[D01]')", want: "2030/01/02" },
    { source: "$contains('hello$world', /^HELLO\\$/i)", want: true },
    { source: "$replace('o-1, o-2', /o-(\\d)/, 'order $1')", want: "order 1, order 2" },
    { source: "$match('a1b22', /\\d+/).match", want: ["1", "22"] },
    { source: "$split('a1b2c', /\\d/)", want: ["a", "b", "c"] },
    { source: "$sort($shuffle([3, 1, 2]))", want: [1, 2, 3] },
    { source: "$length($uuid())", want: 36 },
  ])("$source gives $want", async ({ source, want }) => {
    const input = {
      items: [
        { sku: "A-1", price: 5 },
        { sku: "B-2", price: 10 },
      ],
    };
    expect(await run(source, input)).toEqual({ type: "value", value: want });
  });

  test.each([
    "$states.input.absent",
    "$missing",
    "$partition([], 2)",
    "$partition([1], 0)",
    "$range(1, 5)",
    "$range(1, 5, -1)",
    "$hash('a')",
  ])("%s gives nothing", async (source) => {
    expect(await run(source)).toEqual({ type: "nothing" });
  });

  test.each(["function($x){$x}", "$sum", "[$sum]", "{'f': function($x){$x}}"])("%s is no JSON", async (source) => {
    expect(await run(source)).toEqual({ type: "unsupported" });
  });

  test.each([
    { source: "$randomSeeded(1)", message: "T1006: Attempted to invoke a non-function" },
    { source: "$eval('1+1')", message: "T1006: Attempted to invoke a non-function" },
    { source: "$sum('a')", message: 'T0412: Argument 1 of function "sum" must be an array of "numbers"' },
    { source: "$error('sold out')", message: "D3137: sold out" },
    { source: "1 + 'a'", message: 'T2002: The right side of the "+" operator must evaluate to a number' },
    { source: "$f(", message: 'S0203: Expected ")" before end of expression' },
    { source: "$hash('a', 'CRC')", message: '$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not "CRC"' },
    {
      source: "$match('a', /(?=a)/)",
      message: "The regular expression /(?=a)/g needs look-around or back-references, which are not supported",
    },
  ])("$source throws $message", async ({ source, message }) => {
    expect(await run(source)).toEqual({ type: "threw", message });
  });

  const stack =
    "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive. Depth=101 max=100";
  const memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
  test.each([
    { name: "a hundred and one terms", source: Array(101).fill("1").join("+"), message: stack },
    { name: "a recursion without end", source: "($f := function($n){1 + $f($n)}; $f(1))", message: stack },
    {
      name: "a loop without end",
      source: "($f := function($n){$f($n + 1)}; $f(1))",
      message: "Expression evaluation timeout: Check for infinite loop",
    },
    { name: "a long sequence", source: "$sum([1..900000])", message: memory },
    { name: "a long range", source: "$range(1, 400000, 1)", message: memory },
    { name: "a huge text", source: "$pad('x', 2000000000)", message: memory },
  ])("$name is cut off", async ({ source, message }) => {
    expect(await run(source, {}, 200)).toEqual({ type: "exceeded", message });
  });

  test("a hundred terms are within the bound", async () => {
    expect(await run(Array(100).fill("1").join("+"))).toEqual({ type: "value", value: 100 });
  });

  test("a hostile pattern takes no more than linear time", async () => {
    expect(await run("$contains($states.input, /(a+)+$/)", `${"a".repeat(40)}!`)).toEqual({ type: "value", value: false });
  });

  test("what an expression passes through is the same value, not a copy", async () => {
    const input = { lines: [{ sku: "A-1" }] };
    const outcome = await run("$states.input", input);
    expect(outcome.type === "value" && outcome.value).toBe(input);
  });

  test("keys that objects inherit cannot be reached", async () => {
    expect(await run("$states.constructor")).toEqual({ type: "nothing" });
    expect(await run("$states.input.__proto__")).toEqual({ type: "nothing" });
  });

  test("chance comes from the given generator alone", async () => {
    const source = "[$random(), $uuid(), $join($shuffle(['a', 'b', 'c', 'd']))]";
    expect(await run(source)).toEqual(await run(source));
  });

  test("the same expression can be evaluated twice at a time", async () => {
    const [first, second] = await Promise.all([run("$states.input.id", { id: 1 }), run("$states.input.id", { id: 2 })]);
    expect([first, second]).toEqual([
      { type: "value", value: 1 },
      { type: "value", value: 2 },
    ]);
  });
});

describe("parseJsonata", () => {
  test("names the variables that an expression reads", async () => {
    const source = "$order.id & $states.input.name & $map([1], function($x){$x + $offset}) & $";
    expect(await parseJsonata(source)).toEqual({
      ok: true,
      value: {
        source,
        variables: expect.arrayContaining(["order", "states", "offset", "x", "map"]) as readonly string[],
        references: [
          { type: "states", name: "input", end: 25 },
          { type: "context", name: "$", end: source.length },
        ],
        foreign: [],
      },
    });
  });

  test.each([
    { source: "1 +", message: "Unexpected end of expression", offset: 3 },
    { source: "a[1,2)", message: 'Expected "]", got ","', offset: 3 },
    { source: "'open", message: "String literal must be terminated by a matching quote", offset: 5 },
    { source: `${"(".repeat(20_000)}1`, message: "Maximum call stack size exceeded", offset: 0 },
  ])("$message", async ({ source, message, offset }) => {
    expect(await parseJsonata(source)).toEqual({ ok: false, message, offset });
  });
});
