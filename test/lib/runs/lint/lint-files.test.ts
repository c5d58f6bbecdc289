import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/lib/base/user-error.ts";
import type { LintRequest } from "../../../../src/lib/runs/lint/lint-files.ts";
import { lintFiles } from "../../../../src/lib/runs/lint/lint-files.ts";
import type { LintReport } from "../../../../src/lib/runs/lint/lint-report.ts";
import { findingsOf } from "../../../../src/lib/runs/lint/lint-report.ts";
import { memoryFiles } from "../../../memory-files.ts";
import { onlyRules } from "../../rules/only-rules.ts";
import { paymentSaga } from "../../rules/payment-saga.ts";

const LEVELS = onlyRules("compensation-no-retry");
const GOOD = paymentSaga({ refund: "    Retry: [{ ErrorEquals: [States.ALL] }]\n" });

function lint(contents: Readonly<Record<string, string>>, request: Partial<LintRequest> = {}): Promise<LintReport> {
  return lintFiles(memoryFiles(contents), "/shop", { paths: [], levels: LEVELS, ...request });
}

/** `file:line machine rule` of every finding. */
function shown(report: LintReport): readonly string[] {
  return report.files.flatMap(findingsOf).map(({ location, machine, rule }) => `${location.file}:${location.line} ${machine} ${rule}`);
}

describe("which files are linted", () => {
  const contents = {
    "/shop/payment.asl.yaml": paymentSaga(),
    "/shop/sagas/refund.asl.yaml": paymentSaga(),
    "/shop/package.json": '{ "name": "shop" }',
  };
  const payment = "payment.asl.yaml:15 payment compensation-no-retry";
  const refund = "sagas/refund.asl.yaml:15 refund compensation-no-retry";

  test.each([
    { name: "those that are found in the working folder", paths: [], want: [payment, refund] },
    { name: "those in a folder that is named", paths: ["sagas"], want: [refund] },
    { name: "those that are named, each once", paths: ["./payment.asl.yaml", "payment.asl.yaml"], want: [payment] },
  ])("$name", async ({ paths, want }) => {
    expect(shown(await lint(contents, { paths }))).toEqual(want);
  });

  test("what the config ignores is left out", async () => {
    const report = await lint({ ...contents, "/shop/saga.config.yaml": "lint: { ignore: [sagas/**] }" });
    expect(shown(report)).toEqual([payment]);
  });

  test("a file that is named and holds no machine is said to, beside one that does", async () => {
    const report = await lint(contents, { paths: ["package.json", "payment.asl.yaml"] });
    expect({ shown: shown(report), withoutMachine: report.withoutMachine }).toEqual({ shown: [payment], withoutMachine: ["package.json"] });
  });

  test("a file that cannot be read is a finding, and the rest is linted", async () => {
    const report = await lint({ ...contents, "/shop/broken.asl.json": '{ "StartAt": ' });
    expect(shown(report)).toEqual(["broken.asl.json:1 null asl/syntax", payment, refund]);
    expect(report.summary).toEqual({ errors: 3, warnings: 0, infos: 0, machines: 2 });
  });

  test("a file that nobody may read is a finding, by itself and where a template names it", async () => {
    const template = "Resources:\n  Saga:\n    Type: AWS::Serverless::StateMachine\n    Properties: { DefinitionUri: secret.asl.json }\n";
    const files = memoryFiles({ ...contents, "/shop/secret.asl.json": "{}", "/shop/template.yaml": template });
    const read = (path: string): string | undefined => {
      if (path.includes("secret")) throw new UserError("It cannot be read: permission denied");
      return files.read(path);
    };
    const report = await lintFiles({ ...files, read }, "/shop", { paths: [], levels: LEVELS });
    expect(shown(report)).toEqual([payment, refund, "secret.asl.json:1 null asl/syntax", "template.yaml:4 null asl/missing-file"]);
    expect(report.files.flatMap(findingsOf).flatMap(({ rule, message }) => (rule.startsWith("asl/") ? [message] : []))).toEqual([
      "It cannot be read: permission denied",
      "The definition secret.asl.json cannot be read: permission denied",
    ]);
  });

  describe("a folder that nobody may read", () => {
    const closed = (contents: Readonly<Record<string, string>>): Promise<LintReport> => {
      const files = memoryFiles({ ...contents, "/shop/secret/order.asl.json": "{}" });
      const entries: typeof files.entries = (path) => {
        if (path.endsWith("secret")) throw new UserError("It cannot be read: permission denied");
        return files.entries(path);
      };
      const read: typeof files.read = (path) => {
        if (path.endsWith("secret")) throw new UserError("It cannot be read: it is a folder");
        return files.read(path);
      };
      return lintFiles({ ...files, entries, read }, "/shop", { paths: [], levels: LEVELS });
    };

    test("is warned of, and the rest is linted", async () => {
      const report = await closed(contents);
      expect(shown(report)).toEqual([payment, refund, "secret:1 null asl/syntax"]);
      expect(report.files.flatMap(findingsOf).at(-1)).toMatchObject({
        severity: "warning",
        message: "It cannot be read: permission denied",
      });
    });

    test("holds no machine that is known", async () => {
      await expect(closed({})).rejects.toMatchObject({
        message: "There is no state machine in this folder",
        hint: "secret: It cannot be read: permission denied.",
      });
    });
  });

  describe("a machine of the config", () => {
    const config = (machine: string, definition: string): string => `machines:\n  ${machine}:\n    definition: ${definition}\n`;
    const entry = (name: string): string =>
      `  ${name}:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: { StartAt: Pay, States: { Pay: { Type: Succeed } } }\n`;
    const template = `Transform: AWS::Serverless-2016-10-31\nResources:\n${entry("OrderSaga")}${entry("RefundSaga")}`;
    const held = 'What is said of "order" holds for nothing:';

    test.each([
      {
        name: "whose definition is not there",
        text: config("order", "paymnt.asl.yaml"),
        want: [`saga.config.yaml:3:17 ${held} paymnt.asl.yaml does not exist. Did you mean payment.asl.yaml?`],
      },
      {
        name: "that its template does not hold",
        text: config("order", "template.yaml"),
        want: [`saga.config.yaml:3:17 ${held} template.yaml has no machine of that name. Did you mean "OrderSaga"?`],
      },
      { name: "that its template holds", text: config("RefundSaga", "template.yaml"), want: [] },
      { name: "that has a definition of its own", text: config("order", "payment.asl.yaml"), want: [] },
      { name: "that is only deployed", text: "machines:\n  order: { saga: true }\n", want: [] },
      { name: "whose rule is off", text: `${config("order", "gone.yaml")}lint: { rules: { saga/declaration: off } }\n`, want: [] },
    ])("$name", async ({ text, want }) => {
      const files = { "/shop/payment.asl.yaml": GOOD, "/shop/template.yaml": template, "/shop/saga.config.yaml": text };
      const report = await lint(files);
      expect(
        report.files.flatMap(findingsOf).map(({ location, message, hint = "" }) => {
          return `${location.file}:${location.line}:${location.column} ${message}. ${hint}`;
        }),
      ).toEqual(want);
    });
  });

  test.each([
    { name: "a path that is missing", paths: ["paiment.asl.yaml"], want: /paiment\.asl\.yaml does not exist/ },
    { name: "a file without a machine, alone", paths: ["package.json"], want: /package\.json holds no state machine/ },
  ])("$name is a mistake", async ({ paths, want }) => {
    await expect(lint(contents, { paths })).rejects.toThrow(want);
  });

  test("to whom names a file of Terraform's without a machine, its folder is named", async () => {
    const error = await lint({ "/shop/variables.tf": 'variable "stage" {}\n' }, { paths: ["variables.tf"] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ message: "variables.tf holds no state machine", hint: /folder/ });
  });

  test("a folder without a machine is a mistake", async () => {
    await expect(lint({ "/shop/package.json": "{}" })).rejects.toThrow("There is no state machine in this folder");
  });
});

describe("a definition that another file refers to", () => {
  const GOOD_JSON = '{ "StartAt": "Pay", "States": { "Pay": { "Type": "Succeed" } } }';
  const resource = (name: string, definition: string): string =>
    `resource "aws_sfn_state_machine" "${name}" { definition = ${definition} }\n`;

  test.each([
    {
      name: "is linted with the template that names it",
      contents: {
        "/shop/template.yaml":
          "Resources: { Order: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: order.asl.json } } }",
        "/shop/order.asl.json": GOOD_JSON,
      },
      want: ["template.yaml Order"],
    },
    {
      name: "is linted where a module is used, and not once more in the module",
      contents: {
        "/shop/main.tf": `module "order" {\n  source = "./saga"\n}\n${resource("refund", `jsonencode(${GOOD_JSON})`)}`,
        "/shop/saga/main.tf": resource("saga", 'file("${path.module}/order.json")'),
        "/shop/saga/order.json": GOOD_JSON,
      },
      want: ["main.tf order", "main.tf refund"],
    },
    {
      name: "is linted where it is used, and others of its file by themselves",
      contents: {
        "/shop/main.tf": resource("refund", "local.refund"),
        "/shop/names.tf": `locals {\n  refund = jsonencode(${GOOD_JSON})\n}\n${resource("order", `jsonencode(${GOOD_JSON})`)}`,
      },
      want: ["main.tf refund", "names.tf order"],
    },
    {
      name: "is linted where it is used, and not once more in the file that it stands in",
      contents: {
        "/shop/main.tf": resource("order", "local.order"),
        "/shop/names.tf": `locals {\n  order = jsonencode(${GOOD_JSON})\n  order_definition = null\n}\n`,
      },
      want: ["main.tf order"],
    },
    {
      name: "is linted once where several files lead to it in the same way",
      contents: {
        "/shop/dev/main.tf": 'module "order" {\n  source = "../saga"\n  stage  = "dev"\n}\n',
        "/shop/live/main.tf": 'module "order" {\n  source = "../saga"\n  stage  = "live"\n}\n',
        "/shop/test/main.tf": 'module "order" {\n  source = "../saga"\n  stage  = null\n}\n',
        "/shop/saga/main.tf": resource("saga", `jsonencode(${GOOD_JSON.replace("Pay", '${var.stage == "live" ? "Pay" : "Pay"}')})`),
      },
      want: ["dev/main.tf order"],
    },
    {
      name: "is linted where each file leads to something else in it",
      contents: {
        "/shop/dev/main.tf": 'module "order" {\n  source = "../saga"\n  start  = "Charge"\n}\n',
        "/shop/live/main.tf": 'module "order" {\n  source = "../saga"\n  start  = "Pay"\n}\n',
        "/shop/saga/main.tf": resource("saga", `jsonencode(${GOOD_JSON.replace('"Pay"', "var.start")})`),
      },
      want: ["dev/main.tf order", "live/main.tf order"],
    },
    {
      name: "is linted where a module of no known name is given it",
      contents: { "/shop/main.tf": `module "order" {\n  source = "acme/workflow/aws"\n  sfn_definition = jsonencode(${GOOD_JSON})\n}\n` },
      want: ["main.tf order"],
    },
  ])("$name", async ({ contents, want }) => {
    const { files } = await lint(contents);
    expect(files.flatMap(({ file, machines }) => machines.map(({ machine }) => `${file} ${machine}`))).toEqual(want);
  });
});

describe("the config", () => {
  test("names the machine, gives it type, substitutions and declarations", async () => {
    const config = "machines: { payments: { definition: payment.asl.yaml, saga: false } }";
    const report = await lint({ "/shop/payment.asl.yaml": paymentSaga(), "/shop/saga.config.yaml": config });
    expect(report.files[0]?.machines).toMatchObject([{ machine: "payments", saga: false }]);
  });

  test("is where a declaration stands that names no state", async () => {
    const config = `machines:
  payments:
    definition: payment.asl.yaml
    steps:
      ProcesPayment: { pivot: true }
      ProcessPayment: { compensations: [ProcessRefund, Refnd] }
`;
    const report = await lint({ "/shop/payment.asl.yaml": GOOD, "/shop/saga.config.yaml": config });
    const places = report.files
      .flatMap(findingsOf)
      .map(({ location: { file, line, column }, message }) => `${file}:${line}:${column} ${message}`);
    expect(places).toEqual([
      'saga.config.yaml:5:7 steps names "ProcesPayment", which is not a state of this machine',
      'saga.config.yaml:6:56 steps.ProcessPayment.compensations names "Refnd", which is not a state of this machine',
    ]);
  });

  test.each([
    {
      name: "that a template takes its machine from",
      contents: {
        "/shop/template.yaml":
          "Resources: { Payment: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: payment.asl.yaml, Type: EXPRESS } } }",
        "/shop/payment.asl.yaml": paymentSaga(),
      },
      config: "machines: { payments: { definition: payment.asl.yaml, saga: false } }",
      want: ["template.yaml payments false"],
    },
    {
      name: "of a module that others call",
      contents: {
        "/shop/live/main.tf": 'module "payment" {\n  source = "../saga"\n}\n',
        "/shop/saga/main.tf": 'resource "aws_sfn_state_machine" "saga" {\n  definition = yamldecode(file("payment.yaml"))\n}\n',
        "/shop/saga/payment.yaml": paymentSaga(),
      },
      config: "machines: { payments: { definition: saga/main.tf, saga: false } }",
      want: ["live/main.tf payments false"],
    },
    {
      name: "that several machines of a template share, each by its name",
      contents: {
        "/shop/template.yaml": `Resources:
  Eu: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: payment.asl.yaml } }
  Us: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: payment.asl.yaml } }
`,
        "/shop/payment.asl.yaml": paymentSaga(),
      },
      config: "machines: { Eu: { definition: payment.asl.yaml, saga: false }, payments: { definition: payment.asl.yaml } }",
      want: ["template.yaml Eu false", "template.yaml Us true"],
    },
    {
      name: "that makes a machine of a local of the file that is named",
      contents: {
        "/shop/main.tf": 'resource "aws_sfn_state_machine" "payment" {\n  definition = local.payment\n}\n',
        "/shop/locals.tf": `locals {\n  payment = yamldecode(<<EOF\n${paymentSaga()}EOF\n)\n}\n`,
      },
      paths: ["locals.tf"],
      config: "machines: { payments: { definition: main.tf, saga: false } }",
      want: ["locals.tf payments false"],
    },
  ])("speaks of a file $name", async ({ contents, paths = [], config, want }) => {
    const { files } = await lint({ ...contents, "/shop/saga.config.yaml": config }, { paths });
    expect(files.flatMap(({ file, machines }) => machines.map(({ machine, saga }) => `${file} ${machine} ${saga}`))).toEqual(want);
  });

  test("makes several machines of one definition", async () => {
    const config = "machines: { eu: { definition: payment.asl.yaml }, us: { definition: payment.asl.yaml } }";
    const report = await lint({ "/shop/payment.asl.yaml": paymentSaga(), "/shop/saga.config.yaml": config });
    expect(shown(report)).toEqual(["eu", "us"].map((machine) => `payment.asl.yaml:15 ${machine} compensation-no-retry`));
    expect(shown(await lint({ "/shop/payment.asl.yaml": paymentSaga(), "/shop/saga.config.yaml": config }, { machine: "us" }))).toEqual([
      "payment.asl.yaml:15 us compensation-no-retry",
    ]);
  });

  test("holds for the files below its folder", async () => {
    const report = await lint({
      "/shop/payment.asl.yaml": paymentSaga(),
      "/shop/old/refund.asl.yaml": paymentSaga(),
      "/shop/old/saga.config.yaml": "machines: { refund: { definition: refund.asl.yaml, saga: false } }",
    });
    expect(shown(report)).toEqual(["payment.asl.yaml:15 payment compensation-no-retry"]);
  });

  test("that gives a level to what is no rule is a mistake", async () => {
    const contents = { "/shop/payment.asl.yaml": paymentSaga(), "/shop/saga.config.yaml": "lint: { rules: { no-timeouts: off } }" };
    await expect(lint(contents)).rejects.toThrow('saga.config.yaml: lint.rules names "no-timeouts", and there is no such rule');
  });

  test("a machine that is asked for and not there is a mistake", async () => {
    await expect(lint({ "/shop/payment.asl.yaml": paymentSaga() }, { machine: "paymnt" })).rejects.toMatchObject({
      message: 'There is no machine "paymnt" in what is linted',
      hint: 'Did you mean "payment"?',
    });
  });
});

describe("a baseline", () => {
  const contents = { "/shop/payment.asl.yaml": paymentSaga(), "/shop/refund.asl.yaml": paymentSaga() };
  const files = memoryFiles(contents);
  const request = { paths: [], levels: LEVELS, baseline: "quality/baseline.json" };

  test("is written with the findings of today, which then are accepted wherever their lines go", async () => {
    const written = await lintFiles(files, "/shop", { ...request, updateBaseline: true });
    expect({ shown: shown(written), baselines: written.baselines }).toEqual({
      shown: [],
      baselines: [{ file: "quality/baseline.json", accepted: 2, gone: 0, added: 2, written: true }],
    });
    files.write("/shop/payment.asl.yaml", `# One\n# two\n${paymentSaga()}`);
    const later = await lintFiles(files, "/shop", request);
    expect({ shown: shown(later), summary: later.summary, baselines: later.baselines }).toEqual({
      shown: [],
      summary: { errors: 0, warnings: 0, infos: 0, machines: 2 },
      baselines: [{ file: "quality/baseline.json", accepted: 2, gone: 0, added: 0, written: false }],
    });
  });

  test("says what is gone, and forgets it when it is written anew; what was not linted stays", async () => {
    files.write("/shop/payment.asl.yaml", GOOD);
    const report = await lintFiles(files, "/shop", request);
    expect(report.baselines).toEqual([{ file: "quality/baseline.json", accepted: 1, gone: 1, added: 0, written: false }]);
    await lintFiles(files, "/shop", { ...request, paths: ["payment.asl.yaml"], updateBaseline: true });
    expect(JSON.parse(files.read("/shop/quality/baseline.json") ?? "")).toMatchObject({ findings: [{ file: "../refund.asl.yaml" }] });
  });

  test("of the config is heeded, unless the person does not want one", async () => {
    files.write("/shop/saga.config.yaml", "lint: { baseline: quality/baseline.json }");
    const plain = { paths: [], levels: LEVELS };
    expect(shown(await lintFiles(files, "/shop", plain))).toEqual([]);
    expect(shown(await lintFiles(files, "/shop", { ...plain, baseline: false }))).toEqual([
      "refund.asl.yaml:15 refund compensation-no-retry",
    ]);
  });

  test.each([
    { name: "is missing", more: { baseline: "other.json" }, want: "The baseline other.json does not exist" },
    {
      name: "is to be written and nothing names it",
      more: { updateBaseline: true },
      want: "Nothing says which file --update-baseline is to write",
    },
  ])("that $name is a mistake", async ({ more, want }) => {
    await expect(lint(contents, more)).rejects.toThrow(want);
  });
});
