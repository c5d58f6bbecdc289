import { expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "../machine-of.ts";

/** A task that calls the service's action on the thing of that name. */
function acts(action: string, name: string, next?: string, caught?: string): object {
  return task(next, caught, { Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters: { Name: name } });
}

const DELETE = "ssm:deleteParameter";

it.each([
  {
    name: "asks what another asks beside it, of something like it",
    rest: { DeleteVaultKey: acts(DELETE, "key", "DeleteVaultRoot"), DeleteVaultRoot: acts(DELETE, "root", "Failed") },
    want: ["DeleteVaultCertificate", "DeleteVaultKey", "DeleteVaultRoot"],
  },
  {
    name: "asks another action of the service",
    rest: { DeleteVaultKey: acts("ssm:deleteDocument", "key", "Failed") },
    want: ["DeleteVaultCertificate"],
  },
  {
    name: "is about something else",
    rest: { DeleteVaultKey: acts(DELETE, "key", "DeleteOrder"), DeleteOrder: acts(DELETE, "order", "Failed") },
    want: ["DeleteVaultCertificate", "DeleteVaultKey"],
  },
  {
    name: "runs after another failure, too",
    rest: { DeleteVaultKey: acts(DELETE, "key", "Failed") },
    registered: "DeleteVaultKey",
    want: ["DeleteVaultCertificate"],
  },
])("what undoes and names no step $name", ({ rest, registered = "DeleteVaultCertificate", want }) => {
  const states = {
    CreateCertificate: task("RegisterDevice", "Failed"),
    RegisterDevice: task("OpenPort", registered),
    OpenPort: task(undefined, "DeleteVaultCertificate"),
    DeleteVaultCertificate: acts(DELETE, "certificate", "DeleteVaultKey"),
    ...rest,
    Failed: { Type: "Fail" },
  };
  const { steps } = buildModel("device", machineOf({ StartAt: "CreateCertificate", States: states }), { steps: {} }).model;
  expect(steps.get("CreateCertificate")?.compensations).toEqual(want);
});
