import type { MachineConfig } from "../../config/config.ts";
import type { SagaDeclarations } from "../../saga/model.ts";

/** What the config declares of a machine's saga; nothing where it does not know the machine. */
export function declarationsOf(settings: MachineConfig | undefined): SagaDeclarations {
  if (settings === undefined) return { steps: {} };
  const { saga, key, rollbackMaySucceed, steps } = settings;
  return {
    steps,
    ...(saga === undefined ? {} : { saga }),
    ...(key === undefined ? {} : { key }),
    ...(rollbackMaySucceed === undefined ? {} : { rollbackMaySucceed }),
  };
}
