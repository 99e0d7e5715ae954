import type { LocalizedText } from '@sentinel-agentos/core';
import type { AffectedFile, Reached } from './affected.js';

/** A type, not an interface: plans are plain JSON. */
export type PlanSummary = { readonly en: string; readonly zh: string };

const MAX_NAMED = 10;

const VERBS: Readonly<Record<AffectedFile['verb'], LocalizedText>> = {
  'fs.write': { en: 'write', zh: '写入' },
  'fs.delete': { en: 'delete', zh: '删除' },
  'fs.chmod': { en: 'change the mode of', zh: '修改权限' },
};

// File names are untrusted: a line break or an escape sequence must not forge a line of a report.
function oneLine(name: string): string {
  return name.replace(/\p{Cc}/gu, (control) =>
    JSON.stringify(control)
      .slice(1, -1)
      .replace(/^\\u00/, '\\x'),
  );
}

function listed(items: readonly string[], more: (count: number) => string, separator: string): string {
  const named = items.slice(0, MAX_NAMED).map(oneLine);
  if (items.length > MAX_NAMED) named.push(more(items.length - MAX_NAMED));
  return named.join(separator);
}

function english(
  tool: string,
  files: readonly AffectedFile[],
  network: readonly Reached[],
  incomplete: boolean,
): string {
  const more = (count: number): string => `${count} more`;
  const changes = files.map(
    ({ verb, path }) => `${VERBS[verb].en} ${path ?? 'a path that the call does not tell'}`,
  );
  const places = network.map(({ destination }) => destination ?? 'a place that the call does not tell');
  return [
    `Dry run of ${oneLine(tool)}: nothing was run.`,
    changes.length === 0 ? 'No file change is known.' : `It would ${listed(changes, more, '; ')}.`,
    ...(places.length === 0 ? [] : [`It would reach ${listed(places, more, ', ')}.`]),
    ...(incomplete ? ['It starts a program or code that may do more than can be read from the call.'] : []),
  ].join(' ');
}

function chinese(
  tool: string,
  files: readonly AffectedFile[],
  network: readonly Reached[],
  incomplete: boolean,
): string {
  const more = (count: number): string => `另有 ${count} 项`;
  const changes = files.map(({ verb, path }) => `${VERBS[verb].zh} ${path ?? '调用中未说明的路径'}`);
  const places = network.map(({ destination }) => destination ?? '调用中未说明的地址');
  return [
    `${oneLine(tool)} 的试运行：没有执行任何操作。`,
    changes.length === 0 ? '未发现文件改动。' : `将会${listed(changes, more, '；')}。`,
    ...(places.length === 0 ? [] : [`将会访问 ${listed(places, more, '、')}。`]),
    ...(incomplete ? ['它会启动程序或代码，实际影响可能多于调用本身所示。'] : []),
  ].join('');
}

/** One or two sentences for a person: what would change, what would be reached, and what cannot be told. */
export function summarise(
  tool: string,
  files: readonly AffectedFile[],
  network: readonly Reached[],
  incomplete: boolean,
): PlanSummary {
  return { en: english(tool, files, network, incomplete), zh: chinese(tool, files, network, incomplete) };
}
