import type { LocalizedText } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';

/** Parts of a call that are quoted in a change: an explanation must stay short. */
const MAX_PART = 80;

const shown = (text: string): string => displayText(text.trim().replaceAll(/\s+/gu, ' '), MAX_PART);

/** What a change says to a person or an agent. */
export const changeTexts: Readonly<
  Record<'use' | 'remove' | 'write' | 'read', (by: string, old: string) => LocalizedText> &
    Record<
      'leaveOut' | 'dryRun' | 'look' | 'download' | 'doFirst' | 'withoutPrivilege' | 'limit' | 'separate',
      (part: string) => LocalizedText
    >
> = Object.freeze({
  use: (by: string, old: string): LocalizedText => ({
    en: `use ${shown(by)} instead of ${shown(old)}`,
    zh: `改用 ${shown(by)}，不用 ${shown(old)}`,
  }),
  leaveOut: (part: string): LocalizedText => ({ en: `leave out ${shown(part)}`, zh: `去掉 ${shown(part)}` }),
  dryRun: (command: string): LocalizedText => ({
    en: `dry run first: ${shown(command)}`,
    zh: `先试运行：${shown(command)}`,
  }),
  look: (command: string): LocalizedText => ({
    en: `look first: ${shown(command)}`,
    zh: `先查看：${shown(command)}`,
  }),
  download: (command: string): LocalizedText => ({
    en: `download it to a file and look at it before it runs: ${shown(command)}`,
    zh: `先下载到文件，查看后再运行：${shown(command)}`,
  }),
  doFirst: (command: string): LocalizedText => ({
    en: `do this instead: ${shown(command)}`,
    zh: `改为：${shown(command)}`,
  }),
  withoutPrivilege: (program: string): LocalizedText => ({
    en: `run it without ${shown(program)}`,
    zh: `不使用 ${shown(program)} 运行`,
  }),
  remove: (by: string, old: string): LocalizedText => ({
    en: `delete ${shown(by)} instead of ${shown(old)}`,
    zh: `删除 ${shown(by)}，而不是 ${shown(old)}`,
  }),
  write: (by: string, old: string): LocalizedText => ({
    en: `write ${shown(by)} in the workspace instead of ${shown(old)}`,
    zh: `写入工作区内的 ${shown(by)}，而不是 ${shown(old)}`,
  }),
  read: (by: string, old: string): LocalizedText => ({
    en: `take ${shown(by)} instead of ${shown(old)}`,
    zh: `使用 ${shown(by)}，而不是 ${shown(old)}`,
  }),
  limit: (statement: string): LocalizedText => ({
    en: `limit it to the rows you mean: ${shown(statement)}`,
    zh: `限定到所需的行：${shown(statement)}`,
  }),
  separate: (part: string): LocalizedText => ({
    en: `leave out ${shown(part)} and ask for it in a call of its own; the rest needs less`,
    zh: `去掉 ${shown(part)}，另行单独请求；其余部分要求更低`,
  }),
});

/** Two changes of one call. */
export function bothChanges(first: LocalizedText, second: LocalizedText): LocalizedText {
  return { en: `${first.en}, and ${second.en}`, zh: `${first.zh}，并且${second.zh}` };
}
