/** What one look showed. `says` and `fix` hold no secret; what others said in them is quoted. */
export interface Check {
  name: string;
  standing: "ok" | "warning" | "failed" | "skipped";
  says: string;
  /** What to do about it; for a warning or a failure only. */
  fix?: string;
}

export function ok(name: string, says: string): Check {
  return { name, standing: "ok", says };
}

export function skipped(name: string, says: string): Check {
  return { name, standing: "skipped", says };
}

export function warning(name: string, says: string, fix: string): Check {
  return { name, standing: "warning", says, fix };
}

export function failed(name: string, says: string, fix: string): Check {
  return { name, standing: "failed", says, fix };
}
