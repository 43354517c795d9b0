import type { Words } from "./words.ts";

/**
 * How sure a conclusion is. `certain`: a record or the log states it. `likely`: several signs agree and what looks
 * like it does not fit. `possible`: one sign only, or something that could not be checked.
 */
export type Confidence = "certain" | "likely" | "possible";

/**
 * What a finding does to the person. `critical`: somebody else may be in the account, or at it. `blocking`: they
 * cannot sign in. `hindering`: it fails, now or again and again. `notice`: it explains no trouble, but should be known.
 */
export type Severity = "critical" | "blocking" | "hindering" | "notice";

/** A call that is ready to be made. */
export interface ToolCall {
  tool: string;
  arguments: Record<string, string | string[]>;
}

/** Something to do next, by a person, a tool or both; in the order in which to do it. */
export interface Step {
  what: Words;
  call?: ToolCall;
}

/** What a conclusion rests on. */
export interface Evidence {
  what: Words;
  /** ISO 8601; when, or when it began. */
  at?: string;
  /** Ids (`uuid`) of System Log events that show it: the first and the last where there are many. */
  events?: string[];
}

/** A cause that holds. */
export interface Found {
  severity: Severity;
  confidence: Confidence;
  /** One sentence with its subject left out, for after "Verdict:". */
  headline: Words;
  /** The strongest first. */
  evidence: Evidence[];
  next: Step[];
}

/**
 * What a rule says of a case: the cause holds, it does not and why, or that it cannot be told and why. `close`: there
 * was a part of what it looks for, which whoever doubts the verdict should know.
 */
export type Judgement = { found: Found } | { ruledOut: Words; close?: boolean } | { unchecked: Words };

/** What a rule or signal is, in the words of docs/investigations.md. */
export interface RuleText<Id extends string> {
  id: Id;
  title: string;
  /** What it looks for. */
  looksFor: string;
  /** Why that allows the conclusion. */
  concludes: string;
  /** What would show the conclusion to be wrong; told with every finding. */
  refutedBy: string;
}

/** A cause that was found, with the rule that found it. */
export type Finding<Id extends string> = Found & { id: Id; refutedBy: string };

/** Everything that an investigation concluded. */
export interface Conclusion<Id extends string> {
  /** The gravest and surest first; never empty. */
  findings: [Finding<Id>, ...Finding<Id>[]];
  /** What does not hold, with the reason. */
  ruledOut: { id: Id; because: Words; close: boolean }[];
  /** What could not be told, with the reason. */
  unchecked: { id: Id; because: Words }[];
}

const SEVERITIES: readonly Severity[] = ["critical", "blocking", "hindering", "notice"];
const CONFIDENCES: readonly Confidence[] = ["certain", "likely", "possible"];

/**
 * The order in which findings are told: by what they do to the person, then by how sure they are. An attack so
 * always comes before the lock that it caused.
 */
export function byRank(a: Found, b: Found): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence);
}
