import { expect, it } from "vitest";
import { csvItems } from "../../../src/lib/engine/csv-items.ts";
import { readerFailure } from "../../../src/lib/engine/item-formats.ts";

const given = (...headers: readonly string[]) => ({ CSVHeaderLocation: "GIVEN", CSVHeaders: headers });
const FIRST_ROW = { CSVHeaderLocation: "FIRST_ROW" };

it.each([
  { name: "the first row names the columns", config: FIRST_ROW, text: "id,city\no-1,Bern", want: [{ id: "o-1", city: "Bern" }] },
  { name: "a missing field is empty", config: given("id", "city"), text: "o-1", want: [{ id: "o-1", city: "" }] },
  {
    // The file and the outcome of a recording.
    name: "surplus fields are dropped, every value is text",
    config: given("H1"),
    text: "Value1,Value2,Value3\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   ,   ,   \n",
    want: [{ H1: "Value1" }, { H1: "Value4" }, { H1: "" }, { H1: "true" }, { H1: "Null" }, { H1: "   " }],
  },
  { name: "quotes hold delimiters, quotes and line ends", config: given("note"), text: '"a, ""b""\nc"', want: [{ note: 'a, "b"\nc' }] },
  { name: "a byte order mark is no part of the first header", config: FIRST_ROW, text: "\u{FEFF}id\no-1", want: [{ id: "o-1" }] },
  { name: "lines end as on Windows, too", config: FIRST_ROW, text: "id\r\no-1\r\n\r\no-2\r\n", want: [{ id: "o-1" }, { id: "o-2" }] },
  { name: "an empty file has no rows", config: FIRST_ROW, text: "", want: [] },
  {
    name: "a header named __proto__ is one like any other",
    config: given("__proto__"),
    text: "x",
    want: [JSON.parse('{"__proto__":"x"}') as object],
  },
  ...Object.entries({ COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" }).map(([name, sign]) => ({
    name: `the delimiter ${name}`,
    config: { ...given("id", "city"), CSVDelimiter: name },
    text: `o-1${sign}Bern`,
    want: [{ id: "o-1", city: "Bern" }],
  })),
])("$name", ({ config, text, want }) => {
  expect(csvItems(text, config, readerFailure)).toEqual({ ok: true, value: want });
});

it.each([
  { name: "given", config: given("H1", "H1", "H3"), text: "a,b,c" },
  { name: "in the first row", config: FIRST_ROW, text: "H1,H1\na,b" },
])("headers that repeat, $name, are AWS's failure", ({ config, text }) => {
  const cause = "CSV headers cannot contain duplicates.";
  expect(csvItems(text, config, readerFailure)).toEqual({ ok: false, error: "States.ItemReaderFailed", cause });
});
