/** The value below which the share `part` of the values lies, by nearest rank. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(part * sorted.length) - 1, 0)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
