import { openSfnClient } from "../../../../src/lib/targets/endpoint/sfn-client.ts";
import { remoteTarget } from "../../../../src/lib/targets/remote/remote-target.ts";
import { serviceEnvelope } from "../../../../src/lib/tasks/service-envelope.ts";
import { ROLE, startLocalApi } from "../../server/local-api.ts";
import { targetContract } from "../target-contract.ts";

targetContract("an endpoint of the API", async (lambda) => {
  const api = await startLocalApi({ tasks: (request) => (request.integration.kind === "activity" ? undefined : lambda(request)) });
  const client = await openSfnClient({ url: api.endpoint, region: "us-east-1", profile: undefined }, { env: {} });
  const target = remoteTarget({
    client,
    type: "STANDARD",
    roleArn: ROLE,
    runId: "run1",
    envelope: serviceEnvelope,
    onNotice: (notice) => {
      throw new Error(JSON.stringify(notice));
    },
  });
  return {
    target,
    async leftovers() {
      const { stateMachines } = await api.call("ListStateMachines");
      const { activities } = await api.call("ListActivities");
      return [...stateMachines, ...activities].map(({ name }) => name as string);
    },
    close: () => Promise.resolve(client.close()),
  };
});
