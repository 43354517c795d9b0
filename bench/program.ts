import { readLines } from "../src/lines.ts";
import { cleanEnvironment } from "../tests/real/program.ts";

/** What came back for a request. */
export interface Reply {
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
  /** Of the whole line. */
  bytes: number;
  /** From the request to its answer, in milliseconds. */
  ms: number;
}

interface Arrival {
  message: Pick<Reply, "result" | "error">;
  bytes: number;
  at: number;
}

/** The program over stdio, as raw lines: a client's own work would blur what is measured. Close with `await using`. */
export interface Program extends AsyncDisposable {
  request(method: string, params?: Record<string, unknown>): Promise<Reply>;
  call(tool: string, args?: Record<string, unknown>): Promise<Reply>;
  /** Opens the connection and lists the tools: what every client does first. */
  open(): Promise<Reply>;
  /** Milliseconds since the process was started. */
  age(): number;
  /** Resident memory in megabytes (2^20 bytes); NaN where the system does not tell. */
  residentMb(): number;
}

/** @param command The program and its first arguments. */
export function startProgram(command: readonly string[], settings: Record<string, string>): Program {
  const [path, ...args] = command;
  const born = performance.now();
  const child = new Deno.Command(path!, {
    args,
    env: cleanEnvironment(settings),
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const stdin = child.stdin.getWriter();
  const waiting = new Map<number, (arrival: Arrival) => void>();
  const reading = (async () => {
    for await (const line of readLines(child.stdout, () => {})) {
      const at = performance.now();
      const { id, ...message } = JSON.parse(line);
      waiting.get(id)?.({ message, bytes: new TextEncoder().encode(line).length, at });
      waiting.delete(id);
    }
  })();
  let ids = 0;

  function write(message: unknown) {
    return stdin.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
  }
  async function request(method: string, params: Record<string, unknown> = {}): Promise<Reply> {
    const id = ++ids;
    const begin = performance.now();
    const answer = new Promise<Arrival>((resolve) => waiting.set(id, resolve));
    await write({ jsonrpc: "2.0", id, method, params });
    const { message, bytes, at } = await answer;
    return { ...message, bytes, ms: at - begin };
  }

  return {
    request,
    call: (name, args = {}) => request("tools/call", { name, arguments: args }),
    async open() {
      const clientInfo = { name: "benchmark", version: "1.0.0" };
      await request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
      await write({ jsonrpc: "2.0", method: "notifications/initialized" });
      return await request("tools/list");
    },
    age: () => performance.now() - born,
    residentMb: () => residentMb(child.pid),
    async [Symbol.asyncDispose]() {
      await stdin.close();
      await reading;
      await child.status;
    },
  };
}

function residentMb(pid: number): number {
  try {
    const pages = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Number(pages.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

/** The text of a tool's answer. @throws Error for a call that failed. */
export function textOf({ result, error }: Reply): string {
  const [block] = (result?.content ?? []) as { text: string }[];
  if (block === undefined || result?.isError) throw new Error(block?.text ?? error?.message);
  return block.text;
}
