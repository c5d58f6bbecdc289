import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { DeployOptions } from "./deploy-action.ts";
import { addEndpointOptions } from "./endpoint-options.ts";
import type { Io } from "./io.ts";
import { commaList, namedValues, oneOf, wholeNumber } from "./option-values.ts";

/** `saga-cli deploy`: a definition becomes a state machine. */
export function addDeployCommand(program: Command, io: Io, done: (exitCode: number) => void): void {
  const command = program
    .command("deploy")
    .summary("create or update a state machine, show what changes, and route an alias to it step by step")
    .description(
      "Creates the state machine of a definition, or updates the one of that name, after showing what changes. Publishes a version and leads an alias to it in steps, back again where an execution of the new version is not committed or compensated.",
    )
    .argument("<target>", "DEF: a definition file in any carrier, or a folder with a saga.config.yaml; or NAME: a machine of the config")
    .option("--machine <name>", "which machine, where the file or folder holds several")
    .option("--name <name>", "its name at the endpoint (default: the machine's)")
    .option("--config <file>", "the saga.config.yaml to use (default: the nearest one, upwards)")
    .option("--substitution <name=value>", "a value for ${name} in the definition; may be repeated", namedValues)
    .option("--stack <name>", "a CloudFormation stack whose resources, parameters and outputs give values to tokens")
    .option(
      "--type <type>",
      "STANDARD or EXPRESS (default: the config's, the template's, that which is deployed)",
      oneOf(["STANDARD", "EXPRESS"]),
    )
    .option("--role-arn <arn>", "role that AWS runs it with (default: the config's, that which is deployed)")
    .option("--log-level <level>", "what goes to CloudWatch Logs: OFF, ALL, ERROR or FATAL", oneOf(["OFF", "ALL", "ERROR", "FATAL"]))
    .option("--log-group <arn>", "log group that it goes to")
    .option("--log-data", "log inputs and outputs, too")
    .option("--no-log-data", "log no inputs and outputs")
    .option("--tracing", "trace executions with AWS X-Ray")
    .option("--no-tracing", "trace none")
    .option("--tag <key=value>", "a tag to set; may be repeated; other tags stay", namedValues)
    .option("--no-lint", "deploy in spite of lint errors")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--exit-code", "with --dry-run: exit 1 where something would change")
    .option("--publish", "publish a version")
    .option("--version-description <text>", "what the version is said to be")
    .option("--alias <name>", "publish a version, and lead this alias to it")
    .option("--steps <list>", "the version's shares of the alias in percent, one after the other", percentages, [100])
    .option(
      "--wait <seconds>",
      "how long each share stands while its executions are verified (default: 60 with --steps, else 0)",
      wholeNumber,
    )
    .option("--verify-input <json>", "first run the version with this input, and go on only where the verdict is good: JSON, @FILE, or -")
    .option("--format <format>", "text or json", oneOf(["text", "json"]), "text")
    .option("--target <where>", "aws (the default) or local (http://127.0.0.1:8083)", oneOf(["aws", "local"]));
  addEndpointOptions(command)
    .option("--yes", "deploy outside this machine without being asked")
    .addHelpText("after", EXAMPLES)
    .action(async (target: string, options: DeployOptions) => {
      const { deployAction } = await import("./deploy-action.ts");
      const areStepsGiven = command.getOptionValueSource("steps") === "cli";
      done(await deployAction(target, { ...options, wait: options.wait ?? (areStepsGiven ? 60 : 0) }, io));
    });
}

/** `10,50,100`: growing shares. */
function percentages(text: string): readonly number[] {
  const steps = commaList(text).map(Number);
  const isGrowing = steps.every((step, index) => Number.isInteger(step) && step <= 100 && step > (steps[index - 1] ?? 0));
  if (steps.length > 0 && isGrowing) return steps;
  throw new InvalidArgumentError("It must be growing whole numbers from 1 to 100, with commas.");
}

const EXAMPLES = `
Examples:
  saga-cli deploy order --dry-run
  saga-cli deploy template.yaml --machine OrderSaga --stack shop --role-arn arn:aws:iam::123456789012:role/order
  saga-cli deploy order --alias live --steps 10,50,100 --wait 120 --verify-input @inputs/order.json

Exit codes:
  0    it is deployed, or would be
  1    lint errors; an execution of the new version is bad; changes, with --dry-run --exit-code
  2    the command line, the definition or the config cannot be used, or a token has no value
  3    the endpoint refuses or cannot be reached
  130  interrupted, after saying what was done`;
