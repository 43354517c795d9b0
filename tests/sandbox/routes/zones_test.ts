import assert from "node:assert/strict";
import fc from "fast-check";
import { isInZone } from "../../../src/sandbox/zone.ts";
import { assertError, ids, startOrg, withQuery } from "../harness.ts";
import { ID } from "../small_org.ts";

const ZONE = { type: "IP", name: "Branch", gateways: [{ type: "CIDR", value: "203.0.113.0/24" }] };

Deno.test("zones are made, replaced, switched off and found", async () => {
  await using org = await startOrg();
  const made = await org.call("POST", "/api/v1/zones", ZONE);
  assert.deepEqual([made.status, made.body.status, made.body.system], [200, "ACTIVE", false]);
  const path = `/api/v1/zones/${made.body.id}`;
  const replaced = await org.call("PUT", path, { ...ZONE, name: "Branches" });
  assert.deepEqual([replaced.body.name, replaced.body.created], ["Branches", made.body.created]);
  const off = (await org.call("POST", `${path}/lifecycle/deactivate`)).body;
  assert.deepEqual([off.status, Object.keys(off._links)], ["INACTIVE", ["self", "activate"]]);
  assert.equal((await org.call("POST", `${path}/lifecycle/activate`)).body.status, "ACTIVE");
  assert.equal((await org.get(path)).body.name, "Branches");
  const query = { filter: `id eq "${ID.OFFICE}"` };
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/zones", query))), [ID.OFFICE]);
  assert.deepEqual(org.logged(), ["zone.create", "zone.update", "zone.deactivate", "zone.activate"]);
});

Deno.test("a zone needs a name of its own and keeps its type", async () => {
  await using org = await startOrg();
  assertError(await org.call("POST", "/api/v1/zones", { ...ZONE, name: "Office" }), 400, "E0000001");
  assertError(await org.call("POST", "/api/v1/zones", { type: "IP", name: "" }), 400, "E0000001");
  const dynamic = { type: "DYNAMIC", name: "Office" };
  assertError(await org.call("PUT", `/api/v1/zones/${ID.OFFICE}`, dynamic), 400, "E0000001");
  assertError(await org.get("/api/v1/zones/none"), 404, "E0000007");
});

Deno.test("an address lies in a CIDR block when it shares its leading bits", () => {
  const address = fc.nat({ max: 2 ** 32 - 1 });
  const text = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
  fc.assert(fc.property(address, address, fc.nat({ max: 32 }), (network, ip, bits) => {
    const zone = { type: "IP", gateways: [{ type: "CIDR", value: `${text(network)}/${bits}` }] };
    const prefix = (number: number) => number.toString(2).padStart(32, "0").slice(0, bits);
    assert.equal(isInZone(zone, text(ip)), prefix(network) === prefix(ip));
  }));
});

Deno.test("an address is in a range with both its ends, and in no zone of places", () => {
  const zone = { type: "IP", gateways: [{ type: "RANGE", value: "192.0.2.5-192.0.2.9" }] };
  const inside = ["192.0.2.4", "192.0.2.5", "192.0.2.9", "192.0.2.10"].map((ip) => isInZone(zone, ip));
  assert.deepEqual(inside, [false, true, true, false]);
  assert.equal(isInZone({ type: "DYNAMIC" }, "192.0.2.5"), undefined);
  assert.equal(isInZone(zone, "2001:db8::1"), undefined);
  assert.equal(isInZone(undefined, "192.0.2.5"), false);
});
