/** Whether something may be recalled, as far as the firewall is concerned. */
export function isReleased(one: { readonly quarantine: string | null }): boolean {
  return one.quarantine === null;
}
