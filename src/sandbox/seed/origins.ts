/**
 * Where requests come from: places, networks and devices, and the parts of a System Log event that tell of them.
 * Nothing here can be a real person's: addresses are the documentation ranges of RFC 5737, AS numbers those of
 * RFC 5398, and the providers are invented.
 */

import type { EventRecord } from "../state.ts";
import type { Random } from "./random.ts";

export interface Place {
  city: string;
  state: string;
  country: string;
  countryCode: string;
  postalCode: string;
  lat: number;
  lon: number;
  /** Hours ahead of UTC; summer time is left out. */
  utcOffset: number;
  timeZone: string;
}

export const PLACES = {
  portland: {
    city: "Portland",
    state: "Maine",
    country: "United States",
    countryCode: "US",
    postalCode: "04101",
    lat: 43.6591,
    lon: -70.2568,
    utcOffset: -5,
    timeZone: "America/New_York",
  },
  boston: {
    city: "Boston",
    state: "Massachusetts",
    country: "United States",
    countryCode: "US",
    postalCode: "02110",
    lat: 42.3601,
    lon: -71.0589,
    utcOffset: -5,
    timeZone: "America/New_York",
  },
  austin: {
    city: "Austin",
    state: "Texas",
    country: "United States",
    countryCode: "US",
    postalCode: "78701",
    lat: 30.2672,
    lon: -97.7431,
    utcOffset: -6,
    timeZone: "America/Chicago",
  },
  toronto: {
    city: "Toronto",
    state: "Ontario",
    country: "Canada",
    countryCode: "CA",
    postalCode: "M5H",
    lat: 43.6532,
    lon: -79.3832,
    utcOffset: -5,
    timeZone: "America/Toronto",
  },
  bristol: {
    city: "Bristol",
    state: "England",
    country: "United Kingdom",
    countryCode: "GB",
    postalCode: "BS1",
    lat: 51.4545,
    lon: -2.5879,
    utcOffset: 0,
    timeZone: "Europe/London",
  },
  lisbon: {
    city: "Lisbon",
    state: "Lisbon",
    country: "Portugal",
    countryCode: "PT",
    postalCode: "1100",
    lat: 38.7223,
    lon: -9.1393,
    utcOffset: 0,
    timeZone: "Europe/Lisbon",
  },
  saoPaulo: {
    city: "São Paulo",
    state: "São Paulo",
    country: "Brazil",
    countryCode: "BR",
    postalCode: "01000",
    lat: -23.5505,
    lon: -46.6333,
    utcOffset: -3,
    timeZone: "America/Sao_Paulo",
  },
  bucharest: {
    city: "Bucharest",
    state: "București",
    country: "Romania",
    countryCode: "RO",
    postalCode: "010011",
    lat: 44.4268,
    lon: 26.1025,
    utcOffset: 2,
    timeZone: "Europe/Bucharest",
  },
  rotterdam: {
    city: "Rotterdam",
    state: "South Holland",
    country: "Netherlands",
    countryCode: "NL",
    postalCode: "3011",
    lat: 51.9244,
    lon: 4.4777,
    utcOffset: 1,
    timeZone: "Europe/Amsterdam",
  },
} as const satisfies Record<string, Place>;

export type PlaceName = keyof typeof PLACES;

export interface Provider {
  asNumber: number;
  asOrg: string;
  isp: string;
  domain: string;
}

export const PROVIDERS = {
  harbor: { asNumber: 64496, asOrg: "harbor outfitters inc", isp: "harbor outfitters inc", domain: "harbor.example" },
  portland: { asNumber: 64500, asOrg: "casco bay fiber llc", isp: "casco bay fiber", domain: "cascobayfiber.example" },
  boston: { asNumber: 64501, asOrg: "charles river cable", isp: "charles river cable", domain: "charlesriver.example" },
  austin: { asNumber: 64502, asOrg: "hill country internet", isp: "hill country", domain: "hillcountry.example" },
  toronto: { asNumber: 64503, asOrg: "great lakes cable inc", isp: "great lakes cable", domain: "greatlakes.example" },
  bristol: { asNumber: 64504, asOrg: "severn broadband ltd", isp: "severn broadband", domain: "severn.example" },
  lisbon: { asNumber: 64505, asOrg: "tejo telecom sa", isp: "tejo telecom", domain: "tejo.example" },
  mobile: { asNumber: 64506, asOrg: "atlantic mobile inc", isp: "atlantic mobile", domain: "atlanticmobile.example" },
  hotel: { asNumber: 64507, asOrg: "paulista redes sa", isp: "paulista redes", domain: "paulista.example" },
  proxyHost: { asNumber: 65540, asOrg: "quickserv hosting srl", isp: "quickserv hosting", domain: "quickserv.example" },
  botHost: { asNumber: 65541, asOrg: "poldernet servers bv", isp: "poldernet", domain: "poldernet.example" },
} as const satisfies Record<string, Provider>;

export interface Network {
  ip: string;
  place: Place;
  provider: Provider;
  /** The network zone that holds the address, if any. */
  zone: string | null;
  isProxy: boolean;
  /** An address that passed the request on, as Microsoft's servers do for old mail clients. */
  relay?: string;
}

export interface Device {
  kind: "Computer" | "Mobile" | "Unknown";
  os: string;
  browser: string;
  rawUserAgent: string;
  /** Hash of the browser's device token: the same for as long as the browser keeps its cookies. */
  dtHash: string;
  fingerprint: string;
  /** Set for a device that Okta Verify is enrolled on and vouches for: the `device` of an event, in Okta's casing. */
  record: Record<string, unknown> | null;
}

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

/** Browsers and other clients that people of the demo org use. */
const CLIENTS = {
  mac: {
    kind: "Computer",
    os: "Mac OS X",
    browser: "CHROME",
    rawUserAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`,
    platform: "OSX",
    version: "15.6.1",
  },
  safari: {
    kind: "Computer",
    os: "Mac OS X",
    browser: "SAFARI",
    rawUserAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
      "Version/18.6 Safari/605.1.15",
    platform: "OSX",
    version: "15.6.1",
  },
  windows: {
    kind: "Computer",
    os: "Windows 10",
    browser: "EDGE",
    rawUserAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    platform: "WINDOWS",
    version: "10.0.26100",
  },
  chrome: {
    kind: "Computer",
    os: "Windows 10",
    browser: "CHROME",
    rawUserAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`,
    platform: "WINDOWS",
    version: "10.0.26100",
  },
  linux: {
    kind: "Computer",
    os: "Linux",
    browser: "FIREFOX",
    rawUserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    platform: "LINUX",
    version: "6.11",
  },
  iphone: {
    kind: "Mobile",
    os: "iOS (iPhone)",
    browser: "SAFARI",
    rawUserAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
      "Version/18.6 Mobile/15E148 Safari/604.1",
    platform: "IOS",
    version: "18.6.2",
  },
  android: {
    kind: "Mobile",
    os: "Android",
    browser: "CHROME",
    rawUserAgent: `Mozilla/5.0 (Linux; Android 15; K) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`,
    platform: "ANDROID",
    version: "15",
  },
  iphoneMail: {
    kind: "Mobile",
    os: "iOS (iPhone)",
    browser: "UNKNOWN",
    rawUserAgent: "Apple-iPhone15C4/2207.100 (ActiveSync)",
    platform: "IOS",
    version: "18.6.2",
  },
  script: {
    kind: "Unknown",
    os: "Unknown",
    browser: "UNKNOWN",
    rawUserAgent: "python-requests/2.32.3",
    platform: "LINUX",
    version: "6.11",
  },
} as const;

export type ClientName = keyof typeof CLIENTS;
export type Laptop = "mac" | "safari" | "windows" | "chrome" | "linux";
export type Phone = "iphone" | "android";

/** A device of its own, so that two people with the same browser differ in `dtHash`. */
export function makeDevice(client: ClientName, random: Random): Device {
  const { kind, os, browser, rawUserAgent } = CLIENTS[client];
  return { kind, os, browser, rawUserAgent, dtHash: random.hex(64), fingerprint: random.hex(32), record: null };
}

/** The same device, enrolled in Okta Verify. */
export function registerDevice(
  device: Device,
  client: ClientName,
  registration: { id: string; name: string; managed: boolean },
): Device {
  const record = {
    id: registration.id,
    name: registration.name,
    os_platform: CLIENTS[client].platform,
    os_version: CLIENTS[client].version,
    managed: registration.managed,
    registered: true,
    device_integrator: null,
    disk_encryption_type: device.kind === "Mobile" ? "FULL" : "ALL_INTERNAL_VOLUMES",
    screen_lock_type: "BIOMETRIC",
    jailbreak: false,
    secure_hardware_present: true,
  };
  return { ...device, record };
}

/** A device on a network, with the parts of an event made once for all the events from there. */
export interface Origin {
  network: Network;
  device: Device;
  client: Record<string, unknown>;
  request: EventRecord["request"];
  securityContext: EventRecord["securityContext"];
}

export function makeOrigin(network: Network, device: Device): Origin {
  const { place, provider } = network;
  const geographicalContext = {
    city: place.city,
    state: place.state,
    country: place.country,
    postalCode: place.postalCode,
    geolocation: { lat: place.lat, lon: place.lon },
  };
  const ipChain: Record<string, unknown>[] = [{ ip: network.ip, geographicalContext, version: "V4", source: null }];
  if (network.relay) ipChain.push({ ip: network.relay, geographicalContext: null, version: "V4", source: null });
  return {
    network,
    device,
    client: {
      userAgent: { rawUserAgent: device.rawUserAgent, os: device.os, browser: device.browser },
      zone: network.zone ?? "null", // Okta writes the word where no zone matches
      device: device.kind,
      id: null,
      ipAddress: network.ip,
      geographicalContext,
    },
    request: { ipChain },
    securityContext: { ...provider, isProxy: network.isProxy },
  };
}
