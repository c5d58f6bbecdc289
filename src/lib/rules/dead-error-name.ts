import { errorMentions } from "./error-mentions.ts";
import { deadReason } from "./raised-names.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A name in a Retry or Catch that no error ever has: see docs/rules/dead-error-name.md. */
export const deadErrorName: Rule = {
  id: "dead-error-name",
  severity: "warning",
  check({ machine }: Subject): readonly Finding[] {
    const found: Finding[] = [];
    for (const { state, field, name } of errorMentions(machine)) {
      const dead = deadReason(state, name.value);
      if (dead === null) continue;
      const message = `The ${field} of "${state.name}" names ${name.value}: ${dead.why}`;
      found.push({ message, state: state.name, span: name.span, hint: dead.mend });
    }
    return found;
  },
};
