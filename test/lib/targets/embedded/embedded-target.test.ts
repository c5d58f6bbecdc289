import { seededRng } from "../../../../src/lib/base/ports.ts";
import { embeddedTarget } from "../../../../src/lib/targets/embedded/embedded-target.ts";
import { serviceEnvelope } from "../../../../src/lib/tasks/service-envelope.ts";
import { targetContract } from "../target-contract.ts";

targetContract("the embedded target", async (lambda) => ({
  target: embeddedTarget({ answer: () => lambda, envelope: serviceEnvelope, rng: seededRng(1), startTime: Date.UTC(2026, 0, 1) }),
  leftovers: () => Promise.resolve([]),
  close: () => Promise.resolve(),
}));
