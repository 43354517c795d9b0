/** Network zones: list, read, create, replace, switch on and off. */
import { bodyObject, type Context, ok, query, type Reply, stamp } from "../context.ts";
import { invalid } from "../errors.ts";
import { matches } from "../filter.ts";
import type { Json } from "../json.ts";
import { type LoggedEvent, target, writeEvent } from "../log.ts";
import { find } from "../lookup.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import { readFilter, refuseSearch } from "../search.ts";
import type { OrgState } from "../state.ts";
import { wireZone } from "../wire/policy.ts";

type Zone = OrgState["zones"] extends Map<string, infer Record> ? Record : never;

export const zoneRoutes = routes("okta.networkZones", [
  ["GET", "/api/v1/zones", listZones],
  ["POST", "/api/v1/zones", createZone],
  ["GET", "/api/v1/zones/{zoneId}", (context) => ok(wireZone(findZone(context), context.url.origin))],
  ["PUT", "/api/v1/zones/{zoneId}", replaceZone],
  ["POST", "/api/v1/zones/{zoneId}/lifecycle/activate", (context) => setStatus(context, "ACTIVE")],
  ["POST", "/api/v1/zones/{zoneId}/lifecycle/deactivate", (context) => setStatus(context, "INACTIVE")],
]);

function findZone(context: Context): Zone {
  return find(context, "zoneId", context.state.zones, "NetworkZone");
}

function listZones(context: Context): Reply {
  const text = query(context, "filter");
  const filter = text === undefined ? undefined : readFilter(text, {
    operatorsOf: (path) => ["id", "usage", "system"].includes(path) ? ["eq"] : undefined,
    not: false,
    refuse: refuseSearch,
  });
  const zones = [...context.state.zones.values()].filter((zone) => filter === undefined || matches(filter, zone, true));
  const page = paginate(context, zones, { defaultLimit: 20, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map((zone) => wireZone(zone, context.url.origin)), page.headers);
}

function createZone(context: Context): Reply {
  const body = readBody(context, undefined);
  const time = stamp(context.now);
  const own = { id: context.ids.id("nzo"), created: time, lastUpdated: time, system: false };
  const zone: Zone = { status: "ACTIVE", usage: "POLICY", ...body, ...own };
  context.state.zones.set(zone.id, zone);
  return changed(context, zone, "zone.create");
}

function replaceZone(context: Context): Reply {
  const before = findZone(context);
  const { id, created, system, type, status, usage } = before;
  const body = readBody(context, before);
  if (body["type"] !== type) throw invalid("type", `type: a zone's type cannot change: expected ${type}`);
  const zone: Zone = { status, usage, ...body, id, created, system, lastUpdated: stamp(context.now) };
  context.state.zones.set(id, zone);
  return changed(context, zone, "zone.update");
}

function readBody(context: Context, self: Zone | undefined): Json & { name: string } {
  const body = bodyObject(context);
  const { name, type } = body;
  if (typeof name !== "string" || name === "") throw invalid("name", "name: The field cannot be left blank");
  if (typeof type !== "string") throw invalid("type", "type: The field cannot be left blank");
  if ([...context.state.zones.values()].some((zone) => zone !== self && zone.name === name)) {
    throw invalid("name", "name: An object with this field already exists in the current organization");
  }
  return { ...body, name };
}

function setStatus(context: Context, status: "ACTIVE" | "INACTIVE"): Reply {
  const zone = findZone(context);
  Object.assign(zone, { status, lastUpdated: stamp(context.now) });
  return changed(context, zone, status === "ACTIVE" ? "zone.activate" : "zone.deactivate");
}

function changed(context: Context, zone: Zone, event: LoggedEvent): Reply {
  writeEvent(context, event, [target(zone.id, "NetworkZone", zone.name, zone.name)]);
  return ok(wireZone(zone, context.url.origin));
}
