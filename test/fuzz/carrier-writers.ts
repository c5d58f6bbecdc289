import { stringify } from "yaml";
import type { JsonValue } from "../../src/lib/base/json.ts";
import { isArray, isObject } from "../../src/lib/base/json.ts";

/** Writes a definition the way one carrier has it. */
export interface CarrierWriter {
  readonly name: string;
  /** The file that is loaded. */
  readonly file: string;
  /** All files of the project, by name. */
  readonly write: (definition: JsonValue) => Readonly<Record<string, string>>;
}

const json = (value: JsonValue): string => JSON.stringify(value, null, 2);
const yaml = (value: JsonValue): string => stringify(value, { aliasDuplicateObjects: false });
const indented = (text: string, by: number): string => text.replaceAll(/^/gm, " ".repeat(by));

const template = (Properties: JsonValue, Type = "AWS::StepFunctions::StateMachine"): JsonValue => ({
  Parameters: { Attempts: { Type: "Number", Default: 3 } },
  Resources: { Order: { Type, Properties }, PayFunction: { Type: "AWS::Lambda::Function" } },
});

/** Every carrier, most of them in more than one of its forms. */
export const carrierWriters: readonly CarrierWriter[] = [
  { name: "ASL JSON", file: "order.asl.json", write: (definition) => ({ "order.asl.json": json(definition) }) },
  { name: "ASL YAML", file: "order.asl.yaml", write: (definition) => ({ "order.asl.yaml": yaml(definition) }) },
  {
    name: "CloudFormation JSON with an object",
    file: "template.json",
    write: (definition) => ({ "template.json": json(template({ Definition: definition })) }),
  },
  {
    name: "CloudFormation JSON with a joined text",
    file: "Shop.template.json",
    write: (definition) => {
      const pieces = json(definition).split("Pay");
      const joined = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [{ "Fn::GetAtt": ["PayFunction", "Arn"] }, piece]));
      return { "Shop.template.json": json(template({ DefinitionString: { "Fn::Join": ["", joined] } })) };
    },
  },
  {
    name: "CloudFormation YAML",
    file: "template.yaml",
    write: (definition) => ({
      "template.yaml": `Resources:\n  Order:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub |\n${indented(json(definition), 8)}\n`,
    }),
  },
  {
    name: "SAM with an object",
    file: "template.yml",
    write: (definition) => ({
      "template.yml": yaml(template({ Definition: definition, Type: "EXPRESS" }, "AWS::Serverless::StateMachine")),
    }),
  },
  {
    name: "SAM with a file",
    file: "template.yaml",
    write: (definition) => ({
      "template.yaml": yaml(
        template(
          { DefinitionUri: "sagas/order.asl.json", DefinitionSubstitutions: { Pay: { "Fn::Sub": "${PayFunction.Arn}" } } },
          "AWS::Serverless::StateMachine",
        ),
      ),
      "sagas/order.asl.json": json(definition),
    }),
  },
  {
    name: "Serverless Framework",
    file: "serverless.yml",
    write: (definition) => ({
      "serverless.yml": yaml({ service: "shop", provider: { name: "aws" }, stepFunctions: { stateMachines: { order: { definition } } } }),
    }),
  },
  {
    name: "Terraform with an object",
    file: "main.tf",
    write: (definition) => ({
      "main.tf": `resource "aws_sfn_state_machine" "order" {\n  definition = jsonencode(${hcl(definition)})\n}\n`,
      "names.tf": 'variable "attempts" {\n  default = 3\n}\nlocals {\n  pay = aws_lambda_function.pay.arn\n}\n',
    }),
  },
  {
    name: "Terraform with a heredoc",
    file: "main.tf",
    write: (definition) => ({
      "main.tf": `resource "aws_sfn_state_machine" "order" {\n  definition = <<-EOF\n${indented(json(definition), 4)}\n  EOF\n}\n`,
    }),
  },
  {
    name: "Terraform in JSON with a text",
    file: "cdk.tf.json",
    write: (definition) => ({ "cdk.tf.json": json(terraformJson(json(definition))) }),
  },
  {
    name: "Terraform in JSON with an expression",
    file: "cdk.tf.json",
    write: (definition) => ({ "cdk.tf.json": json(terraformJson(`\${jsonencode(${hcl(definition)})}`)) }),
  },
  {
    name: "Terraform with what a module gives out",
    file: "main.tf",
    write: (definition) => ({
      "main.tf":
        'module "order" {\n  source = "./order"\n  start  = var.start\n}\nresource "aws_sfn_state_machine" "order" {\n  definition = module.order.definition\n}\n',
      "terraform.tfvars": 'start = "Pay"\n',
      "order/main.tf": `output "definition" {\n  value = var.start == "" ? "{}" : jsonencode(${hcl(definition)})\n}\n`,
    }),
  },
  {
    name: "CloudFormation with conditions and loops",
    file: "template.yaml",
    write: (definition) => ({
      "template.yaml": yaml({
        Conditions: { Live: { "Fn::Equals": [{ Ref: "Stage" }, "live"] } },
        Resources: {
          "Fn::ForEach::Orders": [
            "Market",
            ["Us", "Eu"],
            {
              "Order${Market}": {
                Type: "AWS::Serverless::StateMachine",
                Properties: { Definition: { "Fn::If": ["Live", definition, { StartAt: "Pay" }] } },
              },
            },
          ],
        },
      }),
    }),
  },
];

const terraformJson = (definition: string): JsonValue => ({
  resource: { aws_sfn_state_machine: { order: { definition } } },
  locals: { pay: "${aws_lambda_function.pay.arn}" },
});

function hcl(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(hcl).join(", ")}]`;
  if (isObject(value))
    return `{\n${Object.entries(value)
      .map(([key, inner]) => `${JSON.stringify(key)} = ${hcl(inner)}\n`)
      .join("")}}`;
  return JSON.stringify(value);
}
