import { describe, expect, test } from "vitest";
import { loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";

/** The machines of a template with these resources. */
async function machinesOf(resources: string, files: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const text = `Transform: AWS::LanguageExtensions
Parameters: { Markets: { Type: CommaDelimitedList, Default: "Us, Eu" }, Unknown: { Type: CommaDelimitedList } }
Resources:
  UsCharge: { Type: AWS::Lambda::Function }
${resources}`;
  const machines = await loadDefinitions(memoryFiles({ "/shop/template.yaml": text, ...files }), "/shop/template.yaml");
  return machines.map(({ machine, root, diagnostics }) => ({ machine, value: root && valueOf(root), diagnostics }));
}

const saga = (list: string, definition: string): string => `  Fn::ForEach::Sagas:
    - Market
    - ${list}
    - Saga\${Market}: { Type: AWS::Serverless::StateMachine, Properties: { ${definition} } }
`;
const found = (machine: string, value: unknown): unknown => ({ machine, value, diagnostics: [] });

describe("a machine in Fn::ForEach", () => {
  const define = "Definition: { StartAt: !Ref Market, Comment: 'Of ${Market}' }";
  const us = { StartAt: "Us", Comment: "Of Us" };
  const eu = { StartAt: "Eu", Comment: "Of Eu" };

  test.each([
    { name: "a list", list: "[Us, Eu]", want: [found("SagaUs", us), found("SagaEu", eu)] },
    { name: "a parameter that is a list", list: "!Ref Markets", want: [found("SagaUs", us), found("SagaEu", eu)] },
    {
      name: "a list that nobody knows",
      list: "!Ref Unknown",
      want: [found("Saga${Market}", { StartAt: "${Market}", Comment: "Of ${Market}" })],
    },
  ])("stands once for each value of $name", async ({ list, want }) => {
    expect(await machinesOf(saga(list, define))).toEqual(want);
  });

  test("may name a file, and resources, by the value", async () => {
    const properties = 'DefinitionUri: "saga-${Market}.json", DefinitionSubstitutions: { Charge: !GetAtt "${Market}Charge.Arn" }';
    expect(await machinesOf(saga("[Us]", properties), { "/shop/saga-Us.json": '{ "Resource": "${Charge}" }' })).toEqual([
      found("SagaUs", { Resource: "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${UsCharge}" }),
    ]);
  });

  test("may stand in another", async () => {
    const inner = saga("[Us, Eu]", "Definition: { StartAt: '${Market}-${Stage}' }").replace("Saga${Market}", "Saga&{Market}${Stage}");
    const nested = `  Fn::ForEach::Stages:\n    - Stage\n    - [Dev]\n${inner.replaceAll(/^/gm, "    ").replace("      Fn", "    - Fn")}\n`;
    expect(await machinesOf(nested)).toEqual([found("SagaUsDev", { StartAt: "Us-Dev" }), found("SagaEuDev", { StartAt: "Eu-Dev" })]);
  });

  test("is read in a limited number of rounds", async () => {
    const round = (depth: number): string =>
      depth === 0
        ? "{}"
        : `{ "Fn::ForEach::D${depth}": [D${depth}, [${Array.from({ length: 100 }, (_, index) => `A${index}`).join(", ")}], ${round(depth - 1)}] }`;
    expect(await machinesOf(`  Fn::ForEach::Deep: [Deep, [A], ${round(8)}]\n`)).toEqual([]);
  });
});
