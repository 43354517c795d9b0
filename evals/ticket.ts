import type { OrgState } from "../src/sandbox/state.ts";

/** A support case with its right solution: what a person writes, and what must have come of it. */
export interface Ticket {
  name: string;
  /** What the person writes, each after the answer to the one before. */
  asks: readonly string[];
  /** The toolset that it takes, where `chat`'s own, the core, is not enough. */
  toolset?: "support";
  /** Makes the org what the case needs, before the model sees it. */
  arrange?(org: OrgState): void;
  /** The facts that the answers must hold between them, in whatever words. */
  says: Readonly<Record<string, RegExp>>;
  /** What no answer may claim. */
  never?: Readonly<Record<string, RegExp>>;
  /** The one change that the person wants to be asked about; to all others they say no. */
  change?: WantedChange;
}

/** A change that belongs to the solution of a ticket. */
export interface WantedChange {
  /** How its preview begins. */
  preview: RegExp;
  /** The person changes their mind, and says no. */
  declined?: true;
  /** Whether the org is as it must be at the end. */
  leaves(org: OrgState): boolean;
}
