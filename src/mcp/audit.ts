import { join } from "node:path";
import type { Change, Target } from "./tool.ts";

/**
 * The audit log: JSON lines, one before and one after every act, so that a killed process leaves a readable record of
 * what was under way. Fields of a line are documented in docs/audit-log.md.
 */
export interface AuditEntry {
  /** Names the change; both of its lines carry it. */
  change: string;
  time: string;
  phase: "start" | "end";
  /** Whose credential acted, as Okta tells. */
  actor: string;
  /** The MCP client, or the shell. */
  client: string;
  tool: string;
  arguments: Record<string, unknown>;
  target: Target;
  /** How consent came. */
  consent: "elicitation" | "consent_token" | "terminal" | "not_required";
  /** At the start as planned, at the end as stored. */
  changes: Change[];
  outcome?: "done" | "failed";
  error?: string;
  /** `x-okta-request-id` of each request of the act. */
  request_ids?: string[];
  undo?: { tool: string; args: Record<string, unknown> };
}

/** Where audit lines go. */
export interface AuditLog {
  /** @throws Error where the line cannot be stored for good: then nothing may be changed. */
  append(entry: AuditEntry): Promise<void>;
  /** Both lines of a change, the end last; empty where it is not known. */
  read(change: string): Promise<AuditEntry[]>;
  /** The latest ends that carry an undo, newest first. */
  undoable(limit: number): Promise<AuditEntry[]>;
}

/** Where the log lies in the program's own folder, unless the operator names another file. */
export function auditPathIn(folder: string): string {
  return join(folder, "audit.jsonl");
}

/** Keeps the log for the life of the process only: for the demo org, whose changes die with it. */
export function memoryAudit(): AuditLog {
  return overLines(() => Promise.resolve([]), () => Promise.resolve());
}

/**
 * Appends to the file at `path`, which is made with mode 0600 and flushed to the disk with every line.
 * @param redact masks secrets before anything is written.
 * @param folder the program's own folder around it, made where it is missing; an operator's is left alone.
 */
export function fileAudit(path: string, redact: <T>(value: T) => T, folder?: string): AuditLog {
  async function read(): Promise<AuditEntry[]> {
    const text = await Deno.readTextFile(path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return "";
      throw error;
    });
    return text.split("\n").flatMap((line) => {
      try {
        return [JSON.parse(line) as AuditEntry];
      } catch {
        return []; // a line that a killed process left half written
      }
    });
  }
  async function append(entry: AuditEntry): Promise<void> {
    if (folder !== undefined) await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await Deno.open(path, { append: true, create: true, read: true, mode: 0o600 });
    try {
      const line = JSON.stringify(storable(entry, redact)) + "\n";
      const bytes = new TextEncoder().encode(await endsOpen(file) ? "\n" + line : line);
      for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
      await file.sync();
    } finally {
      file.close();
    }
  }
  return overLines(read, append);
}

/** An undo whose values had to be masked would write the masks: it is good in this process's memory only. */
function storable(entry: AuditEntry, redact: <T>(value: T) => T): AuditEntry {
  const { undo, ...masked } = redact(entry);
  return JSON.stringify(undo) === JSON.stringify(entry.undo) && undo ? { ...masked, undo } : masked;
}

/** Whether the file's last byte is not a line's end, as after a crash in mid-line. */
async function endsOpen(file: Deno.FsFile): Promise<boolean> {
  if ((await file.stat()).size === 0) return false;
  await file.seek(-1, Deno.SeekMode.End);
  const last = new Uint8Array(1);
  await file.read(last);
  return last[0] !== 10;
}

function overLines(
  stored: () => Promise<AuditEntry[]>,
  append: (entry: AuditEntry) => Promise<void>,
): AuditLog {
  const own: AuditEntry[] = [];
  async function all(): Promise<AuditEntry[]> {
    const known = new Set(own.map(({ change }) => change));
    return [...(await stored()).filter(({ change }) => !known.has(change)), ...own];
  }
  return {
    async append(entry) {
      await append(entry);
      own.push(entry);
    },
    async read(change) {
      return (await all()).filter((entry) => entry.change === change);
    },
    async undoable(limit) {
      return (await all()).filter(({ phase, undo }) => phase === "end" && undo).reverse().slice(0, limit);
    },
  };
}
