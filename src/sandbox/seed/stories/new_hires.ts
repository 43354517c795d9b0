import { automation, createUser, joinByRule } from "../admin.ts";
import type { Stage } from "../stage.ts";
import { DAY, SECOND } from "../time.ts";

const STARTING: Record<string, { inDays: number; group: string }> = {
  "hanna.virtanen": { inDays: 6, group: "Retail" },
  "luca.ferreira": { inDays: 6, group: "Operations" },
  "amara.diallo": { inDays: 8, group: "Marketing" },
};

/** Three people start next week. The Workday sync has created them; nobody has activated them yet. */
export function tellNewHires(stage: Stage): void {
  for (const [key, { inDays, group }] of Object.entries(STARTING)) {
    const persona = stage.person(key);
    const { user } = persona;
    persona.everydayUntil = 0;
    user.status = "STAGED";
    user.activated = null;
    user.statusChanged = null;
    user.passwordChanged = null;
    user.lastUpdated = user.created;
    user.profile.startDate = new Date(stage.now + inDays * DAY).toISOString().slice(0, 10);
    delete user.credentials.password;
    const created = Date.parse(user.created);
    createUser(stage, automation(stage), created, user);
    joinByRule(stage, created + 5 * SECOND, user, stage.group(group));
  }
}
