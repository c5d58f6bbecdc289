import type { StoredMachine, Version } from "./state-machine.ts";

/** Publishes a machine's present revision; one that is published already gives the version it has. */
export function publish(stored: StoredMachine, description: string | undefined, now: number): Version {
  const { revision, versions } = stored;
  const last = versions.get(stored.nextVersion - 1);
  if (last?.revision === revision) return last;
  const version: Version = {
    number: stored.nextVersion,
    arn: `${stored.arn}:${stored.nextVersion}`,
    revision,
    description,
    createdAt: now,
  };
  versions.set(version.number, version);
  stored.nextVersion += 1;
  return version;
}
