import { REPOSITORY } from "../../src/version.ts";
import { withBlock } from "./block.ts";
import { peersTable } from "./peers.ts";

/** README.md with what is known elsewhere made anew: where releases are, and how this server compares. */
export async function readmePage(): Promise<string> {
  const page = await Deno.readTextFile("README.md");
  const released = page.replace(/(?<=https:\/\/github\.com\/)[\w.-]+\/[\w.-]+(?=\/releases\b)/g, REPOSITORY);
  return withBlock(released, "peers", await peersTable());
}
