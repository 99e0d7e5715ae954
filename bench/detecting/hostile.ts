import { median, round } from '../measuring/statistics.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import type { Scan } from './scanners.js';

const ROUNDS = 9;

/** What 64 KB of text written to make a scanner slow costs it: CPU milliseconds, median of nine scans of each. */
export function measureHostile(scan: Scan): {
  worst: string;
  worstMs: number;
  medianMs: number;
  texts: number;
} {
  const costs = Object.entries(HOSTILE_TEXTS).map(([name, text]) => {
    const ms = median(Array.from({ length: ROUNDS }, () => costOf(scan, text)));
    console.log(
      `  ${name.padEnd(36)} ${ms.toFixed(1).padStart(8)} ms${scan(text).incomplete ? '  incomplete' : ''}`,
    );
    return { name, ms };
  });
  const worst = costs.reduce((most, each) => (each.ms > most.ms ? each : most));
  const middle = median(costs.map(({ ms }) => ms));
  console.log(
    `hostile: worst ${worst.name} ${worst.ms.toFixed(1)} ms, median ${middle.toFixed(1)} ms (goal 20)`,
  );
  return { worst: worst.name, worstMs: round(worst.ms), medianMs: round(middle), texts: costs.length };
}

function costOf(scan: Scan, text: string): number {
  const before = process.cpuUsage();
  scan(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
