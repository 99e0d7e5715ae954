import { chooseBackend } from 'sentinel-agentos';
import type { Doctor } from 'sentinel-agentos';
import type { DoctorFinding } from './finding.js';

/** What this machine has for a sandbox. Without one commands run as the user: a thing to know, not to mend. */
export async function sandboxFinding(): Promise<DoctorFinding> {
  const doctors = await chooseBackend().probe();
  return sandboxFindingOf(doctors);
}

/** What the reports of all backends come to. */
export function sandboxFindingOf(doctors: readonly Doctor[]): DoctorFinding {
  const check = 'sandbox';
  const available = doctors.filter((doctor) => doctor.available);
  if (available.length > 0) {
    const names = available.map(({ backend, version }) => `${backend} ${version ?? ''}`.trim()).join(', ');
    return { check, level: 'ok', what: { en: names, zh: names } };
  }
  return {
    check,
    level: 'warning',
    what: { en: 'No sandbox can be had on this machine.', zh: '本机没有可用的沙箱。' },
    fix: {
      en: 'See what each of them lacks: sentinel-agentos sandbox doctor',
      zh: '查看各自缺少什么：sentinel-agentos sandbox doctor',
    },
  };
}
