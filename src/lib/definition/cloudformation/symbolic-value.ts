import type { Template } from "./template.ts";
import type { Substitutions } from "../tokens.ts";

/** What names in a template stand for. */
export interface Names {
  readonly template: Template;
  /** The person's own values. */
  readonly substitutions: Substitutions;
}

/** How the ARN of a type of resource is made, and what gives it: `Ref`, or attributes. */
interface ArnForm {
  readonly service: string;
  /** What stands before the name: `function:`. */
  readonly prefix: string;
  readonly givenBy: readonly string[];
}

const FUNCTION: ArnForm = { service: "lambda", prefix: "function:", givenBy: ["Arn"] };
const FUNCTION_VERSION: ArnForm = { ...FUNCTION, givenBy: ["Ref", "AliasArn", "FunctionArn"] };
const MACHINE: ArnForm = { service: "states", prefix: "stateMachine:", givenBy: ["Ref", "Arn"] };
const TABLE: ArnForm = { service: "dynamodb", prefix: "table/", givenBy: ["Arn"] };

/** What `Ref` and attributes give: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
const ARN_FORMS: ReadonlyMap<string, ArnForm> = new Map([
  ["AWS::Lambda::Function", FUNCTION],
  ["AWS::Serverless::Function", FUNCTION],
  ["AWS::Lambda::Alias", FUNCTION_VERSION],
  ["AWS::Lambda::Version", FUNCTION_VERSION],
  ["AWS::StepFunctions::Activity", { service: "states", prefix: "activity:", givenBy: ["Ref", "Arn"] }],
  ["AWS::StepFunctions::StateMachine", MACHINE],
  ["AWS::Serverless::StateMachine", MACHINE],
  ["AWS::SNS::Topic", { service: "sns", prefix: "", givenBy: ["Ref", "TopicArn"] }],
  ["AWS::SQS::Queue", { service: "sqs", prefix: "", givenBy: ["Arn"] }],
  ["AWS::DynamoDB::Table", TABLE],
  ["AWS::DynamoDB::GlobalTable", TABLE],
  ["AWS::Serverless::SimpleTable", TABLE],
  ["AWS::Events::EventBus", { service: "events", prefix: "event-bus/", givenBy: ["Arn"] }],
]);

/** What `Ref` to a name gives: the person's value (a number where the parameter is one), a parameter's default, the resource's ARN with its logical id for a name, else `${Name}`. */
export function refValue(names: Names, name: string): string | number {
  const { template, substitutions } = names;
  if (Object.hasOwn(substitutions, name)) return alike(substitutions[name] ?? "", template.defaults.get(name));
  return template.defaults.get(name) ?? arnOf(names, name, "Ref") ?? `\${${name}}`;
}

/** A value as the default is that it takes the place of. */
function alike(value: string, fallback: string | number | undefined): string | number {
  return typeof fallback === "number" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** What an attribute of a resource gives: the person's value, the resource's ARN, else `${Name.Attribute}`. */
export function attributeValue(names: Names, name: string, attribute: string): string {
  const path = `${name}.${attribute}`;
  if (Object.hasOwn(names.substitutions, path)) return names.substitutions[path] ?? "";
  return arnOf(names, name, attribute) ?? `\${${path}}`;
}

function arnOf({ template, substitutions }: Names, name: string, attribute: string): string | undefined {
  const form = ARN_FORMS.get(template.resources.get(name)?.type ?? "");
  if (form === undefined || !form.givenBy.includes(attribute)) return undefined;
  const given = Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
  if (given?.startsWith("arn:") === true) return given;
  return `arn:\${AWS::Partition}:${form.service}:\${AWS::Region}:\${AWS::AccountId}:${form.prefix}${given ?? `\${${name}}`}`;
}
