/** Whether an IP address lies in a network zone. */
import { isObject, type Json } from "./json.ts";

/** Undefined for a zone that is made of places, not addresses, and for an address that is not IPv4. */
export function isInZone(zone: Json | undefined, ip: string): boolean | undefined {
  const address = toNumber(ip);
  if (zone === undefined) return false;
  if (zone["type"] !== "IP" || address === undefined) return undefined;
  const gateways = Array.isArray(zone["gateways"]) ? zone["gateways"] : [];
  return gateways.some((gateway) => {
    const [low, high] = isObject(gateway) ? bounds(String(gateway["value"])) : [];
    return low !== undefined && high !== undefined && low <= address && address <= high;
  });
}

/** First and last address of `192.0.2.0/24`, `192.0.2.1-192.0.2.9` or a single address. */
function bounds(value: string): [low: number | undefined, high: number | undefined] {
  const [start = "", bits] = value.split("/");
  if (bits !== undefined) {
    const size = 2 ** (32 - Number(bits));
    const address = toNumber(start);
    if (address === undefined || !Number.isInteger(size)) return [undefined, undefined];
    const low = address - (address % size);
    return [low, low + size - 1];
  }
  const [low = "", high = low] = value.split("-");
  return [toNumber(low), toNumber(high)];
}

function toNumber(ip: string): number | undefined {
  const parts = ip.trim().split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
