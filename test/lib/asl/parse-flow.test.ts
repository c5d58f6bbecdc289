import { describe, expect, it } from "vitest";
import { allStates } from "../../../src/lib/asl/graph.ts";
import { parseDefinition } from "../../machine-of.ts";
import type { DiagnosticsCase } from "./pay-machine.ts";
import { pay, shown } from "./pay-machine.ts";

const flow = (state: object, more: object = {}): object => ({
  ...more,
  StartAt: "Charge",
  States: { Charge: { Type: "Pass", ...state, End: true } },
});
const map = (processor: object, more: object = {}): object => pay({ Type: "Map", Next: "Paid", ItemProcessor: processor, ...more });
const parallel = (branch: object, more: object = {}): object => pay({ Type: "Parallel", Next: "Paid", Branches: [branch], ...more });

describe("a nested flow", () => {
  it.each<DiagnosticsCase>([
    {
      name: "has no query language: a processor",
      definition: map(flow({}, { QueryLanguage: "JSONata" })),
      want: ['8:9: An item processor has no field "QueryLanguage". Known: Comment, StartAt, States, ProcessorConfig.'],
    },
    {
      name: "has no query language: a branch",
      definition: parallel(flow({}, { QueryLanguage: "JSONPath" })),
      want: ['9:11: A branch has no field "QueryLanguage". Known: Comment, StartAt, States.'],
    },
    {
      name: "has no processor's config where it is a branch",
      definition: parallel(flow({}, { ProcessorConfig: { Mode: "INLINE" } })),
      want: ['9:11: A branch has no field "ProcessorConfig". Known: Comment, StartAt, States.'],
    },
    {
      name: "does not speak the language of the Map around it",
      definition: map(flow({ Output: {} }), { QueryLanguage: "JSONata" }),
      want: ["12:13: Output does not exist in JSONPath states"],
    },
    {
      name: "does not speak the language of the Parallel around it",
      definition: parallel(flow({ Parameters: {} }), { QueryLanguage: "JSONata" }),
      want: [],
    },
    {
      name: "cannot go back to JSONPath in a JSONata machine",
      definition: { QueryLanguage: "JSONata", ...parallel(flow({ QueryLanguage: "JSONPath" })) },
      want: ["14:32: A machine whose QueryLanguage is JSONata cannot have JSONPath states"],
    },
    { name: "may have a comment", definition: map(flow({}, { Comment: "Each line" })), want: [] },
  ])("$name", ({ definition, want }) => {
    expect(shown(definition)).toEqual(want);
  });

  it("has states of the machine's language", () => {
    const languages = (definition: object): unknown => {
      const { machine } = parseDefinition(definition);
      return machine && Object.fromEntries([...allStates(machine)].map(({ name, queryLanguage }) => [name, queryLanguage]));
    };
    expect(languages(map(flow({}), { QueryLanguage: "JSONata" }))).toEqual({ Pay: "JSONata", Charge: "JSONPath", Paid: "JSONPath" });
    expect(languages({ QueryLanguage: "JSONata", ...parallel(flow({})) })).toEqual({ Pay: "JSONata", Charge: "JSONata", Paid: "JSONata" });
  });
});
