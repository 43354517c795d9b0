/** A moment as people read it in a text: `2026-07-15 14:05 UTC`. The data beside it keeps ISO 8601. */
export function stamp(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;

/** How long ago a moment was, or how far ahead it is: `3 days ago`, `in 11 days`, `just now`. Rounded. */
export function age(iso: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(iso)) / 1_000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (unit === undefined) return "just now";
  const count = Math.round(Math.abs(seconds) / unit[1]);
  const amount = `${count} ${unit[0]}${count === 1 ? "" : "s"}`;
  return seconds > 0 ? `${amount} ago` : `in ${amount}`;
}
