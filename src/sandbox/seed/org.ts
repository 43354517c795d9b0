/** The demo org, Harbor Outfitters, written from a seed. */

import type { OrgState } from "../state.ts";
import { installAgents } from "./agents.ts";
import { connectApps } from "./apps.ts";
import { liveEveryday } from "./everyday.ts";
import { formGroups } from "./groups.ts";
import { keepHouse } from "./housekeeping.ts";
import { castPeople } from "./people.ts";
import { writePolicies } from "./policies.ts";
import { Stage } from "./stage.ts";
import { STORIES } from "./stories/index.ts";
import { HOUR } from "./time.ts";
import { drawZones } from "./zones.ts";

/** A session that has seen no request for this long is over. */
const SESSION_LIFETIME = 12 * HOUR;

/**
 * Writes the org as it stands at `now`: people, groups, apps, policies, zones and 30 days of System Log, in which
 * ordinary days surround the stories that an investigation can find. The same `seed` and `now` give the same org,
 * and ids depend on the seed alone.
 */
export function seedOrg(seed: number, now: Date): OrgState {
  const stage = new Stage(seed, now.getTime());
  castPeople(stage);
  formGroups(stage);
  drawZones(stage);
  writePolicies(stage);
  connectApps(stage);
  installAgents(stage);
  for (const tell of STORIES) tell(stage);
  liveEveryday(stage);
  keepHouse(stage);
  stage.state.events = stage.log.sorted();
  rememberSignIns(stage);
  return stage.state;
}

/** What the records keep of the log: the last sign-in, and the sessions still open. */
function rememberSignIns({ now, state }: Stage): void {
  for (const { eventType, outcome, actor, target, published, authenticationContext } of state.events) {
    if (eventType === "user.session.start" && outcome?.result === "SUCCESS") {
      const user = state.users.get(actor.id);
      if (!user) continue;
      const createdAt = published.slice(0, 19) + ".000Z";
      user.lastLogin = createdAt;
      if (Date.parse(published) > now - SESSION_LIFETIME) {
        user.sessions.push({ id: String(authenticationContext.externalSessionId), createdAt });
      }
    } else if (eventType === "user.session.clear") {
      const user = state.users.get(target?.[0]?.id ?? "");
      if (user) user.sessions = [];
    } else if (eventType === "user.session.end") {
      const user = state.users.get(actor.id);
      if (user) user.sessions = user.sessions.filter(({ id }) => id !== authenticationContext.externalSessionId);
    }
  }
}
