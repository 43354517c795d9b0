import type * as z from "zod";

/**
 * What a tool may do to the org. `write` can be taken back or harms nobody; `destructive` loses something or shuts
 * somebody out, even where an undo exists.
 */
export type Risk = "read" | "write" | "destructive";

/** What every call carries besides the services (such as the Okta client) that the program gives its tools. */
export interface CallBase {
  now(): Date;
  /** Aborted when the client cancels, or goes away. */
  signal: AbortSignal;
  /** Tells a waiting client what is going on; dropped where the client asked for no progress. */
  progress(message: string, done?: number, total?: number): void;
}

/** A running call: `CallBase` and the program's services. */
export type Call<S> = CallBase & S;

/** What a reading tool answers: one text that stands alone, and the same facts as data. */
export interface Answer<D> {
  text: string;
  data: D;
}

/** One thing that a write alters. `null` means: not there. */
export interface Change {
  what: string;
  before: unknown;
  after: unknown;
}

/** Whom or what a write touches, by name: a bare id tells the person who consents nothing. */
export interface Target {
  type: string;
  id: string;
  name: string;
}

/** A write as it would happen, found out by reading only: what the person is asked to consent to. */
export interface Plan<P> {
  /** One line in the imperative that names the target, e.g. `Unlock "Jane Moreno" (jane@…, LOCKED_OUT)`. */
  action: string;
  target: Target;
  changes: Change[];
  /** The blast radius and what to beware of, a sentence each, the gravest first. */
  warnings: string[];
  /** How to take it back, or that it cannot be. */
  reversible: string;
  /** What `act` needs to know; never shown. */
  state: P;
}

/** What a write did, re-read from the org. */
export interface Outcome {
  /** What is really stored now. */
  changes: Change[];
  /** What the person should know or do next, a sentence each. */
  notes: string[];
  /** Why it stopped halfway, and what is left to do; `changes` are those made until then. Absent where all was done. */
  failed?: string;
  /** The call that takes it back, where there is one: its plan must start from what this one stored. */
  undo?: { tool: string; args: Record<string, unknown> };
}

interface ToolFacts<I extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  /** `core`, `support`, or the area of Okta's API. */
  toolset: string;
  input: I;
  /** The OAuth 2.0 scopes without which it cannot do its work. */
  scopes: readonly string[];
  /** Scopes that are asked for too: without them a part of the answer is missing, and the answer says so. */
  helpfulScopes?: readonly string[];
}

/** A tool that only reads. */
export interface ReadTool<S, I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject>
  extends ToolFacts<I> {
  risk: "read";
  output: O;
  run(args: z.infer<I>, call: Call<S>): Promise<Answer<z.infer<O>>>;
}

/**
 * A tool that changes something. It cannot act by itself: `plan` reads and says what would happen, the server asks
 * consent for just that, plans again to see that nothing has moved, and only then calls `act`.
 */
export interface WriteTool<S, I extends z.ZodObject = z.ZodObject, P = unknown> extends ToolFacts<I> {
  risk: "write" | "destructive";
  /** Doing it twice leaves the org as doing it once. */
  idempotent: boolean;
  /** Whether its `user` argument may be a list, `users`: planned, shown and consented to as one. */
  bulk?: true;
  /**
   * The half of a tool that only reads: it takes the calls of which `takes` says that they change nothing, without
   * consent. Where nothing may be changed (`OKTA_READ_ONLY`) it stands in for the whole, under the same name.
   */
  reading?: ReadTool<S> & { takes(args: z.infer<I>): Promise<boolean> };
  /** @throws UserError where the target's state forbids it, with the way out. Sends no request that changes anything. */
  plan(args: z.infer<I>, call: Call<S>): Promise<Plan<P>>;
  act(plan: Plan<P>, call: Call<S>): Promise<Outcome>;
}

export type Tool<S> = ReadTool<S> | WriteTool<S>;

/** Functions that define tools over the services `S`; each tool stays fully typed inside. */
export function toolDefiner<S>(): {
  defineTool: <I extends z.ZodObject, O extends z.ZodObject>(tool: Omit<ReadTool<S, I, O>, "risk">) => ReadTool<S>;
  defineWrite: <I extends z.ZodObject, P>(tool: WriteTool<S, I, P>) => WriteTool<S>;
} {
  return {
    defineTool: (tool) => ({ ...tool, risk: "read" }),
    defineWrite: (tool) => tool as WriteTool<S>,
  };
}
