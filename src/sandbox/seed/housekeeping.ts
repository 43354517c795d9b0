/** What happens in any org while nobody looks: imports, token grants, provisioning, and the admins' daily work. */

import { act, adminRequest, atConsole, automation, joinByRule } from "./admin.ts";
import { appEntity, assignmentEntities, displayName, groupEntity, ruleEntities, userEntity } from "./events.ts";
import type { Entity } from "./events.ts";
import { LOG_DAYS } from "./everyday.ts";
import { APP_ADMIN_GRANTED_DAYS_AGO, ROLE_LABELS } from "./groups.ts";
import { COUNTRY_RULE_DAYS_AGO, CUSTOMER_DATA, DEVICE_RULE_DAYS_AGO, OUTSIDE_COUNTRIES } from "./policies.ts";
import type { Stage } from "./stage.ts";
import { DAY, HOUR, localMidnight, MINUTE, recordTime, SECOND } from "./time.ts";

export function keepHouse(stage: Stage): void {
  for (let day = LOG_DAYS - 1; day >= 0; day--) {
    const midnight = localMidnight(stage.now, 0) - day * DAY;
    importDirectory(stage, midnight + 3 * HOUR);
    exportStock(stage, midnight + 4 * HOUR);
    retryProvisioning(stage, midnight + 5 * HOUR, day);
    visitConsole(stage, midnight + 14 * HOUR, day);
  }
  welcomeNewcomer(stage);
  changePolicies(stage);
  changeApps(stage);
  grantRole(stage);
}

function importDirectory(stage: Stage, at: number): void {
  const request = stage.log.request("");
  const targets = [groupEntity(stage.group("Warehouse Staff"))];
  stage.log.add({ at, type: "system.import.start", by: stage.okta, request, targets });
  stage.log.add({
    at: at + 95 * SECOND,
    type: "system.import.complete",
    by: stage.okta,
    request,
    targets,
    debug: { usersScanned: "7", usersAdded: "0", usersUpdated: "0", usersRemoved: "0" },
  });
}

function exportStock(stage: Stage, at: number): void {
  const app = stage.app("Nightly Stock Export");
  const actor: Entity = {
    id: app.id,
    type: "PublicClientApp",
    alternateId: app.id,
    displayName: app.label,
    detailEntry: null,
  };
  stage.log.add({
    at,
    type: "app.oauth2.token.grant.access_token",
    by: { actor, origin: stage.person("svc-backup").home },
    request: stage.log.request("/oauth2/v1/token"),
    targets: [appEntity(app)],
    debug: { grantType: "client_credentials", requestedScopes: "stock.read" },
  });
}

/** Provisioning that an app refuses is tried again every other day. */
function retryProvisioning(stage: Stage, at: number, day: number): void {
  if (day % 2 === 1) return;
  for (const app of stage.state.apps.values()) {
    for (const [userId, message] of app.syncErrors) {
      const user = stage.state.users.get(userId);
      if (!user) continue;
      stage.log.add({
        at,
        type: "application.provision.user.push",
        by: stage.okta,
        request: stage.log.request(""),
        result: "FAILURE",
        reason: message,
        targets: assignmentEntities(user, app),
      });
    }
  }
}

/** Admins look into the Admin Console, each every few days; the automation keeps profiles in step with Workday. */
function visitConsole(stage: Stage, at: number, day: number): void {
  ["marcus.webb", "renata.silva", "nia.thompson", "chidi.eze", "yuki.tanaka"].forEach((key, index) => {
    if ((day + index) % 5 > 1) return;
    const admin = atConsole(stage, key);
    const visit = at + index * 13 * MINUTE;
    const request = adminRequest(stage, admin, "/admin/dashboard");
    act(stage, admin, visit, "user.session.access_admin_app", request, [userEntity(stage.person(key).user)]);
  });
  if (day % 6 !== 3) return;
  const { user } = stage.person("george.stavros");
  const sync = automation(stage);
  const request = adminRequest(stage, sync, `/api/v1/users/${user.id}`);
  act(stage, sync, at, "user.account.update_profile", request, [userEntity(user)], {
    debug: { changedAttributes: "costCenter" },
  });
}

/** Tessa Vaughn's first day, as it goes when all is well. */
function welcomeNewcomer(stage: Stage): void {
  const persona = stage.person("tessa.vaughn");
  const { user } = persona;
  const sync = automation(stage);
  const created = Date.parse(user.created);
  const activated = Date.parse(String(user.activated));
  act(stage, sync, created, "user.lifecycle.create", adminRequest(stage, sync, "/api/v1/users"), [userEntity(user)]);
  joinByRule(stage, created + 4 * SECOND, user, stage.group("Sales"));
  const activation = adminRequest(stage, sync, `/api/v1/users/${user.id}/lifecycle/activate`, "sendEmail=true");
  act(stage, sync, activated, "user.lifecycle.activate", activation, [userEntity(user)]);
  for (const factor of user.factors.filter(({ factorType }) => factorType !== "email")) {
    stage.log.add({
      at: Date.parse(factor.created),
      type: "user.mfa.factor.activate",
      by: { actor: userEntity(user), origin: persona.home },
      request: stage.log.request("/idp/idx/challenge/answer"),
      reason: `${displayName(user)} enrolled ${factor.factorType}`,
      targets: [userEntity(user)],
    });
  }
  const owner = atConsole(stage, "maria.lopez");
  const group = stage.group("Salesforce Users");
  const added = adminRequest(stage, owner, `/api/v1/groups/${group.id}/users/${user.id}`);
  act(stage, owner, activated + DAY, "group.user_membership.add", added, [userEntity(user), groupEntity(group)]);
}

function changePolicies(stage: Stage): void {
  const renata = atConsole(stage, "renata.silva");
  const change = (type: "policy.rule.add" | "policy.rule.update", ruleName: string, days: number) => {
    const { policy, rule } = stage.rule(CUSTOMER_DATA, ruleName);
    const request = adminRequest(stage, renata, `/api/v1/policies/${policy.id}/rules`);
    act(stage, renata, stage.before({ days }), type, request, ruleEntities(policy, rule));
  };
  change("policy.rule.update", "Registered and managed devices", DEVICE_RULE_DAYS_AGO);
  change("policy.rule.add", OUTSIDE_COUNTRIES, COUNTRY_RULE_DAYS_AGO);
}

/** Chidi Eze's work on apps: a setting of Slack, and Google Workspace for a recruiter. */
function changeApps(stage: Stage): void {
  const chidi = atConsole(stage, "chidi.eze");
  const slack = stage.app("Slack");
  const changed = stage.before({ days: 9, hours: 4 });
  slack.lastUpdated = recordTime(changed);
  const change = adminRequest(stage, chidi, `/api/v1/apps/${slack.id}`);
  act(stage, chidi, changed, "application.lifecycle.update", change, [appEntity(slack)], {
    debug: { changedAttributes: "settings.signOn.honorForceAuthn" },
  });

  const google = stage.app("Google Workspace");
  const { user } = stage.person("samir.qureshi");
  const assignment = google.users.get(user.id);
  const assigned = stage.before({ days: 15, hours: 2 });
  if (assignment) assignment.created = assignment.lastUpdated = assignment.statusChanged = recordTime(assigned);
  const assign = adminRequest(stage, chidi, `/api/v1/apps/${google.id}/users`);
  const targets = assignmentEntities(user, google);
  act(stage, chidi, assigned, "application.user_membership.add", assign, targets);
}

function grantRole(stage: Stage): void {
  const marcus = atConsole(stage, "marcus.webb");
  const { user } = stage.person("chidi.eze");
  const request = adminRequest(stage, marcus, `/api/v1/users/${user.id}/roles`);
  act(stage, marcus, stage.before({ days: APP_ADMIN_GRANTED_DAYS_AGO }), "user.account.privilege.grant", request, [
    userEntity(user),
  ], { debug: { privilegeGranted: ROLE_LABELS.APP_ADMIN } });
}
