import type { FileFindings } from "./lint-file.ts";

/**
 * Leaves out what several files lead to, but for one of them: a definition that another file refers to is linted there,
 * where its type and its tokens are known; and of several files that refer to it, the first speaks for those in which it earns the same.
 */
export function lintedOnce(results: readonly FileFindings[]): readonly FileFindings[] {
  const elsewhere = new Set(
    results.flatMap(({ linted, places }) =>
      places.flatMap(({ place, files }) => files.filter((file) => file !== linted.file).map((file) => `${file} ${place}`)),
    ),
  );
  const referred = new Set(results.flatMap(({ linted, sources }) => sources.filter((file) => file !== linted.file)));
  const shared = sharedPlaces(results);
  const said = new Set<string>();
  const isNew = (result: FileFindings, index: number): boolean => {
    if (!shared.has(result.places[index]?.place)) return true;
    const verdict = verdictOf(result, index);
    const isSaid = said.has(verdict);
    said.add(verdict);
    return !isSaid;
  };
  const isOwn = (result: FileFindings, index: number): boolean => !elsewhere.has(`${result.linted.file} ${result.places[index]?.place}`);
  return results.flatMap((result) => {
    const { file, findings, machines } = result.linted;
    const own = machines.filter((_, index) => isOwn(result, index) && isNew(result, index));
    const isEmpty = own.length === 0 && findings.length === 0;
    const isLeftOut = own.length === 0 && (referred.has(file) || (isEmpty && machines.length > 0));
    return isLeftOut ? [] : [{ ...result, linted: { ...result.linted, machines: own } }];
  });
}

/** Where more than one machine stands: only there two can be the same. */
function sharedPlaces(results: readonly FileFindings[]): ReadonlySet<string | undefined> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const { place } of results.flatMap(({ places }) => places)) {
    if (seen.has(place)) shared.add(place);
    seen.add(place);
  }
  return shared;
}

/** Where a machine stands and everything that it earns. */
function verdictOf({ linted, places }: FileFindings, index: number): string {
  const { machine, saga, findings, coverage } = linted.machines[index] ?? {};
  return JSON.stringify([
    places[index]?.place,
    machine,
    saga,
    coverage,
    findings?.map(({ rule, severity, message, location, path }) => [rule, severity, message, location, path]),
  ]);
}
