import type { Factor } from "../okta/factors.ts";
import type { Case } from "./case.ts";
import { callFor, directoryOf } from "./describe.ts";
import { timeOf } from "./facts.ts";
import type { Step } from "./findings.ts";
import { code, listed, own, type Words, words } from "./words.ts";

/** What shuts an intruder out, in one call, and what people must do beside it. */
export function secureSteps(opened: Case): Step[] {
  const { user } = opened;
  const tell: Step = { what: own("tell the security team; check with the person by phone, not by mail") };
  const strange = factorsOfStrangers(opened);
  const parts: Words[] = strange.length === 0 ? [] : [
    words`remove what was enrolled since the first strange sign-in: ${listed(strange.map(nameOf), 4)}`,
  ];
  const factors = strange.length === 0 ? {} : { factors: strange.map(({ id }) => id) };
  if (user.status === "SUSPENDED" || user.status === "DEPROVISIONED") {
    const keep: Step = { what: words`leave the account as it is: status ${code(user.status)} keeps everybody out` };
    const [part] = parts;
    return [
      keep,
      ...(part === undefined
        ? []
        : [{ what: part, call: callFor(user, "secure_user_account", { steps: ["reset_factors"], ...factors }) }]),
      tell,
    ];
  }
  const directory = directoryOf(user);
  const ownPassword = directory === undefined;
  const secure: Step = {
    what: words`end every session and token${ownPassword ? own(", replace the password") : own("")}${
      parts[0] === undefined ? own("") : words`, ${parts[0]}`
    }`,
    call: callFor(user, "secure_user_account", {
      steps: ownPassword ? ["end_sessions", "reset_password"] : ["end_sessions"],
      ...factors,
    }),
  };
  return [
    secure,
    ...(directory === undefined ? [] : [{ what: words`have the password replaced in ${directory}, which keeps it` }]),
    tell,
  ];
}

/** The factors enrolled since the first sign-in that was probably not the person's. */
function factorsOfStrangers(opened: Case): Factor[] {
  const first = opened.suspectSignIns[0];
  if (first === undefined) return [];
  const since = timeOf(first) - 1_000; // a factor's record keeps whole seconds
  return (opened.factors ?? []).filter(({ created }) => created !== null && Date.parse(created) >= since);
}

function nameOf({ factorType, device }: Factor): Words {
  return device === null ? words`${factorType}` : words`${factorType} (${device})`;
}
