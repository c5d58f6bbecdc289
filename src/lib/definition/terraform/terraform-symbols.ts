import type { HclExpression } from "../hcl/hcl-tree.ts";

/** The token that stands for an expression whose value only Terraform knows: `${var.stage}`, without quotes and braces, so that it can stand in JSON. */
export function symbolFor(text: string, { span }: HclExpression): string {
  const written = text
    .slice(span.start, span.end)
    .replaceAll(/["'\\]/g, "")
    .replaceAll("{", "(")
    .replaceAll("}", ")")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return `\${${written === "" ? "?" : written}}`;
}

/** What an ARN looks like whose resource Terraform will create; `name` is that of the resource in the configuration. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  aws_lambda_function: (name) => `arn:aws:lambda:\${region}:\${account}:function:${name}`,
  aws_lambda_alias: (name) => `arn:aws:lambda:\${region}:\${account}:function:${name}`,
  aws_sfn_activity: (name) => `arn:aws:states:\${region}:\${account}:activity:${name}`,
  aws_sfn_state_machine: (name) => `arn:aws:states:\${region}:\${account}:stateMachine:${name}`,
  aws_sns_topic: (name) => `arn:aws:sns:\${region}:\${account}:${name}`,
  aws_sqs_queue: (name) => `arn:aws:sqs:\${region}:\${account}:${name}`,
  aws_dynamodb_table: (name) => `arn:aws:dynamodb:\${region}:\${account}:table/${name}`,
};

/** Resources whose `id` is their ARN. */
const KNOWN_BY_ARN = new Set(["aws_sfn_activity", "aws_sfn_state_machine", "aws_sns_topic"]);

/** The ARN that a reference stands for, with a token in the place of the name: `aws_lambda_function.pay.arn`, `module.pay.lambda_function_arn`; `address` stands before names. */
export function symbolicArn(path: readonly (string | number)[], address: string): string | undefined {
  const [type, ...rest] = path[0] === "data" ? path.slice(1) : path;
  const attribute = rest.at(-1);
  const name = `\${${address}${rest.slice(0, -1).join(".")}}`;
  if (typeof type !== "string" || typeof attribute !== "string" || rest.length < 2) return undefined;
  if (type === "module") return functionOfModule(rest.slice(0, -1).join("."), attribute);
  const isArn = /^(?:qualified_)?arn$/.test(attribute) || (attribute === "id" && KNOWN_BY_ARN.has(type));
  return isArn && Object.hasOwn(ARNS, type) ? ARNS[type]?.(name) : undefined;
}

/** Modules are anybody's, so their names have to tell: `module.pay.lambda_function_arn`, `module.lambdas.pay_function_arn`, `module.pay_lambda.arn`. */
function functionOfModule(module: string, output: string): string | undefined {
  const [isFunction, own] = /^(?:(\w+?)_)??(?:lambda_function|lambda|function)_(?:\w+_)?arn$/.exec(output) ?? [];
  const named = isFunction !== undefined || (output === "arn" && /lambda|function/i.test(module));
  return named ? ARNS["aws_lambda_function"]?.(`\${${own ?? module}}`) : undefined;
}
