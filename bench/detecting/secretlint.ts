import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { Corpus } from './corpus.js';

const CONFIG = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};

/** Number of findings in each row of secretlint with its recommended rules, and the CPU seconds of it. */
export async function runSecretlint({ rows }: Corpus): Promise<{ findings: number[]; seconds: number }> {
  const before = process.cpuUsage();
  const findings: number[] = [];
  for (const { text } of rows) {
    const result = await lintSource({
      source: { content: text, filePath: '/corpus/text.txt', ext: '.txt', contentType: 'text' },
      options: { config: CONFIG },
    });
    findings.push(result.messages.length);
  }
  const { user, system } = process.cpuUsage(before);
  return { findings, seconds: (user + system) / 1e6 };
}
