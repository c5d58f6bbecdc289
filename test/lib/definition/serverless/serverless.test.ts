import { describe, expect, test } from "vitest";
import { loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { memberOf, valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { shownDiagnostics } from "../../../shown-diagnostics.ts";
import { placedValue } from "../placed-value.ts";

const ARN = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:";
const REGION_ARN = ARN.replace("${AWS::Region}", "eu-central-1");

describe("a definition in a Serverless configuration", () => {
  test("has its places there, and a name that is its key", async () => {
    const text = `service: shop
provider: { name: aws }
functions:
  charge-card: { handler: charge.handler }
stepFunctions:
  stateMachines:
    orderSaga:
      name: order-\${opt:stage}
      type: EXPRESS
      definition:
        StartAt: Charge # first
        States:
          Charge:
            Type: Task
            Resource: !GetAtt charge-card.Arn
          Refund:
            Resource:
              Fn::GetAtt: [ChargeDashcardLambdaFunction, Arn]
          Notify:
            Resource: arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:\${self:service}-notify
            Parameters: { TableName: !Ref Orders, TopicArn: !Ref Alerts }
    tripSaga:
      definition: { StartAt: Done }
resources:
  Resources:
    Orders: { Type: AWS::DynamoDB::Table }
    Alerts: { Type: AWS::SNS::Topic }
    RefundSaga: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: '{"StartAt": "\${Orders}"}' } }
`;
    const definitions = await loadDefinitions(memoryFiles({ "/shop/serverless.yml": text }), "/shop/serverless.yml", {
      shownAs: "serverless.yml",
      substitutions: { "AWS::Region": "eu-central-1" },
    });
    expect(definitions.map(({ machine, type, syntax, diagnostics }) => ({ machine, type, syntax, diagnostics }))).toEqual([
      { machine: "orderSaga", type: "EXPRESS", syntax: "yaml", diagnostics: [] },
      { machine: "tripSaga", type: undefined, syntax: "yaml", diagnostics: [] },
      { machine: "RefundSaga", type: undefined, syntax: null, diagnostics: [] },
    ]);
    const [order] = definitions;
    if (order === undefined) throw new Error("There is no definition");
    expect(order.typeSpan && text.slice(order.typeSpan.start, order.typeSpan.end)).toBe("EXPRESS");
    expect(order.comments.map((comment) => comment.text)).toEqual(["first"]);
    expect(placedValue(order, "States", "Charge", "Resource")).toEqual({
      value: `${REGION_ARN}\${charge-card}`,
      at: "serverless.yml:15:31",
      text: "charge-card.Arn",
    });
    expect(placedValue(order, "States", "Refund", "Resource")).toMatchObject({
      value: `${REGION_ARN}\${ChargeDashcardLambdaFunction}`,
      at: "serverless.yml:18:15",
    });
    expect(placedValue(order, "States", "Notify", "Resource").value).toBe(
      "arn:aws:lambda:eu-central-1:#{AWS::AccountId}:function:shop-notify",
    );
    expect(placedValue(order, "States", "Notify", "Parameters").value).toEqual({
      TableName: "${Orders}",
      TopicArn: "arn:${AWS::Partition}:sns:eu-central-1:${AWS::AccountId}:${Alerts}",
    });
  });

  const ASL = '{\n  "StartAt": "Charge",\n  "States": { "Charge": { "Resource": { "Fn::GetAtt": ["charge", "Arn"] } } }\n}';
  const FUNCTIONS = "functions: { charge: {} }\n";

  test.each([
    {
      name: "a definition",
      files: {
        "/shop/serverless.yml": `service: shop\n${FUNCTIONS}stepFunctions: { stateMachines: { orderSaga: { definition: "\${file(order.asl.json)}" } } }\n`,
        "/shop/order.asl.json": ASL,
      },
      at: "order.asl.json:3:39",
    },
    {
      name: "a machine",
      files: {
        "/shop/serverless.yml": `service: shop\n${FUNCTIONS}stepFunctions:\n  stateMachines:\n    orderSaga: \${file(steps/order.yml):saga.order}\n`,
        "/shop/steps/order.yml":
          "saga:\n  order:\n    definition:\n      States:\n        Charge:\n          Resource: !GetAtt charge.Arn\n",
      },
      at: "steps/order.yml:6:29",
    },
    {
      name: "all machines, through files that name files from the configuration's folder",
      files: {
        "/shop/serverless.yml": `service: shop\n${FUNCTIONS}stepFunctions: \${file(steps/all.yml)}\n`,
        "/shop/steps/all.yml": "stateMachines:\n  - ${file(./steps/order.yml)}\n  - {}\n",
        "/shop/steps/order.yml": 'orderSaga: { definition: "${file(order.asl.json)}" }\n',
        "/shop/order.asl.json": ASL,
      },
      at: "order.asl.json:3:39",
    },
    {
      name: "the functions",
      files: {
        "/shop/serverless.yml":
          "service: shop\nfunctions:\n  - ${file(functions.yml)}\nstepFunctions:\n  stateMachines:\n    orderSaga:\n      definition: { States: { Charge: { Resource: !GetAtt charge.Arn } } }\n",
        "/shop/functions.yml": "charge: { handler: charge.handler }\n",
      },
      at: "serverless.yml:7:59",
    },
  ])("$name may stand in another file", async ({ files, at }) => {
    const definitions = await loadDefinitions(memoryFiles(files), "/shop/serverless.yml", { shownAs: "serverless.yml" });
    expect(definitions.map(({ machine, diagnostics }) => ({ machine, diagnostics }))).toEqual([{ machine: "orderSaga", diagnostics: [] }]);
    const [order] = definitions;
    expect(order && placedValue(order, "States", "Charge", "Resource")).toMatchObject({ value: `${ARN}\${charge}`, at });
  });

  test.each([
    {
      name: "a file that is not there",
      definition: "${file(order.yml)}",
      want: ["orderSaga serverless.yml:5:19: The file order.yml does not exist"],
    },
    {
      name: "a file out of the project",
      definition: "${file(../../etc/passwd)}",
      want: [
        "orderSaga serverless.yml:5:19: The file ../../etc/passwd leads out of the project, and is not read. Files are read from /shop only.",
      ],
    },
    {
      name: "a key that the file has not",
      definition: "${file(names.yml):saga}",
      want: ["orderSaga serverless.yml:5:19: names.yml holds no saga"],
    },
    {
      name: "a file that names itself",
      definition: "${file(circle.yml)}",
      want: ["orderSaga circle.yml:1:1: ${file(circle.yml)} leads back to itself"],
    },
    {
      name: "a file that is a program",
      definition: "${file(order.js):machine}",
      want: ["orderSaga serverless.yml:5:19: This definition is not read: order.js is a program, and is not run"],
    },
    {
      name: "a variable that a deployment gives",
      definition: "${ssm:/shop/definition}",
      want: ["orderSaga serverless.yml:5:19: This definition is not read: it is known only when the service is deployed"],
    },
    {
      name: "a file that is no JSON",
      definition: "${file(broken.json)}",
      want: ["orderSaga broken.json:1:14: A value is missing here"],
    },
    { name: "an empty file", definition: "${file(empty.json)}", want: ["orderSaga empty.json:1:1: The file is empty"] },
    {
      name: "a mistake in the definition",
      definition: "{ StartAt: A, StartAt: B }",
      want: [
        'orderSaga serverless.yml:5:33: The key "StartAt" stands twice in this object. The first stands on line 5, and this one replaces it. Remove or rename one of them.',
      ],
    },
    {
      name: "a mistake elsewhere",
      definition: "{ StartAt: A }\nprovider: [",
      want: [
        "orderSaga serverless.yml:7:1: Flow sequence in block collection must be sufficiently indented and end with a ]. Lines of one mapping or list start at the same column.",
      ],
    },
  ])("$name is reported at its place", async ({ definition, want }) => {
    const files = memoryFiles({
      "/shop/serverless.yml": `service: shop\nstepFunctions:\n  stateMachines:\n    orderSaga:\n      definition: ${definition}\n`,
      "/shop/names.yml": "order: { StartAt: A }\n",
      "/shop/circle.yml": "${file(circle.yml)}\n",
      "/shop/broken.json": '{ "StartAt": }',
      "/shop/empty.json": "",
      "/shop/.git/HEAD": "",
    });
    const definitions = await loadDefinitions(files, "/shop/serverless.yml", { shownAs: "serverless.yml" });
    const problems = definitions.flatMap(({ machine, source, diagnostics }) =>
      shownDiagnostics(source, diagnostics).map((line) => `${machine} ${line}`),
    );
    expect(problems).toEqual(want);
  });

  test.each<{ readonly written: string; readonly want: unknown; readonly substitutions?: Readonly<Record<string, string>> }>([
    { written: "${self:service}", want: "shop" },
    { written: "${self:custom.table}-x", want: "orders-dev-x" },
    { written: "${self:custom.retry}", want: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3 }] },
    { written: "${self:custom.retry.0.MaxAttempts}", want: 3 },
    { written: "${self:custom.names.${self:provider.stage}}", want: "Dev" },
    { written: "${opt:stage, 'dev'}", want: "dev" },
    { written: "${opt:stage, self:provider.stage}", want: "dev" },
    { written: "${opt:limit, 5}", want: 5 },
    { written: "${opt:stage}", want: "${opt:stage}" },
    { written: "${opt:stage}", want: "live", substitutions: { "opt:stage": "live" } },
    { written: "${self:custom.names.${opt:stage, 'live'}}", want: "Live", substitutions: {} },
    { written: "${opt:stage, 'dev'}-x", want: "live-x", substitutions: { "opt:stage": "live" } },
    { written: "${sls:stage}", want: "dev" },
    { written: "${param:limit}", want: 7 },
    { written: "${param:region}", want: "eu" },
    { written: "${param:unknown}", want: "${param:unknown}" },
    { written: "${env:TOKEN}", want: "${env:TOKEN}" },
    { written: "${env:TOKEN, 'none'}", want: "none" },
    { written: "${ssm:/shop/key, 'none'}", want: "${ssm:/shop/key, 'none'}" },
    { written: "${ssm:/shop/${self:provider.stage}/key}", want: "${ssm:/shop/dev/key}" },
    { written: "${cf:net-${opt:stage}.arn}", want: "${cf:net-(opt:stage).arn}" },
    { written: "${self:custom.unknown, 'other'}", want: "other" },
    { written: "${self:custom.unknown}", want: "${self:custom.unknown}" },
    { written: "${file(names.yml):pay.${self:provider.stage}}", want: "pay-dev" },
    { written: "${file(names.yml):none, 'other'}", want: "other" },
    { written: "${file(gone.yml):none}", want: "${file(gone.yml):none}" },
    { written: "${file(../../etc/passwd)}", want: "${file(../../etc/passwd)}" },
    { written: "${file(names.js):a}", want: "${file(names.js):a}" },
    { written: "${self:custom.circle}", want: "${self:custom.circle}" },
    { written: "${AWS::Region}-${charge.Arn}-${Table}", want: "${AWS::Region}-${charge.Arn}-${Table}" },
    { written: "!Sub '${AWS::Region}-${self:service}'", want: "${AWS::Region}-shop" },
    { written: "{ a: '${self:custom.table}', b: ['${self:service}'] }", want: { a: "orders-dev", b: ["shop"] } },
    { written: "'${'", want: "${" },
  ])("$written is $want", async ({ written, want, substitutions = {} }) => {
    const text = `service: shop
provider: { name: aws, stage: dev }
params: { default: { region: eu, limit: 1 }, dev: { limit: 7 } }
custom:
  table: orders-\${self:provider.stage}
  names: { dev: Dev, live: Live }
  retry: \${file(names.yml):retry}
  circle: \${self:custom.circle}
stepFunctions:
  stateMachines:
    orderSaga:
      definition:
        StartAt: ${written}
`;
    const files = {
      "/shop/serverless.yml": text,
      "/shop/names.yml":
        "pay: { dev: 'pay-${sls:stage}' }\nretry: [{ ErrorEquals: [States.ALL], MaxAttempts: '${self:custom.attempts, 3}' }]\n",
      "/shop/names.js": "process.exit(1)",
    };
    const [order] = await loadDefinitions(memoryFiles(files), "/shop/serverless.yml", { shownAs: "serverless.yml", substitutions });
    if (order === undefined) throw new Error("There is no definition");
    const { value, at } = placedValue(order, "StartAt");
    expect({ value, at, diagnostics: order.diagnostics }).toEqual({
      value: want,
      at: expect.stringMatching(/^serverless\.yml:13:\d+$/) as string,
      diagnostics: [],
    });
  });

  test.each([
    { name: "all machines", config: "stepFunctions: { stateMachines: '${self:custom.machines}' }", want: ["order", "refund"] },
    {
      name: "lists of machines",
      config: "stepFunctions: { stateMachines: ['${file(order.yml)}', '${file(refund.yml)}'] }",
      want: ["order", "refund"],
    },
    {
      name: "a machine",
      config: "stepFunctions: { stateMachines: { order: '${file(${self:custom.folder}/order.yml):order}' } }",
      want: ["order"],
    },
    {
      name: "a definition",
      config: "stepFunctions: { stateMachines: { order: { definition: '${file(${self:custom.folder}/order.yml):order.definition}' } } }",
      want: ["order"],
    },
    {
      name: "a definition that is text",
      config: 'stepFunctions: { stateMachines: { order: { definition: \'{ "StartAt": "Pay" }\' } } }',
      want: ["order"],
    },
  ])("$name may stand behind variables", async ({ config, want }) => {
    const files = {
      "/shop/serverless.yml": `service: shop\n${config}\ncustom:\n  folder: .\n  machines: ['\${file(order.yml)}', '\${file(refund.yml)}']\n`,
      "/shop/order.yml": "order: { definition: { StartAt: Pay } }\n",
      "/shop/refund.yml": "refund: { definition: { StartAt: Pay } }\n",
    };
    const definitions = await loadDefinitions(memoryFiles(files), "/shop/serverless.yml", { shownAs: "serverless.yml" });
    expect(definitions.map(({ machine, root, diagnostics }) => ({ machine, value: root && valueOf(root), diagnostics }))).toEqual(
      want.map((machine) => ({ machine, value: { StartAt: "Pay" }, diagnostics: [] })),
    );
  });

  test("variables that refer to others twice over end", async () => {
    const doubled = Array.from({ length: 40 }, (_, index) => `  a${index + 1}: \${self:custom.a${index}}\${self:custom.a${index}}\n`);
    const text = `service: shop\ncustom:\n  a0: order\n${doubled.join("")}  tree: { inner: ['\${self:custom.tree}', '\${self:custom.tree}'] }
stepFunctions: { stateMachines: { order: { definition: { StartAt: '\${self:custom.a40}', States: '\${self:custom.tree}' } } } }\n`;
    const [definition] = await loadDefinitions(memoryFiles({ "/shop/serverless.yml": text }), "/shop/serverless.yml");
    const length = JSON.stringify(definition?.root && valueOf(definition.root)).length;
    expect({ isRead: length > 100, isShort: length < 5_000_000 }).toEqual({ isRead: true, isShort: true });
  });

  test.each([
    { name: "no state machines", text: "service: shop\nprovider: { name: aws }\n" },
    { name: "a machine without a definition", text: "service: shop\nstepFunctions: { stateMachines: { orderSaga: { name: order } } }\n" },
    { name: "something else under stateMachines", text: "service: shop\nstepFunctions: { stateMachines: 3 }\n" },
  ])("$name gives none", async ({ text }) => {
    expect(await loadDefinitions(memoryFiles({ "/shop/serverless.yml": text }), "/shop/serverless.yml")).toEqual([]);
  });

  test("machines under a key that every object inherits are machines like others", async () => {
    const text = "service: shop\nstepFunctions: { stateMachines: { __proto__: { definition: { StartAt: A } } } }\n";
    const [definition] = await loadDefinitions(memoryFiles({ "/shop/serverless.yml": text }), "/shop/serverless.yml");
    expect(definition?.machine).toBe("__proto__");
    expect(memberOf(definition?.root, "StartAt")?.value).toMatchObject({ value: "A" });
    expect(definition?.root && valueOf(definition.root)).toEqual({ StartAt: "A" });
  });
});
