/** Severity of a diagnostic line, the gravest last. */
export const LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

export type Log = (level: LogLevel, event: string, details?: Record<string, unknown>) => void;

/** A logger that writes one JSON object a line with `write`, from `threshold` up. stdout belongs to MCP: give it stderr. */
export function jsonLog(threshold: LogLevel, write: (line: string) => void, now: () => Date): Log {
  const lowest = LOG_LEVELS.indexOf(threshold);
  return (level, event, details) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    write(JSON.stringify({ time: now().toISOString(), level, event, ...details }) + "\n");
  };
}
