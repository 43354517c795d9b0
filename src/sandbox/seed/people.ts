/** The people of Harbor Outfitters: who they are, and how they usually work. Their troubles are in `stories/`. */

import type { UserRecord } from "../state.ts";
import { enrol } from "./factors.ts";
import type { FactorKit } from "./factors.ts";
import { makeDevice, makeOrigin, PLACES, PROVIDERS, registerDevice } from "./origins.ts";
import type { Laptop, Network, Phone, PlaceName } from "./origins.ts";
import type { Stage } from "./stage.ts";
import { HOUR, MINUTE, recordTime } from "./time.ts";
import { OFFICES } from "./zones.ts";

const MAIL_DOMAIN = "harbor.example";

/** Login without the domain · name · title · manager's login · place · days since hired · laptop · phone · factors. */
type Row = readonly [string, string, string, string | null, Home, number, Laptop, Phone, FactorKit];
type Home = Exclude<PlaceName, "saoPaulo" | "bucharest" | "rotterdam">;

// deno-fmt-ignore: a table
const STAFF: Record<string, readonly Row[]> = {
  "Executive": [
    ["eleanor.marsh",    "Eleanor Marsh",    "Chief Executive Officer",                         null,               "portland", 760, "safari",  "iphone",  "verify+webauthn"],
  ],
  "IT": [
    ["marcus.webb",      "Marcus Webb",      "Director of IT",                                  "eleanor.marsh",    "portland", 752, "mac",     "iphone",  "verify+webauthn"],
    ["renata.silva",     "Renata Silva",     "IT Operations Manager",                           "marcus.webb",      "lisbon",   701, "mac",     "iphone",  "verify+webauthn"],
    ["nia.thompson",     "Nia Thompson",     "Help Desk Lead",                                  "renata.silva",     "portland", 588, "windows", "android", "verify+sms"],
    ["anders.lindqvist", "Anders Lindqvist", "Systems Engineer",                                "renata.silva",     "bristol",  530, "linux",   "android", "verify+webauthn"],
    ["chidi.eze",        "Chidi Eze",        "Identity Engineer",                               "marcus.webb",      "toronto",  344, "mac",     "android", "verify+webauthn"],
    ["yuki.tanaka",      "Yuki Tanaka",      "Security Analyst",                                "marcus.webb",      "boston",   291, "mac",     "iphone",  "verify+webauthn"],
  ],
  "Sales": [
    ["rajesh.menon",     "Rajesh Menon",     "Vice President of Sales",                         "eleanor.marsh",    "boston",   690, "windows", "iphone",  "verify"],
    ["sam.whitfield",    "Sam Whitfield",    "Regional Sales Director",                         "rajesh.menon",     "austin",   604, "windows", "iphone",  "verify+sms"],
    ["omar.haddad",      "Omar Haddad",      "Account Executive",                               "sam.whitfield",    "toronto",  455, "mac",     "iphone",  "verify"],
    ["maria.lopez",      "Maria Lopez",      "Sales Operations Analyst",                        "rajesh.menon",     "austin",   512, "chrome",  "android", "verify+sms"],
    ["alex.kim",         "Alex Kim",         "Account Executive",                               "sam.whitfield",    "portland", 268, "windows", "android", "verify"],
    ["noah.fischer",     "Noah Fischer",     "Key Account Manager",                             "rajesh.menon",     "bristol",  399, "chrome",  "iphone",  "sms"],
    ["chloe.dubois",     "Chloé Dubois",     "Account Executive",                               "rajesh.menon",     "lisbon",   233, "mac",     "iphone",  "verify"],
    ["ethan.brooks",     "Ethan Brooks",     "Sales Development Representative",                "sam.whitfield",    "austin",   121, "chrome",  "android", "verify"],
    ["tessa.vaughn",     "Tessa Vaughn",     "Sales Development Representative",                "sam.whitfield",    "portland",  12, "chrome",  "iphone",  "verify"],
  ],
  "Marketing": [
    ["olivia.grant",     "Olivia Grant",     "Director of Marketing",                           "eleanor.marsh",    "portland", 644, "mac",     "iphone",  "verify+webauthn"],
    ["jane.moreno",      "Jane Moreno",      "Marketing Manager",                               "olivia.grant",     "portland", 498, "mac",     "iphone",  "verify+sms"],
    ["maria.lopes",      "Maria Lopes",      "Content Strategist",                              "jane.moreno",      "lisbon",   377, "safari",  "iphone",  "verify"],
    ["hugo.laurent",     "Hugo Laurent",     "Brand Designer",                                  "olivia.grant",     "bristol",  305, "mac",     "iphone",  "webauthn"],
    ["mei.lin",          "Mei Lin",          "Campaign Analyst",                                "jane.moreno",      "toronto",  214, "chrome",  "android", "verify"],
    ["finn.gallagher",   "Finn Gallagher",   "Events Coordinator",                              "olivia.grant",     "bristol",  160, "windows", "android", "verify"],
  ],
  "Finance": [
    ["victor.almeida",   "Victor Almeida",   "Chief Financial Officer",                         "eleanor.marsh",    "lisbon",   721, "windows", "iphone",  "verify+webauthn"],
    ["priya.nair",       "Priya Nair",       "Senior Accountant",                               "victor.almeida",   "boston",   433, "windows", "iphone",  "verify"],
    ["hannah.weiss",     "Hannah Weiss",     "Payroll Specialist",                              "victor.almeida",   "portland", 390, "windows", "iphone",  "verify+sms"],
    ["ben.carter",       "Ben Carter",       "Accounts Payable Clerk",                          "priya.nair",       "portland", 352, "chrome",  "android", "sms+question"],
    ["george.stavros",   "George Stavros",   "Financial Analyst",                               "victor.almeida",   "bristol",  180, "chrome",  "android", "verify"],
  ],
  "People": [
    ["patricia.nolan",   "Patricia Nolan",   "Chief People Officer",                            "eleanor.marsh",    "portland", 677, "mac",     "iphone",  "verify"],
    ["grace.okafor",     "Grace Okafor",     "People Partner",                                  "patricia.nolan",   "bristol",  410, "windows", "iphone",  "push"],
    ["samir.qureshi",    "Samir Qureshi",    "Recruiter",                                       "patricia.nolan",   "toronto",  199, "mac",     "android", "verify+sms"],
  ],
  "Engineering": [
    ["arjun.patel",      "Arjun Patel",      "Vice President of Engineering",                   "eleanor.marsh",    "boston",   699, "mac",     "iphone",  "verify+webauthn"],
    ["alex.kim2",        "Alex Kim",         "Software Engineer",                               "arjun.patel",      "toronto",  365, "linux",   "android", "verify+webauthn"],
    ["kenji.watanabe",   "Kenji Watanabe",   "Data Analyst",                                    "arjun.patel",      "boston",   322, "mac",     "iphone",  "sms"],
    ["lucia.rossi",      "Lucia Rossi",      "Product Designer",                                "arjun.patel",      "lisbon",   440, "safari",  "iphone",  "verify"],
    ["sofia.andersson",  "Sofia Andersson",  "Software Engineer",                               "arjun.patel",      "bristol",  276, "mac",     "iphone",  "verify"],
    ["diego.ramos",      "Diego Ramos",      "Quality Engineer",                                "arjun.patel",      "portland", 143, "windows", "android", "none"],
    ["zoë.o'brien",      "Zoë O'Brien",      "Software Engineer",                               "arjun.patel",      "bristol",  251, "mac",     "iphone",  "verify"],
    ["tomasz.nowak",     "Tomasz Nowak",     "Site Reliability Engineer",                       "arjun.patel",      "austin",   309, "linux",   "android", "verify+webauthn"],
  ],
  "Retail": [
    ["aisha.bello",      "Aisha Bello",      "Store Operations Manager",                        "eleanor.marsh",    "portland", 560, "windows", "iphone",  "verify"],
    ["kwame.mensah",     "Kwame Mensah",     "Store Manager",                                   "aisha.bello",      "boston",   471, "chrome",  "android", "verify"],
    ["julie.tremblay",   "Julie Tremblay",   "Store Manager",                                   "aisha.bello",      "toronto",  420, "chrome",  "iphone",  "sms"],
    ["marco.bianchi",    "Marco Bianchi",    "Store Manager",                                   "aisha.bello",      "lisbon",   263, "chrome",  "android", "verify"],
    ["emily.rhodes",     "Emily Rhodes",     "Visual Merchandiser",                             "aisha.bello",      "bristol",  188, "safari",  "iphone",  "verify"],
  ],
  "Customer Support": [
    ["ruth.abrams",      "Ruth Abrams",      "Support Manager",                                 "eleanor.marsh",    "austin",   533, "windows", "iphone",  "verify"],
    ["pavel.dvorak",     "Pavel Dvořák",     "Support Specialist",                              "ruth.abrams",      "lisbon",   286, "chrome",  "android", "verify"],
    ["ngozi.adeyemi",    "Ngozi Adeyemi",    "Support Specialist",                              "ruth.abrams",      "bristol",  174, "chrome",  "android", "sms+question"],
    ["helen.park",       "Helen Park",       "Support Specialist",                              "ruth.abrams",      "austin",   408, "chrome",  "iphone",  "verify"],
  ],
  "Logistics": [
    ["dmitri.volkov",    "Dmitri Volkov",    "Logistics Coordinator",                           "pete.hollis",      "portland", 295, "chrome",  "android", "verify"],
    ["tom.becker",       "Tom Becker",       "Dispatch Supervisor",                             "pete.hollis",      "portland",  16, "chrome",  "android", "none"],
    ["oscar.lund",       "Oscar Lund",       "Freight Contractor",                              "pete.hollis",      "portland", 500, "chrome",  "android", "none"],
  ],
  "Warehouse": [
    ["pete.hollis",      "Pete Hollis",      "Warehouse Manager",                               "eleanor.marsh",    "portland", 610, "windows", "android", "verify"],
    ["rosa.delgado",     "Rosa Delgado",     "Shift Lead",                                      "pete.hollis",      "portland", 480, "windows", "android", "verify"],
    ["jamal.carter",     "Jamal Carter",     "Inventory Specialist",                            "pete.hollis",      "portland", 402, "windows", "iphone",  "sms"],
    ["ivan.petrov",      "Ivan Petrov",      "Forklift Operator",                               "rosa.delgado",     "portland", 333, "windows", "android", "sms"],
    ["linh.nguyen",      "Linh Nguyen",      "Inventory Specialist",                            "pete.hollis",      "portland", 271, "windows", "iphone",  "verify"],
    ["sean.murphy",      "Seán Murphy",      "Receiving Clerk",                                 "rosa.delgado",     "portland", 208, "windows", "android", "sms"],
    ["fatima.zahra",     "Fatima Zahra",     "Packing Lead",                                    "rosa.delgado",     "portland", 150, "windows", "iphone",  "verify"],
  ],
  "New Hires": [
    ["hanna.virtanen",   "Hanna Virtanen",   "Store Manager",                                   "aisha.bello",      "toronto",    5, "chrome",  "iphone",  "none"],
    ["luca.ferreira",    "Luca Ferreira",    "Support Specialist",                              "ruth.abrams",      "lisbon",     5, "chrome",  "android", "none"],
    ["amara.diallo",     "Amara Diallo",     "Campaign Analyst",                                "jane.moreno",      "boston",     4, "mac",     "iphone",  "none"],
  ],
  "Service Accounts": [
    ["it.automation",    "IT Automation",    "Service account: Workday sync and support tools", "marcus.webb",      "portland", 740, "linux",   "android", "none"],
    ["svc-backup",       "Backup Service",   "Service account: nightly directory backup",       "anders.lindqvist", "portland", 590, "linux",   "android", "none"],
  ],
};

/** Departments of people who are listed apart from their colleagues above. */
const DEPARTMENT_OF: Record<string, string> = {
  "hanna.virtanen": "Retail",
  "luca.ferreira": "Customer Support",
  "amara.diallo": "Marketing",
  "it.automation": "IT",
  "svc-backup": "IT",
};

export const AD_DOMAIN = "corp.harbor.example";
const OFFICE_ADDRESSES: Partial<Record<Home, string>> = {
  portland: "192.0.2.10",
  bristol: "192.0.2.40",
  lisbon: "192.0.2.70",
};
const WAREHOUSE_ADDRESS = "192.0.2.20";
const WEEKENDS: Record<string, number> = { "Retail": 0.6, "Warehouse": 0.35, "Customer Support": 0.3 };

/** Puts everyone on stage, all in the state that a person in good standing is in. */
export function castPeople(stage: Stage): void {
  let number = 0;
  for (const [group, rows] of Object.entries(STAFF)) {
    for (const row of rows) castPerson(stage, DEPARTMENT_OF[row[0]] ?? group, row, number++);
  }
  for (const row of Object.values(STAFF).flat()) nameManager(stage, row);
}

function castPerson(stage: Stage, department: string, row: Row, number: number): void {
  const [key, name, title, , home, hired, laptopClient, phoneClient, kit] = row;
  const random = stage.random(`person/${key}`);
  const [firstName, lastName] = splitName(name);
  const place = PLACES[home];
  const login = `${key}@${MAIL_DOMAIN}`;
  const fromDirectory = department === "Warehouse";
  const isService = title.startsWith("Service account");

  const created = stage.before({ days: hired }) - random.between(1, 9) * HOUR;
  const activated = created + random.between(20, 300) * MINUTE;
  const passwordChanged = Math.max(
    stage.before({ days: random.between(6, 84), hours: random.between(1, 20) }),
    activated,
  );
  const user: UserRecord = {
    id: stage.id("00u", key),
    status: "ACTIVE",
    created: recordTime(created),
    activated: recordTime(activated),
    statusChanged: recordTime(activated),
    lastLogin: null,
    lastUpdated: recordTime(Math.max(activated, passwordChanged)),
    passwordChanged: fromDirectory ? null : recordTime(passwordChanged),
    type: { id: stage.id("oty", "user") },
    profile: {
      login,
      email: login,
      firstName,
      lastName,
      displayName: name,
      title,
      department,
      organization: "Harbor Outfitters",
      employeeNumber: isService ? null : `HO-${1001 + number}`,
      userType: isService ? "Service account" : title.includes("Contractor") ? "Contractor" : "Employee",
      city: place.city,
      state: place.state,
      countryCode: place.countryCode,
      timezone: place.timeZone,
      mobilePhone: isService ? null : phoneNumber(number),
      secondEmail: null,
    },
    credentials: {
      ...(fromDirectory ? {} : { password: {} }),
      emails: [{ value: login, status: "VERIFIED", type: "PRIMARY" }],
      provider: fromDirectory ? { type: "ACTIVE_DIRECTORY", name: AD_DOMAIN } : { type: "OKTA", name: "OKTA" },
    },
    factors: [],
    roles: [],
    sessions: [],
  };
  stage.state.users.set(user.id, user);

  const managed = !isService && laptopClient !== "linux";
  const laptopName = `${firstName}'s ${
    laptopClient === "mac" || laptopClient === "safari" ? "MacBook Pro" : "ThinkPad"
  }`;
  const plainLaptop = makeDevice(laptopClient, random);
  const laptop = kit.startsWith("verify")
    ? registerDevice(plainLaptop, laptopClient, { id: stage.id("guo", key), name: laptopName, managed })
    : plainLaptop;
  const phone = makeDevice(phoneClient, random);
  user.factors = enrol(stage, user, kit, phoneClient, activated + 8 * MINUTE, key);

  const homeNetwork: Network = {
    ip: `198.51.100.${10 + number * 3}`,
    place,
    provider: PROVIDERS[home],
    zone: null,
    isProxy: false,
  };
  const officeAddress = fromDirectory ? WAREHOUSE_ADDRESS : OFFICE_ADDRESSES[home];
  const officeNetwork: Network | null = officeAddress
    ? { ip: officeAddress, place, provider: PROVIDERS.harbor, zone: OFFICES, isProxy: false }
    : null;
  const mobileNetwork = { ...homeNetwork, ip: `192.0.2.${170 + number}`, provider: PROVIDERS.mobile };
  stage.cast.set(key, {
    key,
    user,
    laptop,
    phone,
    home: makeOrigin(homeNetwork, laptop),
    office: officeNetwork && makeOrigin(officeNetwork, laptop),
    mobile: makeOrigin(mobileNetwork, phone),
    factors: [...user.factors],
    utcOffset: place.utcOffset,
    startsAt: random.between(7 * 60 + 20, 9 * 60 + 30),
    weekends: WEEKENDS[department] ?? 0.04,
    everydayUntil: isService ? 0 : stage.now,
    formerApps: [],
  });
}

function nameManager(stage: Stage, row: Row): void {
  if (!row[3]) return;
  const manager = stage.person(row[3]).user;
  const { profile } = stage.person(row[0]).user;
  profile.manager = manager.profile.displayName;
  profile.managerId = manager.id;
}

function splitName(name: string): [string, string] {
  const at = name.indexOf(" ");
  return [name.slice(0, at), name.slice(at + 1)];
}

/** One of the fictitious numbers that North America keeps for stories, 555-0100 to 555-0199. */
function phoneNumber(number: number): string {
  return `+1-207-555-01${String(number).padStart(2, "0")}`;
}
