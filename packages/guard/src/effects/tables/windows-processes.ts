/** Processes without which Windows or its protection stops. */
const CRITICAL: ReadonlySet<string> = new Set([
  // The system itself, by its numbers.
  '0',
  '4',
  'csrss',
  'lsass',
  'lsm',
  'services',
  'smss',
  'svchost',
  'system',
  'wininit',
  'winlogon',
  'msmpeng',
  'mssense',
  'securityhealthservice',
]);

/** Whether a process holds the machine up. */
export function isCriticalProcess(name: string): boolean {
  return CRITICAL.has(name.toLowerCase().replace(/\.exe$/, ''));
}
