import { claudeCode } from "./claude_code.ts";
import { claudeDesktop } from "./claude_desktop.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex.ts";
import { cursor } from "./cursor.ts";
import { gemini } from "./gemini.ts";
import { vscode } from "./vscode.ts";

/** Every client that `install` knows. */
export const CLIENTS: readonly Client[] = [claudeDesktop, claudeCode, vscode, cursor, codex, gemini];
