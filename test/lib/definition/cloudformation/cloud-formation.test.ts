import { describe, expect, test } from "vitest";
import type { LoadedDefinition } from "../../../../src/lib/definition/carrier.ts";
import { loadDefinition, loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { shownDiagnostics } from "../../../shown-diagnostics.ts";
import { placedValue } from "../placed-value.ts";

const ARN = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${ChargeFunction}";
const CHARGE = "  ChargeFunction: { Type: AWS::Serverless::Function }\n";

async function load(
  files: Readonly<Record<string, string>>,
  substitutions: Readonly<Record<string, string>> = {},
): Promise<LoadedDefinition> {
  const [path = ""] = Object.keys(files);
  return loadDefinition(memoryFiles(files), path, { shownAs: path.replace("/shop/", ""), substitutions });
}

function shown({ source, diagnostics }: LoadedDefinition): readonly string[] {
  return shownDiagnostics(source, diagnostics);
}

describe("a definition in a template", () => {
  test.each([
    {
      name: "inline in YAML",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Charge
        States:
          Charge:
            Type: Task
            Resource: !GetAtt ChargeFunction.Arn
`,
      },
      want: { at: "template.yaml:11:31", text: "ChargeFunction.Arn", syntax: "yaml" },
    },
    {
      name: "inline in JSON",
      files: {
        "/shop/template.json": `{ "Resources": {
  "ChargeFunction": { "Type": "AWS::Lambda::Function" },
  "OrderSaga": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "Definition": {
    "StartAt": "Charge",
    "States": { "Charge": { "Resource": { "Fn::GetAtt": ["ChargeFunction", "Arn"] } } }
} } } } }`,
      },
      want: { at: "template.json:5:41", text: '{ "Fn::GetAtt": ["ChargeFunction", "Arn"] }', syntax: "json" },
    },
    {
      name: "in a string of YAML with Fn::Sub",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "Charge",
          "States": { "Charge": { "Resource": "\${ChargeFunction.Arn}" } }
        }
`,
      },
      want: { at: "template.yaml:9:47", text: '"${ChargeFunction.Arn}"', syntax: "json" },
    },
    {
      name: "in a string of YAML with Fn::Sub and values of its own",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        Fn::Sub:
          - |-
            { "StartAt": "Charge", "States": {
              "Charge": { "Resource": "\${charge}" } } }
          - charge: !GetAtt [ChargeFunction, Arn]
`,
      },
      want: { at: "template.yaml:10:39", text: '"${charge}"', syntax: "json" },
    },
    {
      name: "in a string of JSON as CDK joins it",
      files: {
        "/shop/cdk.out/Shop.template.json": `{ "Resources": {
  "ChargeFunction": { "Type": "AWS::Lambda::Function" },
  "OrderSaga": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "DefinitionString": { "Fn::Join": ["", [
    "{\\"StartAt\\":\\"Charge\\",\\"States\\":{\\"Charge\\":{\\"Resource\\":\\"",
    { "Fn::GetAtt": ["ChargeFunction", "Arn"] },
    "\\"}}}"
] ] } } } } }`,
      },
      want: {
        at: "cdk.out/Shop.template.json:4:67",
        text: '\\"",\n    { "Fn::GetAtt": ["ChargeFunction", "Arn"] },\n    "\\"',
        syntax: null,
      },
    },
    {
      name: "in quotes in YAML, joined with something between",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Join
        - '"'
        - - '{"StartAt":"Charge","States":{"Charge":{"Resource":'
          - !GetAtt ChargeFunction.Arn
          - '}}}'
`,
      },
      want: { at: "template.yaml:9:21", text: "ChargeFunction.Arn\n          - ", syntax: null },
    },
    {
      name: "in a plain string of JSON",
      files: {
        "/shop/template.json": `{ "Resources": { "OrderSaga": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "DefinitionString": "{\\"StartAt\\":\\"Charge\\",\\n \\"States\\":{\\"Charge\\":{\\"Resource\\":\\"${ARN}\\"}}}"
} } } }`,
      },
      want: { at: "template.json:2:88", text: `\\"${ARN}\\"`, syntax: null },
    },
    {
      name: "in a file of its own",
      files: {
        "/shop/infra/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: statemachine/order.asl.json
      DefinitionSubstitutions:
        ChargeFunctionArn: !GetAtt ChargeFunction.Arn
`,
        "/shop/infra/statemachine/order.asl.json":
          '{ "StartAt": "Charge", "States": {\n  "Charge": { "Resource": "${ChargeFunctionArn}" } } }',
      },
      want: { at: "infra/statemachine/order.asl.json:2:27", text: '"${ChargeFunctionArn}"', syntax: "json" },
    },
    {
      name: "in a file of YAML above the template's folder, inside the project",
      files: {
        "/shop/infra/template.json": `{ "Resources": { "OrderSaga": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "DefinitionS3Location": "../order.asl.yaml", "DefinitionSubstitutions": { "Charge": "${ARN}" } } } } }`,
        "/shop/order.asl.yaml": "StartAt: Charge\nStates:\n  Charge:\n    Resource: ${Charge}\n",
        "/shop/.git/HEAD": "",
      },
      want: { at: "order.asl.yaml:4:15", text: "${Charge}", syntax: "yaml" },
    },
    {
      name: "in a file that CDK copied for S3",
      files: {
        "/shop/cdk.out/Shop.template.json": `{ "Resources": { "OrderSaga": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "DefinitionS3Location": { "Bucket": { "Fn::Sub": "cdk-assets-\${AWS::Region}" }, "Key": "0123456789abcdef0123456789abcdef.json" } } } } }`,
        "/shop/cdk.out/asset.0123456789abcdef0123456789abcdef.json": `{ "StartAt": "Charge", "States": { "Charge": { "Resource": "${ARN}" } } }`,
      },
      want: { at: "cdk.out/asset.0123456789abcdef0123456789abcdef.json:1:60", text: `"${ARN}"`, syntax: "json" },
    },
    {
      name: "in a file that AWS::Include puts there",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./order.asl.json } }
      DefinitionSubstitutions: { Charge: !GetAtt ChargeFunction.Arn }
`,
        "/shop/order.asl.json": '{ "StartAt": "Charge", "States": { "Charge": { "Resource": "${Charge}" } } }',
      },
      want: { at: "order.asl.json:1:60", text: '"${Charge}"', syntax: "json" },
    },
    {
      name: "made into text by Fn::ToJsonString",
      files: {
        "/shop/template.yaml": `Resources:
${CHARGE}  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        Fn::ToJsonString: { StartAt: Charge, States: { Charge: { Resource: !GetAtt ChargeFunction.Arn } } }
`,
      },
      want: { at: "template.yaml:7:84", text: "ChargeFunction.Arn", syntax: "yaml" },
    },
  ])("$name has its places there", async ({ files, want: { syntax, ...want } }) => {
    const definition = await load(files);
    expect(shown(definition)).toEqual([]);
    expect(definition.root && valueOf(definition.root)).toMatchObject({ StartAt: "Charge", States: { Charge: { Resource: ARN } } });
    expect(placedValue(definition, "States", "Charge", "Resource")).toEqual({ ...want, value: ARN });
    expect({ machine: definition.machine, syntax: definition.syntax }).toEqual({ machine: "OrderSaga", syntax });
  });

  test("all machines of a template are found, by their logical ids", async () => {
    const machine = "{ StartAt: Done, States: { Done: { Type: Succeed } } }";
    const text = `Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  OrderSaga: { Type: AWS::Serverless::StateMachine, Properties: { Definition: ${machine}, Type: EXPRESS } }
  TripSaga: { Type: AWS::StepFunctions::StateMachine, Properties: { Definition: ${machine}, StateMachineType: !Ref Kind } }
  Unfinished: { Type: AWS::StepFunctions::StateMachine }
  Refunds: { Type: AWS::StepFunctions::StateMachine, Properties: { Definition: ${machine}, StateMachineType: !Ref Unknown } }
Parameters:
  Kind: { Type: String, Default: STANDARD }
`;
    const definitions = await loadDefinitions(memoryFiles({ "/shop/template.yaml": text }), "/shop/template.yaml");
    expect(
      definitions.map(({ machine: name, type, typeSpan }) => [name, type, typeSpan && text.slice(typeSpan.start, typeSpan.end)]),
    ).toEqual([
      ["OrderSaga", "EXPRESS", "EXPRESS"],
      ["TripSaga", "STANDARD", "Kind"],
      ["Refunds", undefined, "Unknown"],
    ]);
    await expect(load({ "/shop/template.yaml": text })).rejects.toMatchObject({
      message: "template.yaml holds 3 machines: OrderSaga, TripSaga, Refunds",
      hint: "Choose one by --machine.",
    });
  });

  test("a type that another file than the definition's says has no place", async () => {
    const text =
      "Resources: { OrderSaga: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: order.asl.json, Type: EXPRESS } } }";
    const files = memoryFiles({ "/shop/template.yaml": text, "/shop/order.asl.json": '{ "StartAt": "Charge" }' });
    const [definition] = await loadDefinitions(files, "/shop/template.yaml");
    expect([definition?.type, definition?.typeSpan]).toEqual(["EXPRESS", undefined]);
  });

  test("a definition is a machine in each way that a condition may choose it, first the one that it does", async () => {
    const text = `Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { Live: !Equals [!Ref Stage, live], Slow: !Equals [!Ref Pace, slow] }
Resources:
  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: !If [Live, STANDARD, EXPRESS]
      DefinitionSubstitutions: { Pause: !If [Live, 60, 5] }
      Definition: !If
        - Live
        - { StartAt: Approve, Pause: "\${Pause}" }
        - !If [Slow, { StartAt: Wait, Pause: "\${Pause}" }, { StartAt: Charge }]
  RefundSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !If [Live, !Ref AWS::NoValue, '{ "StartAt": "Refund" }']
`;
    const definitions = await loadDefinitions(memoryFiles({ "/shop/template.yaml": text }), "/shop/template.yaml");
    expect(
      definitions.map(({ machine, type, root, diagnostics }) => ({ machine, type, value: root && valueOf(root), diagnostics })),
    ).toEqual([
      { machine: "OrderSaga", type: "EXPRESS", value: { StartAt: "Wait", Pause: "5" }, diagnostics: [] },
      { machine: "OrderSaga[not Live, not Slow]", type: "EXPRESS", value: { StartAt: "Charge" }, diagnostics: [] },
      { machine: "OrderSaga[Live]", type: "STANDARD", value: { StartAt: "Approve", Pause: "60" }, diagnostics: [] },
      { machine: "RefundSaga", type: undefined, value: { StartAt: "Refund" }, diagnostics: [] },
    ]);
  });

  test.each([
    {
      name: "asks for others twice over",
      conditions: Array.from({ length: 40 }, (_, at) => `  C${at}: !And [!Condition C${at + 1}, !Condition C${at + 1}]\n`).join(""),
      want: ["OrderSaga", "OrderSaga[not C0]"],
    },
    {
      name: "asks for very many",
      conditions: Array.from({ length: 10_000 }, (_, at) => `  C${at}: !Not [!Condition C${at + 1}]\n`).join(""),
      want: ["OrderSaga", "OrderSaga[not C0]"],
    },
    { name: "asks for itself", conditions: "  C0: !Not [!Condition C0]\n", want: ["OrderSaga", "OrderSaga[not C0]"] },
    {
      name: "compares what it chooses itself",
      conditions: "  C0: !Equals [!If [C0, live, dev], !Ref Stage]\n",
      want: ["OrderSaga", "OrderSaga[not C0]"],
    },
  ])("a condition that $name leaves both ways open", async ({ conditions, want }) => {
    const text = `Conditions:
${conditions}Resources:
  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties: { Definition: !If [C0, { StartAt: Approve }, { StartAt: Charge }] }
`;
    const definitions = await loadDefinitions(memoryFiles({ "/shop/template.yaml": text }), "/shop/template.yaml");
    expect(definitions.map(({ machine }) => machine)).toEqual(want);
  });

  test("a comment of the template is one of the definition's file", async () => {
    const { source, comments } = await load({
      "/shop/template.yaml": `Resources:
  OrderSaga:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        # the order saga
        StartAt: Done
        States: { Done: { Type: Succeed } }
`,
    });
    expect(comments.map(({ span, text }) => [source.text.slice(span.start, span.end), text])).toEqual([
      ["# the order saga", "the order saga"],
    ]);
  });
});

describe("what is wrong with a definition in a template", () => {
  const machine = (properties: string): string =>
    `Resources:\n  OrderSaga:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n${properties}`;

  test.each([
    {
      name: "JSON with an error, in a block",
      text: machine('      DefinitionString: !Sub |\n        {\n          "StartAt": "${First}",,\n          "States": {}\n        }\n'),
      want: ["template.yaml:7:33: A key in double quotes is missing here"],
    },
    {
      name: "JSON with an error after a token of another length",
      text: machine('      DefinitionString: !Sub \'{"StartAt": "${First.Name}" "States": {} }\'\n'),
      want: ["template.yaml:5:59: A comma is missing between these two members. Put it before this one."],
    },
    {
      name: "a key that stands twice in an inline definition",
      text: machine("      Definition:\n        StartAt: A\n        StartAt: B\n"),
      want: [
        'template.yaml:7:9: The key "StartAt" stands twice in this object. The first stands on line 6, and this one replaces it. Remove or rename one of them.',
      ],
    },
    {
      name: "a file that is not there",
      text: machine("      DefinitionUri: order.asl.json\n"),
      want: ["template.yaml:5:22: The definition order.asl.json does not exist"],
    },
    {
      name: "a file that leads out of the project",
      text: machine("      DefinitionUri: ../../etc/passwd\n"),
      want: [
        "template.yaml:5:22: The definition ../../etc/passwd leads out of the project, and is not read. Files are read from /shop only.",
      ],
    },
    {
      name: "an absolute path out of the project",
      text: machine("      DefinitionUri: /etc/passwd\n"),
      want: ["template.yaml:5:22: The definition /etc/passwd leads out of the project, and is not read. Files are read from /shop only."],
    },
    {
      name: "a folder",
      text: machine("      DefinitionUri: folder\n"),
      want: ["template.yaml:5:22: The definition folder is a folder"],
    },
    {
      name: "a definition in S3",
      text: machine("      DefinitionUri: s3://shop/order.asl.json\n"),
      want: ["template.yaml:5:22: This definition is not read: it stands in S3"],
    },
    {
      name: "a definition in S3 by bucket and key",
      text: machine("      DefinitionUri: { Bucket: shop, Key: order.asl.json }\n"),
      want: ["template.yaml:5:22: This definition is not read: it stands in S3"],
    },
    {
      name: "a path that only a deployment knows",
      text: machine("      DefinitionUri: !Ref Location\n"),
      want: ["template.yaml:5:27: This definition is not read: its path is known only when the template is deployed"],
    },
    {
      name: "a syntax error elsewhere in the template",
      text: `${machine("      Definition: { StartAt: A }\n")}Outputs:\n\tName: order\n`,
      want: ["template.yaml:7:1: Tabs are not allowed as indentation. Indent with spaces."],
    },
    {
      name: "a repeated key elsewhere, which is not the definition's business,",
      text: `${machine("      Definition: { StartAt: A }\n")}Outputs:\n  A: 1\n  A: 2\n`,
      want: [],
    },
  ])("$name is reported at its place", async ({ text, want }) => {
    const definition = await load({ "/shop/template.yaml": text, "/shop/folder/readme.md": "" });
    expect(shown(definition)).toEqual(want);
    expect(definition.machine).toBe("OrderSaga");
  });

  test("a template whose syntax errors hide the machine is a definition without a tree", async () => {
    const text = "AWSTemplateFormatVersion: '2010-09-09'\nResources: [\n";
    const definition = await load({ "/shop/template.yaml": text });
    expect({ machine: definition.machine, root: definition.root }).toEqual({ machine: "template", root: undefined });
    expect(shown(definition)).toEqual([
      "template.yaml:3:1: Flow sequence in block collection must be sufficiently indented and end with a ]. Lines of one mapping or list start at the same column.",
    ]);
  });
});
