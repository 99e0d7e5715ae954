import type { CommandInput } from './command.js';
import type { FileJournal } from 'sentinel-agentos';

export type ShowProgress = NonNullable<Parameters<FileJournal['verify']>[0]>;

/** Shows how far a verification is, where somebody watches; `end` takes the line away. */
export function verifyProgress({ terminal, language }: Pick<CommandInput, 'terminal' | 'language'>): {
  readonly show: ShowProgress;
  readonly end: () => void;
} {
  const { progress } = terminal;
  if (progress === null) return { show: () => undefined, end: () => undefined };
  let isShown = false;
  return {
    show({ records, bytes, totalBytes }) {
      const percent = totalBytes === 0 ? 100 : Math.min(100, Math.floor((100 * bytes) / totalBytes));
      const text = {
        en: `verifying: ${percent} %, ${records} records`,
        zh: `正在校验：${percent}%，${records} 条记录`,
      };
      isShown = true;
      progress(text[language]);
    },
    end: () => (isShown ? progress('') : undefined),
  };
}
