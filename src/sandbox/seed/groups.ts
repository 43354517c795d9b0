/** Groups and group rules: who is where, and why. */

import type { GroupRecord, RoleRecord, UserRecord } from "../state.ts";
import { AD_DOMAIN } from "./people.ts";
import type { Stage } from "./stage.ts";
import { recordTime } from "./time.ts";

export const ROLE_LABELS = {
  SUPER_ADMIN: "Super Administrator",
  ORG_ADMIN: "Organizational Administrator",
  APP_ADMIN: "Application Administrator",
  HELP_DESK_ADMIN: "Help Desk Administrator",
  READ_ONLY_ADMIN: "Read-only Administrator",
} as const;

type RoleType = keyof typeof ROLE_LABELS;

interface GroupPlan {
  name: string;
  description: string;
  days: number;
  type?: GroupRecord["type"];
  /** Departments whose people a group rule puts here. */
  departments?: string[];
  members?: string[];
  owners?: string[];
  roles?: RoleType[];
  profile?: Record<string, unknown>;
}

const GROUPS: GroupPlan[] = [
  { name: "Everyone", description: "Everybody who has an account", days: 780, type: "BUILT_IN" },
  {
    name: "Okta Administrators",
    description: "IT staff who run Okta. Membership gives admin rights.",
    days: 751,
    members: ["marcus.webb", "renata.silva", "anders.lindqvist"],
    owners: ["marcus.webb"],
    roles: ["ORG_ADMIN"],
  },
  {
    name: "IT",
    description: "IT department",
    days: 750,
    members: ["marcus.webb", "renata.silva", "nia.thompson", "anders.lindqvist", "chidi.eze", "yuki.tanaka"],
    owners: ["marcus.webb"],
  },
  { name: "Sales", description: "Sales department", days: 730, departments: ["Sales"], owners: ["rajesh.menon"] },
  {
    name: "Salesforce Users",
    description: "Gives a Salesforce licence. Ask the owners for access.",
    days: 702,
    members: [
      ...["rajesh.menon", "sam.whitfield", "omar.haddad", "alex.kim", "noah.fischer", "chloe.dubois", "ethan.brooks"],
      ...["tessa.vaughn", "ruth.abrams", "pavel.dvorak"],
    ],
    owners: ["rajesh.menon", "maria.lopez"],
  },
  {
    name: "Marketing",
    description: "Marketing department",
    days: 730,
    departments: ["Marketing"],
    owners: ["olivia.grant"],
  },
  {
    name: "Finance",
    description: "Finance department",
    days: 730,
    departments: ["Finance"],
    owners: ["victor.almeida"],
  },
  {
    name: "People Team",
    description: "People department",
    days: 720,
    members: ["patricia.nolan", "grace.okafor", "samir.qureshi"],
    owners: ["patricia.nolan"],
  },
  {
    name: "Engineering",
    description: "Engineering department",
    days: 730,
    departments: ["Engineering"],
    owners: ["arjun.patel"],
  },
  {
    name: "Retail",
    description: "Stores and store operations",
    days: 700,
    departments: ["Retail"],
    owners: ["aisha.bello"],
  },
  {
    name: "Operations",
    description: "Customer support and logistics",
    days: 611,
    departments: ["Customer Support", "Logistics"],
    owners: ["ruth.abrams"],
  },
  {
    name: "Warehouse Staff",
    description: "Warehouse staff, from Active Directory",
    days: 608,
    type: "APP_GROUP",
    members: [
      ...["pete.hollis", "rosa.delgado", "jamal.carter", "ivan.petrov", "linh.nguyen", "sean.murphy", "fatima.zahra"],
    ],
    profile: {
      samAccountName: "Warehouse Staff",
      windowsDomainQualifiedName: "HARBOR\\Warehouse Staff",
      dn: "CN=Warehouse Staff,OU=Groups,DC=corp,DC=harbor,DC=example",
      groupScope: "Global",
      groupType: "Security",
      domain: AD_DOMAIN,
    },
  },
];

const ROLES: Record<string, RoleType[]> = {
  "marcus.webb": ["SUPER_ADMIN"],
  "renata.silva": ["SUPER_ADMIN"],
  "it.automation": ["ORG_ADMIN"],
  "chidi.eze": ["APP_ADMIN"],
  "nia.thompson": ["HELP_DESK_ADMIN"],
  "yuki.tanaka": ["READ_ONLY_ADMIN"],
};

/** When Chidi Eze got his role, which the log still shows. */
export const APP_ADMIN_GRANTED_DAYS_AGO = 20;

export function formGroups(stage: Stage): void {
  for (const plan of GROUPS) formGroup(stage, plan);
  for (const [key, roles] of Object.entries(ROLES)) {
    const days = key === "chidi.eze" ? APP_ADMIN_GRANTED_DAYS_AGO : 580;
    stage.person(key).user.roles = roles.map((type) => role(stage, type, key, days));
  }
  addInactiveRule(stage);
}

function formGroup(stage: Stage, plan: GroupPlan): void {
  const created = recordTime(stage.before({ days: plan.days }));
  const group: GroupRecord = {
    id: stage.id("00g", plan.name),
    type: plan.type ?? "OKTA_GROUP",
    created,
    lastUpdated: created,
    lastMembershipUpdated: created,
    profile: { name: plan.name, description: plan.description, ...plan.profile },
    members: new Set(),
    roles: (plan.roles ?? []).map((type) => role(stage, type, plan.name, plan.days)),
    owners: (plan.owners ?? []).map((key) => stage.person(key).user.id),
  };
  const belongs = plan.departments
    ? (user: UserRecord) => plan.departments?.includes(String(user.profile.department))
    : plan.type === "BUILT_IN"
    ? () => true
    : undefined;
  const members = belongs
    ? [...stage.state.users.values()].filter(belongs)
    : (plan.members ?? []).map((key) => stage.person(key).user);
  for (const user of members) {
    group.members.add(user.id);
    if (user.created > group.lastMembershipUpdated) group.lastMembershipUpdated = user.created;
  }
  stage.state.groups.set(group.id, group);
  if (plan.departments) addRule(stage, group, plan.departments, created);
}

function addRule(stage: Stage, group: GroupRecord, departments: string[], created: string): void {
  const id = stage.id("0pr", `group rule ${group.profile.name}`);
  stage.state.groupRules.set(id, {
    id,
    name: `${group.profile.name} by department`,
    status: "ACTIVE",
    created,
    lastUpdated: created,
    expression: departments.map((department) => `user.department=="${department}"`).join(" || "),
    groupIds: [group.id],
    excludedUserIds: [],
  });
}

function addInactiveRule(stage: Stage): void {
  const id = stage.id("0pr", "group rule Contractors");
  const created = recordTime(stage.before({ days: 500 }));
  stage.state.groupRules.set(id, {
    id,
    name: "Contractors to Operations",
    status: "INACTIVE",
    created,
    lastUpdated: recordTime(stage.before({ days: 141 })),
    expression: 'user.userType=="Contractor"',
    groupIds: [stage.group("Operations").id],
    excludedUserIds: [],
  });
}

function role(stage: Stage, type: RoleType, holder: string, days: number): RoleRecord {
  const created = recordTime(stage.before({ days }));
  return {
    id: stage.id("ra1", `${type}/${holder}`),
    type,
    label: ROLE_LABELS[type],
    status: "ACTIVE",
    created,
    lastUpdated: created,
  };
}
