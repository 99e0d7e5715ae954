import { createHash } from 'node:crypto';
import { keepAside } from '../storage/keep-aside.js';
import type { ReportProblem } from '../storage/state-problem.js';
import type { Damage } from './journal-reader.js';

/** Keeps damaged stretches aside and reports each once. */
export interface DamageReport {
  (damage: Damage): void;
  /** How many different ones there were. */
  count(): number;
}

/** Makes a report for the store in a folder. */
export function createDamageReport(folder: string, report: ReportProblem): DamageReport {
  const seen = new Set<string>();
  const onDamage = ({ file, bytes }: Damage): void => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (seen.has(digest)) return;
    seen.add(digest);
    const keptAs = keepAside(folder, bytes);
    const size = `${bytes.length} bytes`;
    report({
      file,
      keptAs,
      message: {
        en: `${size} of the event store are damaged and were skipped; they are kept in ${keptAs ?? file}.`,
        zh: `事件存储中有 ${bytes.length} 字节已损坏并被跳过;原始内容保存在 ${keptAs ?? file}。`,
      },
    });
  };
  return Object.assign(onDamage, { count: () => seen.size });
}
