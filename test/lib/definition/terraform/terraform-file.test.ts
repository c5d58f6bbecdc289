import { describe, expect, test } from "vitest";
import { locate } from "../../../../src/lib/base/span.ts";
import type { LoadedDefinition } from "../../../../src/lib/definition/carrier.ts";
import { loadDefinitions } from "../../../../src/lib/definition/load-definition.ts";
import { memberOf, valueOf } from "../../../../src/lib/source/node.ts";
import type { Node } from "../../../../src/lib/source/node.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { shownDiagnostics } from "../../../shown-diagnostics.ts";

/** The machines of `infra/order.tf`, with the other files of the project. */
async function load(main: string, others: Readonly<Record<string, string>> = {}): Promise<readonly LoadedDefinition[]> {
  const contents = { "/shop/.git/HEAD": "", "/shop/infra/order.tf": main, ...others };
  return loadDefinitions(memoryFiles(contents), "/shop/infra/order.tf", { shownAs: "infra/order.tf" });
}

async function loadOne(main: string, others: Readonly<Record<string, string>> = {}): Promise<LoadedDefinition> {
  const [definition] = await load(main, others);
  if (definition === undefined) throw new Error("The file holds a machine");
  return definition;
}

/** Where the value at a path of members stands: `file:line:column-endLine:endColumn`. */
function placeOf({ source, root }: LoadedDefinition, ...path: readonly string[]): string {
  const node = path.reduce<Node | undefined>((inner, key) => memberOf(inner, key)?.value, root);
  if (node === undefined) return "nowhere";
  const { file, line, column, endLine, endColumn } = locate(source, node);
  return `${file}:${line}:${column}-${endLine}:${endColumn}`;
}

const shown = ({ source, diagnostics }: LoadedDefinition): readonly string[] => shownDiagnostics(source, diagnostics);
const value = ({ root }: LoadedDefinition): unknown => root && valueOf(root);
const resource = (definition: string): string => `resource "aws_sfn_state_machine" "order" {\n  definition = ${definition}\n}\n`;

describe("a Terraform file", () => {
  test("jsonencode gives an object with its places, and ARNs for the resources it refers to", async () => {
    const definition = await loadOne(`resource "aws_sfn_state_machine" "order_saga" {
  name = "\${local.project}-order"
  type = "EXPRESS"

  definition = jsonencode({
    StartAt = "ReserveStock"
    States = {
      # Reserves what was ordered.
      ReserveStock = {
        Type     = "Task"
        Resource = aws_lambda_function.reserve_stock.arn
        Retry = [{
          ErrorEquals = ["States.ALL"], MaxAttempts : 3
          BackoffRate = 1.5
        }]
        "Next"   = "Paid?"
      }
      "Paid?" : { Type = "Succeed" }
    }
  })
}
`);
    const { machine, type, typeSpan, syntax, comments, diagnostics, source } = definition;
    expect({ machine, type, said: source.text.slice(typeSpan?.start, typeSpan?.end), syntax, diagnostics, file: source.file }).toEqual({
      machine: "order_saga",
      type: "EXPRESS",
      said: '"EXPRESS"',
      syntax: null,
      diagnostics: [],
      file: "infra/order.tf",
    });
    expect(value(definition)).toEqual({
      StartAt: "ReserveStock",
      States: {
        ReserveStock: {
          Type: "Task",
          Resource: "arn:aws:lambda:${region}:${account}:function:${reserve_stock}",
          Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3, BackoffRate: 1.5 }],
          Next: "Paid?",
        },
        "Paid?": { Type: "Succeed" },
      },
    });
    expect(comments.map(({ text }) => text)).toEqual(["Reserves what was ordered."]);
    expect(placeOf(definition, "StartAt")).toBe("infra/order.tf:6:15-6:29");
    expect(placeOf(definition, "States", "ReserveStock", "Resource")).toBe("infra/order.tf:11:20-11:57");
    expect(placeOf(definition, "States", "ReserveStock", "Retry")).toBe("infra/order.tf:12:17-15:11");
    expect(placeOf(definition, "States", "Paid?")).toBe("infra/order.tf:18:17-18:37");
  });

  test.each<{ readonly written: string; readonly want: unknown }>([
    { written: "aws_lambda_function.pay.qualified_arn", want: "arn:aws:lambda:${region}:${account}:function:${pay}" },
    { written: 'aws_lambda_function.saga["pay"].arn', want: "arn:aws:lambda:${region}:${account}:function:${saga.pay}" },
    { written: "data.aws_lambda_function.pay.arn", want: "arn:aws:lambda:${region}:${account}:function:${pay}" },
    { written: "module.pay.lambda_function_arn", want: "arn:aws:lambda:${region}:${account}:function:${pay}" },
    { written: '"${aws_lambda_function.pay.arn}:live"', want: "arn:aws:lambda:${region}:${account}:function:${pay}:live" },
    { written: "module.lambdas.pay_function_arn", want: "arn:aws:lambda:${region}:${account}:function:${pay}" },
    { written: "module.pay_lambda.arn", want: "arn:aws:lambda:${region}:${account}:function:${pay_lambda}" },
    { written: "module.orders.table_arn", want: "${module.orders.table_arn}" },
    { written: "aws_sns_topic.orders.arn", want: "arn:aws:sns:${region}:${account}:${orders}" },
    { written: "aws_sqs_queue.orders.arn", want: "arn:aws:sqs:${region}:${account}:${orders}" },
    { written: "aws_sqs_queue.orders.url", want: "${aws_sqs_queue.orders.url}" },
    { written: "aws_dynamodb_table.orders.arn", want: "arn:aws:dynamodb:${region}:${account}:table/${orders}" },
    { written: "aws_dynamodb_table.orders.name", want: "${aws_dynamodb_table.orders.name}" },
    { written: "aws_sfn_activity.approve.id", want: "arn:aws:states:${region}:${account}:activity:${approve}" },
    { written: "aws_sfn_state_machine.refund.arn", want: "arn:aws:states:${region}:${account}:stateMachine:${refund}" },
    { written: "constructor.prototype.arn", want: "${constructor.prototype.arn}" },
    {
      written: '"arn:${data.aws_partition.it.partition}:states:::sns:publish"',
      want: "arn:${data.aws_partition.it.partition}:states:::sns:publish",
    },
    { written: 'var.live ? "a" : "b"', want: "${var.live ? a : b}" },
    { written: "{ for name in var.names : name => 1 }", want: "${( for name in var.names : name => 1 )}" },
    { written: 'format("%s-orders-%d", var.stage, var.attempts)', want: "${var.stage}-orders-4" },
    { written: 'format("%05d", var.attempts)', want: "${format(%05d, var.attempts)}" },
    { written: 'var.attempts > 3 ? "slow" : "fast"', want: "slow" },
    { written: "var.live ? local.once : { MaxAttempts = 2 }", want: { MaxAttempts: 2 } },
    { written: 'var.live || true ? "a" : "b"', want: "a" },
    { written: '!(var.attempts == 4) && var.live ? "a" : "b"', want: "b" },
    { written: 'var.stage == "live" ? 1 : 2', want: "${var.stage == live ? 1 : 2}" },
    { written: "var.attempts * 2 - 1", want: 7 },
    { written: "-var.attempts", want: -4 },
    { written: "1e5", want: 100_000 },
    {
      written: "concat(local.retry, [{ ErrorEquals = [var.stage] }])",
      want: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }, { ErrorEquals: ["${var.stage}"] }],
    },
    { written: "concat(local.retry, var.more)", want: "${concat(local.retry, var.more)}" },
    {
      written: 'join(":", ["arn", var.partition, "states", "", "", "lambda:invoke"])',
      want: "arn:${var.partition}:states:::lambda:invoke",
    },
    { written: "merge(local.all...)", want: { MaxAttempts: 2, Next: "Ship" } },
    { written: "merge(local.once, null)", want: { MaxAttempts: 2 } },
    { written: 'merge(local.once, { Next = "Ship" }).Next', want: "Ship" },
    { written: "local.joined.Next", want: "Ship" },
    { written: 'local.steps[var.first]["Next"]', want: "Ship" },
    { written: "local.steps[each.key]", want: "${local.steps[each.key]}" },
    { written: "each.value.arn", want: "${each.value.arn}" },
    { written: '"order-${count.index}"', want: "order-${count.index}" },
    { written: '[for name, step in local.steps : "${name}:${step.Next}"]', want: ["pay:Ship"] },
    { written: "{ for retry in local.retry : retry.ErrorEquals[0] => retry.MaxAttempts }", want: { "States.ALL": 2 } },
    { written: '[for name in ["pay"] : { (name) = { name = name } }]', want: [{ pay: { name: "pay" } }] },
    { written: "[for number in [1, 2, 3] : number if number != 2]", want: [1, 3] },
    { written: "[for name in var.names : name]", want: "${[for name in var.names : name]}" },
    { written: '"a%{ if var.attempts > 3 } lot%{ endif }"', want: "a lot" },
    { written: '"a%{ if var.live }b%{ else }c%{ endif }"', want: "a${%( if var.live )b%( else )c%( endif )}" },
    { written: '"%{ for number in [1, 2] }<${number}>%{ endfor }"', want: "<1><2>" },
    { written: "try(local.once.MaxAttempts, 9)", want: 2 },
    { written: 'lookup(local.once, "Other", 7)', want: 7 },
    { written: 'coalesce(null, "", upper("pay"))', want: "PAY" },
    { written: 'replace("arn:REGION:x", "REGION", var.region)', want: "arn:${var.region}:x" },
    { written: 'jsondecode("{\\"a\\": [1]}").a[0]', want: 1 },
    { written: 'jsondecode(file("names.json")).first', want: "Pay" },
    { written: 'file("missing.json")', want: "${file(missing.json)}" },
    { written: 'split(",", "a,b")[1]', want: "b" },
    { written: "toset([1, 1, 2])", want: [1, 2] },
    { written: 'provider::aws::arn_parse("x")', want: "${provider::aws::arn_parse(x)}" },
    { written: "var.attempts", want: 4 },
    { written: '"${var.attempts}"', want: 4 },
    { written: '"${var.attempts} times"', want: "4 times" },
    { written: "var.stage", want: "${var.stage}" },
    { written: "local.retry[0].MaxAttempts", want: 2 },
    { written: 'local.retry[0]["ErrorEquals"]', want: ["States.ALL"] },
    { written: "local.twice", want: { MaxAttempts: 2 } },
    { written: "local.itself", want: "${local.itself}" },
    { written: "local.unknown", want: "${local.unknown}" },
    {
      written: 'merge(local.retry[0], { MaxAttempts = 9, "Next" = null })',
      want: { ErrorEquals: ["States.ALL"], MaxAttempts: 9, Next: null },
    },
    { written: "merge(local.retry[0], var.more)", want: "${merge(local.retry[0], var.more)}" },
    { written: 'jsonencode({ id = "$.id" })', want: '{"id":"$.id"}' },
    { written: '"a\\tb \\u00e9 \\"$${c}\\""', want: 'a\tb é "${c}"' },
    { written: "{ __proto__ = 1, true = 2 }", want: JSON.parse('{ "__proto__": 1, "true": 2 }') },
  ])("$written is read as far as it can be known", async ({ written, want }) => {
    const definition = await loadOne(resource(`jsonencode({ StartAt = ${written} })`), {
      "/shop/infra/names.tf": `
variable "attempts" { default = 4 }
variable "stage" { type = string }
variable "first" { default = "pay" }
locals {
  all    = [local.once, { Next = "Ship" }]
  joined = merge(local.all...)
  steps  = { pay = { Next = "Ship" } }
  retry  = [{ ErrorEquals = ["States.ALL"], MaxAttempts = 2 }]
  twice  = local.once
  once   = { MaxAttempts = 2 }
  itself = "\${local.itself}"
}
`,
      "/shop/infra/names.json": '{ "first": "Pay" }',
    });
    expect(value(definition)).toEqual({ StartAt: want });
    expect(definition.diagnostics).toEqual([]);
  });

  test("a heredoc is read as JSON, with its tokens inside and outside of strings", async () => {
    const definition = await loadOne(`variable "attempts" {
  default = 3
}

resource "aws_sfn_state_machine" "order" {
  definition = <<-EOF
    {
      "StartAt": "Pay",
      "States": {
        "Pay": {
          "Type": "Task",
          "Resource": "\${aws_lambda_function.pay["eu"].arn}",
          "TimeoutSeconds": \${var.limit},
          "Retry": [{ "ErrorEquals": ["States.ALL"], "MaxAttempts": \${var.attempts} }],
          "Parameters": { "escaped": "$\${a}\\n" },
          "End": true
        }
      }
    }
  EOF
}
`);
    expect(value(definition)).toEqual({
      StartAt: "Pay",
      States: {
        Pay: {
          Type: "Task",
          Resource: "arn:aws:lambda:${region}:${account}:function:${pay.eu}",
          TimeoutSeconds: "${var.limit}",
          Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3 }],
          Parameters: { escaped: "${a}\n" },
          End: true,
        },
      },
    });
    expect(definition.diagnostics).toEqual([]);
    expect(placeOf(definition, "States", "Pay", "Resource")).toBe("infra/order.tf:12:23-12:61");
    expect(placeOf(definition, "States", "Pay", "TimeoutSeconds")).toBe("infra/order.tf:13:29-13:41");
    expect(placeOf(definition, "States", "Pay", "End")).toBe("infra/order.tf:16:18-16:22");
  });

  test("a syntax error in a heredoc stands in the line of the .tf file", async () => {
    const definition = await loadOne(resource('<<EOF\n{\n  "StartAt": "Pay"\n  "States": {}\n}\nEOF'));
    expect(shown(definition)).toEqual(["infra/order.tf:5:3: A comma is missing between these two members. Put it before this one."]);
  });

  test("a local that holds the definition is where the machine stands", async () => {
    const definition = await loadOne(resource("local.definitions.order"), {
      "/shop/infra/locals.tf": 'locals {\n  definitions = {\n    order = jsonencode({ StartAt = "Pay" })\n  }\n}\n',
    });
    expect(value(definition)).toEqual({ StartAt: "Pay" });
    expect(placeOf(definition, "StartAt")).toBe("infra/locals.tf:3:36-3:41");
  });

  test("a value from another file stands where it is referred to", async () => {
    const definition = await loadOne(resource('jsonencode({\n    StartAt = "Pay", States = local.states\n  })'), {
      "/shop/infra/locals.tf": 'locals {\n  states = { Pay = { Type = "Succeed" } }\n}\n',
    });
    expect(value(definition)).toEqual({ StartAt: "Pay", States: { Pay: { Type: "Succeed" } } });
    expect(placeOf(definition, "States", "Pay")).toBe("infra/order.tf:3:31-3:43");
  });

  test.each([
    { written: 'file("${path.module}/sagas/order.asl.json")', start: "${pay}", attempts: "${attempts}" },
    { written: 'templatefile("./sagas/order.asl.json", { pay = "Pay", attempts = 2 })', start: "Pay", attempts: 2 },
    { written: 'templatefile("${path.module}/sagas/order.asl.json", { pay = var.first })', start: "${var.first}", attempts: "${attempts}" },
    { written: 'jsonencode(jsondecode(templatefile("sagas/order.asl.json", { attempts = 3 })))', start: "${pay}", attempts: 3 },
    { written: "data.template_file.order.rendered", start: "Pay", attempts: "${attempts}" },
  ])("$written leads to the file that it names", async ({ written, start, attempts }) => {
    const definition = await loadOne(
      `${resource(written)}\ndata "template_file" "order" {\n  template = file("sagas/order.asl.json")\n  vars = { pay = "Pay" }\n}\n`,
      { "/shop/infra/sagas/order.asl.json": '{\n  "StartAt": "${pay}",\n  "MaxAttempts": ${attempts}\n}\n' },
    );
    expect(value(definition)).toEqual({ StartAt: start, MaxAttempts: attempts });
    expect({ machine: definition.machine, syntax: definition.syntax }).toEqual({ machine: "order", syntax: "json" });
    expect(placeOf(definition, "StartAt")).toBe("infra/sagas/order.asl.json:2:14-2:22");
  });

  test("YAML may stand behind yamldecode", async () => {
    const definition = await loadOne(resource('jsonencode(yamldecode(file("../sagas/order.asl.yaml")))'), {
      "/shop/sagas/order.asl.yaml": "StartAt: Pay # first\n",
    });
    expect(value(definition)).toEqual({ StartAt: "Pay" });
    expect(placeOf(definition, "StartAt")).toBe("sagas/order.asl.yaml:1:10-1:13");
  });

  test("a key that stands twice in an object is an error, although Terraform takes the last", async () => {
    const definition = await loadOne(resource("jsonencode({\n    States = {\n      Pay = 1\n      Pay = 2\n    }\n  })"));
    expect(shown(definition)).toEqual([
      'infra/order.tf:5:7: The key "Pay" stands twice in this object. The first stands on line 4, and this one replaces it. Remove or rename one of them.',
    ]);
  });

  const ONLY_TERRAFORM =
    "This definition is not read: only Terraform can tell what it is. Read are jsonencode of an object, a heredoc, a local with either, file and templatefile.";

  test.each([
    { written: "var.definition", want: `2:16: ${ONLY_TERRAFORM}` },
    { written: "var.live ? var.one : var.other", want: `2:16: ${ONLY_TERRAFORM}` },
    { written: "jsonencode(merge(local.a, local.b))", want: `2:27: ${ONLY_TERRAFORM}` },
    { written: "local.itself", want: `6:12: ${ONLY_TERRAFORM}` },
    { written: '"{%{ for name in var.names }${name}%{ endfor }}"', want: `2:16: ${ONLY_TERRAFORM}` },
    { written: 'file("${path.root}/order.json")', want: `2:21: ${ONLY_TERRAFORM}` },
    { written: 'templatefile("loop.json", {})', want: `2:16: ${ONLY_TERRAFORM}` },
    { written: 'file("${var.stage}.json")', want: `2:21: ${ONLY_TERRAFORM}` },
    { written: 'file("order.json")', want: "2:21: The definition order.json does not exist" },
    {
      written: 'file("../..")',
      want: "2:21: The definition ../.. leads out of the project, and is not read. Files are read from /shop only.",
    },
    {
      written: 'file("/etc/passwd")',
      want: "2:21: The definition /etc/passwd leads out of the project, and is not read. Files are read from /shop only.",
    },
  ])("$written is no definition that can be read, and says so", async ({ written, want }) => {
    const definition = await loadOne(`${resource(written)}\nlocals {\n  itself = local.itself\n}\n`, {
      "/shop/infra/loop.json": "{ %{ for name in names } %{ endfor } }",
    });
    expect({ root: definition.root, shown: shown(definition), levels: definition.diagnostics.map(({ severity }) => severity) }).toEqual({
      root: undefined,
      shown: [`infra/order.tf:${want}`],
      levels: [want.includes("The definition") ? "error" : "info"],
    });
  });

  test("several machines stand in the order of the file, beside those that modules make", async () => {
    const machines = await load(`
resource "aws_sfn_state_machine" "order" {
  definition = jsonencode({ StartAt = "Pay" })
}
module "refund" {
  source     = "terraform-aws-modules/step-functions/aws"
  type       = "EXPRESS"
  definition = jsonencode({ StartAt = "Refund" })
}
module "network" {
  source     = "terraform-aws-modules/vpc/aws"
  definition = "{}"
}
`);
    expect(machines.map((machine) => ({ name: machine.machine, type: machine.type, value: value(machine) }))).toEqual([
      { name: "order", type: undefined, value: { StartAt: "Pay" } },
      { name: "refund", type: "EXPRESS", value: { StartAt: "Refund" } },
    ]);
  });

  test("a broken block is an error of its machine, and the others are read", async () => {
    const machines = await load(`${resource('jsonencode({\n    StartAt "Pay"\n  })')}
resource "aws_sfn_state_machine" "refund" {
  definition = jsonencode({ StartAt = "Refund" })
}

resource "aws_sns_topic" "orders {
}
`);
    expect(machines.map((machine) => ({ name: machine.machine, value: value(machine), shown: shown(machine) }))).toEqual([
      {
        name: "order",
        value: undefined,
        shown: [
          "infra/order.tf:3:5: This cannot be read as Terraform's language. Look for a missing quote, bracket or equals sign here or just before.",
          "infra/order.tf:11:26: This string has no closing quote. A text of several lines is written as a heredoc: <<EOF.",
        ],
      },
      { name: "refund", value: { StartAt: "Refund" }, shown: [] },
    ]);
  });

  test("an error whose place is not known says in which lines it is", async () => {
    const [machine] = await load('resource "aws_sfn_state_machine" "order" {\n  definition = jsonencode({ StartAt =\n}\n');
    expect(machine && shown(machine)).toEqual([
      "infra/order.tf:1:1: This cannot be read as Terraform's language. Look for a missing quote, bracket or equals sign in these 3 lines.",
    ]);
  });

  test("an error in a file without a machine stands by itself", async () => {
    expect((await load("locals {\n  a = \n}\n")).map((machine) => ({ name: machine.machine, shown: shown(machine) }))).toEqual([
      {
        name: "order",
        shown: [
          "infra/order.tf:2:3: This cannot be read as Terraform's language. Look for a missing quote, bracket or equals sign here or just before.",
        ],
      },
    ]);
  });

  test("names that refer to names twice over stay tokens past a limit", async () => {
    const doubled = Array.from(
      { length: 40 },
      (_, index) => `  a${index + 1} = [local.a${index}, local.a${index}]\n  t${index + 1} = "\${local.t${index}}\${local.t${index}}"\n`,
    );
    const definition = await loadOne(
      `${resource("jsonencode({ StartAt = local.a40, Comment = local.t40 })")}\nlocals {\n  a0 = 1\n  t0 = "order"\n${doubled.join("")}}\n`,
    );
    const text = JSON.stringify(value(definition));
    expect({ short: text.length < 3_000_000, tokens: text.includes("${local.a") }).toEqual({ short: true, tokens: true });
  });

  test("a file without a machine holds none", async () => {
    expect(await load('resource "aws_sns_topic" "orders" {}\n')).toEqual([]);
  });
});
