import { shadowedEntries } from "../asl/shadowed-entries.ts";
import type { ErrorMention } from "./error-mentions.ts";
import { errorMentions } from "./error-mentions.ts";
import { listed } from "./listed.ts";
import type { DeadName } from "./raised-names.ts";
import { deadReason } from "./raised-names.ts";
import type { Finding, Rule, Subject } from "./rule.ts";
import { namedErrors } from "./uncaught-errors.ts";

/** A name in a Retry or Catch that no error ever has, or that no error comes to: see docs/rules/dead-error-name.md. */
export const deadErrorName: Rule = {
  id: "dead-error-name",
  severity: "warning",
  check({ machine }: Subject): readonly Finding[] {
    const found: Finding[] = [];
    for (const mention of errorMentions(machine)) {
      const { state, field, name } = mention;
      const dead = deadReason(state, name.value);
      const names = dead === null ? namedErrors([mention.entry]) : name.value;
      const reason = dead ?? shadowReason(mention);
      if (reason === null) continue;
      const message = `The ${field} of "${state.name}" names ${names}: ${reason.why}`;
      found.push({ message, state: state.name, span: name.span, hint: reason.mend });
    }
    return found;
  },
};

/** Why no error comes to an entry, told at the first of its names. */
function shadowReason({ state, field, entry, name }: ErrorMention): DeadName | null {
  if (!("catch" in state) || entry.errorEquals[0] !== name) return null;
  const takers = shadowedEntries(field === "Retry" ? state.retry : state.catch).get(entry);
  if (takers === undefined) return null;
  const isSame = entry.errorEquals.every(({ value }) => takers.includes(value));
  return {
    why: `no error comes to this entry, since one before it takes ${listed(takers)}`,
    mend: isSame ? "Keep one of the two." : `Put it before the entry for ${listed(takers)}.`,
  };
}
