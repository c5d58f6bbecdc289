import { describe, expect, test } from "vitest";
import type { LoadedDefinition } from "../../../../src/lib/definition/carrier.ts";
import { loadDefinition } from "../../../../src/lib/definition/load-definition.ts";
import { valueOf } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";

const ARN = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${ChargeFunction}";
const CHARGE = "  ChargeFunction: { Type: AWS::Serverless::Function }\n";

async function load(
  files: Readonly<Record<string, string>>,
  substitutions: Readonly<Record<string, string>> = {},
): Promise<LoadedDefinition> {
  const [path = ""] = Object.keys(files);
  return loadDefinition(memoryFiles(files), path, { shownAs: path.replace("/shop/", ""), substitutions });
}

describe("a value of an inline definition", () => {
  const TEMPLATE = `Mappings: { Names: { dev: { Table: orders-dev, Limit: 30 } } }
Parameters:
  Attempts: { Type: Number, Default: 3 }
  Stage: { Type: String, Default: dev }
  Secret: { Type: String, Default: hunter2, NoEcho: true }
  Path: { Type: "AWS::SSM::Parameter::Value<String>", Default: /shop/table }
Conditions:
  Live: !Equals [!Ref Stage, live]
  Paused: !Equals [!Ref Path, "yes"]
  Calm: !Not [!Condition Live]
  Both: { "Fn::And": [{ Condition: Calm }, !Condition Live, !Condition Paused] }
  Either: !Or [!Condition Paused, !Condition Calm]
  Unsure: !And [!Condition Paused, !Condition Calm]
  Circle: !Not [!Condition Circle]
Resources:
${CHARGE}  ChargeAlias: { Type: AWS::Lambda::Alias }
  Approval: { Type: AWS::StepFunctions::Activity }
  RefundSaga: { Type: AWS::Serverless::StateMachine }
  Alerts: { Type: AWS::SNS::Topic }
  Mails: { Type: AWS::SQS::Queue }
  Orders: { Type: AWS::DynamoDB::Table }
  Bus: { Type: AWS::Events::EventBus }
  OrderSaga:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions:
        DDBPutItem: !Sub arn:\${AWS::Partition}:states:::dynamodb:putItem
        ChargeFunctionArn: !GetAtt ChargeFunction.Arn
        Retries: !Ref Attempts
        Unknown: !Ref Missing
        __proto__: polluted
      Definition: { Value: `;
  const arn = (service: string, name: string): string => `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${name}`;

  test.each([
    { value: "!Ref ChargeFunction", want: "${ChargeFunction}" },
    { value: "!GetAtt ChargeFunction.Arn", want: ARN },
    { value: "{ Fn::GetAtt: ChargeFunction.Arn }", want: ARN },
    { value: "!Join [':', [!GetAtt ChargeFunction.Arn, $LATEST]]", want: `${ARN}:$LATEST` },
    { value: "!Ref ChargeAlias", want: arn("lambda", "function:${ChargeAlias}") },
    { value: "!Ref Approval", want: arn("states", "activity:${Approval}") },
    { value: "!Ref RefundSaga", want: arn("states", "stateMachine:${RefundSaga}") },
    { value: "!GetAtt RefundSaga.Name", want: "${RefundSaga.Name}" },
    { value: "!Ref Alerts", want: arn("sns", "${Alerts}") },
    { value: "!GetAtt Mails.Arn", want: arn("sqs", "${Mails}") },
    { value: "!Ref Mails", want: "${Mails}" },
    { value: "!Ref Orders", want: "${Orders}" },
    { value: "!GetAtt Orders.Arn", want: arn("dynamodb", "table/${Orders}") },
    { value: "!GetAtt Bus.Arn", want: arn("events", "event-bus/${Bus}") },
    { value: "!GetAtt Stack.Outputs.ChargeArn", want: "${Stack.Outputs.ChargeArn}" },
    { value: "!Ref Attempts", want: 3 },
    { value: "!Sub 'orders-${Stage}-${Attempts}-${!literal}-${AWS::Region}'", want: "orders-dev-3-${literal}-${AWS::Region}" },
    { value: "!Sub ['${table}-${Alerts}', { table: !Ref Orders }]", want: `\${Orders}-${arn("sns", "${Alerts}")}` },
    { value: "!Ref Secret", want: "${Secret}" },
    { value: "!Ref Path", want: "${Path}" },
    { value: "!Ref constructor", want: "${constructor}" },
    { value: "!If [IsProd, !Ref Orders, other]", want: "${Orders}" },
    { value: "!If [IsProd, !Ref AWS::NoValue, { MaxAttempts: !Ref Attempts }]", want: { MaxAttempts: 3 } },
    { value: "!If [Live, 60, 30]", want: 30 },
    { value: "!If [Calm, 60, 30]", want: 60 },
    { value: "!If [Both, 60, 30]", want: 30 },
    { value: "!If [Either, 60, 30]", want: 60 },
    { value: "!If [Unsure, 60, 30]", want: 60 },
    { value: "!If [Circle, 60, 30]", want: 60 },
    { value: "!Sub ['${way}', { way: !If [Live, a, !If [Calm, b, c]] }]", want: "b" },
    { value: "{ Kept: 1, Gone: !If [Live, 2, !Ref AWS::NoValue] }", want: { Kept: 1 } },
    { value: "{ Kept: 1, Gone: !Ref AWS::NoValue, List: [{ Ref: AWS::NoValue }, 2] }", want: { Kept: 1, List: [2] } },
    { value: "!ImportValue refund-arn", want: "${Fn::ImportValue:refund-arn}" },
    { value: "{ Fn::ImportValue: !Sub '${Stage}-${AWS::StackName}-arn' }", want: "${Fn::ImportValue:dev-AWS::StackName-arn}" },
    { value: "!Select [5, !Split [':', !GetAtt Orders.Arn]]", want: "table/${Orders}" },
    { value: "!Select [9, !Split [':', !GetAtt Orders.Arn]]", want: "${Fn::Select}" },
    { value: "!Select ['1', [!Ref Stage, !Ref Orders]]", want: "${Orders}" },
    { value: "!Select [0, !Ref Lists]", want: "${Fn::Select}" },
    { value: "!Select [0, !GetAZs '']", want: "${Fn::Select}" },
    { value: "!Join ['/', !Split [':', 'a:b']]", want: "a/b" },
    { value: "!FindInMap [Names, Order, Value]", want: "${Fn::FindInMap}" },
    { value: "!FindInMap [Names, !Ref Stage, Table]", want: "orders-dev" },
    { value: "!Sub ['${table}-x', { table: !FindInMap [Names, dev, Table] }]", want: "orders-dev-x" },
    { value: "{ Fn::FindInMap: [Names, dev, Limit] }", want: 30 },
    { value: "!FindInMap [Names, !Ref AWS::Region, Table]", want: "${Fn::FindInMap}" },
    { value: "!FindInMap [constructor, name, length]", want: "${Fn::FindInMap}" },
    { value: "!Join [',', !Ref Lists]", want: "${Fn::Join}" },
    { value: '"${DDBPutItem}"', want: "arn:${AWS::Partition}:states:::dynamodb:putItem" },
    { value: '"${ChargeFunctionArn}"', want: ARN },
    { value: '"${Elsewhere} and ${__proto__}"', want: "${Elsewhere} and polluted" },
    { value: '"arn:aws:states:::lambda:invoke"', want: "arn:aws:states:::lambda:invoke" },
  ])("$value is $want", async ({ value, want }) => {
    const { root, diagnostics } = await load({ "/shop/template.yaml": `${TEMPLATE}${value} }\n` });
    expect({ value: root && valueOf(root), diagnostics }).toEqual({ value: { Value: want }, diagnostics: [] });
  });

  test("a token without quotes is read as the value that its parameter has, and stays where it has none", async () => {
    const text = `${TEMPLATE}"" }\n`.replace('{ Value: "" }', "\n        MaxAttempts: ${Retries}\n        IntervalSeconds: ${Unknown}");
    const { root, diagnostics } = await load({ "/shop/template.yaml": text });
    expect({ value: root && valueOf(root), diagnostics }).toEqual({
      value: { MaxAttempts: 3, IntervalSeconds: "${Missing}" },
      diagnostics: [],
    });
  });

  test.each([
    { value: "!GetAtt ChargeFunction.Arn", given: { ChargeFunction: "charge" }, want: ARN.replace("${ChargeFunction}", "charge") },
    { value: "!GetAtt ChargeFunction.Arn", given: { ChargeFunction: "arn:aws:lambda:x" }, want: "arn:aws:lambda:x" },
    { value: "!GetAtt ChargeFunction.Arn", given: { "ChargeFunction.Arn": "arn:aws:lambda:y" }, want: "arn:aws:lambda:y" },
    { value: "!Ref Stage", given: { Stage: "live" }, want: "live" },
    { value: "!If [Live, 60, 30]", given: { Stage: "live" }, want: 60 },
    { value: '"${ChargeFunctionArn}"', given: { ChargeFunctionArn: "arn:aws:lambda:z" }, want: "arn:aws:lambda:z" },
    { value: '"${DDBPutItem}"', given: { "AWS::Partition": "aws" }, want: "arn:aws:states:::dynamodb:putItem" },
  ])("what the person gives wins: $value with $given is $want", async ({ value, given, want }) => {
    const { root } = await load({ "/shop/template.yaml": `${TEMPLATE}${value} }\n` }, given);
    expect(root && valueOf(root)).toEqual({ Value: want });
  });
});
