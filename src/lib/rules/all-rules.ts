import { callbackNoTimeout } from "./callback-no-timeout.ts";
import { catchNotAll } from "./catch-not-all.ts";
import { catchOverwritesInput } from "./catch-overwrites-input.ts";
import { choiceNoDefault } from "./choice-no-default.ts";
import { compensationCatchNotAll } from "./compensation-catch-not-all.ts";
import { compensationCycle } from "./compensation-cycle.ts";
import { compensationFailureSilent } from "./compensation-failure-silent.ts";
import { compensationFailureSkipsRest } from "./compensation-failure-skips-rest.ts";
import { compensationMissingData } from "./compensation-missing-data.ts";
import { compensationNoCatch } from "./compensation-no-catch.ts";
import { compensationNoRetry } from "./compensation-no-retry.ts";
import { compensationNoop } from "./compensation-noop.ts";
import { compensationOfUnexecuted } from "./compensation-of-unexecuted.ts";
import { compensationOrder } from "./compensation-order.ts";
import { compensationParallel } from "./compensation-parallel.ts";
import { compensationRetryNarrow } from "./compensation-retry-narrow.ts";
import { compensationUnreachable } from "./compensation-unreachable.ts";
import { deadErrorName } from "./dead-error-name.ts";
import { executionTimeout } from "./execution-timeout.ts";
import { expressSaga } from "./express-saga.ts";
import { failureMasked } from "./failure-masked.ts";
import { missingCatch } from "./missing-catch.ts";
import { missingCompensation } from "./missing-compensation.ts";
import { nestedSagaAbort } from "./nested-saga-abort.ts";
import { noCompensator } from "./no-compensator.ts";
import { noTimeout } from "./no-timeout.ts";
import { noTransientRetry } from "./no-transient-retry.ts";
import { ownCompensationSkipped } from "./own-compensation-skipped.ts";
import { parallelAbortRace } from "./parallel-abort-race.ts";
import { parallelPartialCompensation } from "./parallel-partial-compensation.ts";
import { pivotNoRetry } from "./pivot-no-retry.ts";
import { resultOverwritesInput } from "./result-overwrites-input.ts";
import { retryNonIdempotent } from "./retry-non-idempotent.ts";
import { retryUncatchable } from "./retry-uncatchable.ts";
import { syncNoTimeout } from "./sync-no-timeout.ts";
import { uncaughtNotification } from "./uncaught-notification.ts";
import { unknownEffectUnhandled } from "./unknown-effect-unhandled.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by id in the order of the alphabet. A new one is an import and a line here. */
export const allRules: readonly Rule[] = [
  callbackNoTimeout,
  catchNotAll,
  catchOverwritesInput,
  choiceNoDefault,
  compensationCatchNotAll,
  compensationCycle,
  compensationFailureSilent,
  compensationFailureSkipsRest,
  compensationMissingData,
  compensationNoCatch,
  compensationNoRetry,
  compensationNoop,
  compensationOfUnexecuted,
  compensationOrder,
  compensationParallel,
  compensationRetryNarrow,
  compensationUnreachable,
  deadErrorName,
  executionTimeout,
  expressSaga,
  failureMasked,
  missingCatch,
  missingCompensation,
  nestedSagaAbort,
  noCompensator,
  noTimeout,
  noTransientRetry,
  ownCompensationSkipped,
  parallelAbortRace,
  parallelPartialCompensation,
  pivotNoRetry,
  resultOverwritesInput,
  retryNonIdempotent,
  retryUncatchable,
  syncNoTimeout,
  uncaughtNotification,
  unknownEffectUnhandled,
];
