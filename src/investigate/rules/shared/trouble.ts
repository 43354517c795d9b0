export function isTrouble({ severity }: { severity: string }): boolean {
  return severity !== "notice";
}
