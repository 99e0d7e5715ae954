import type { Evidence, Finding, LocalizedText } from '@sentinel-agentos/core';
import type { EffectReading, ReadCommand } from '../effects/effect-reading.js';
import { PUBLISHED_INSTALLER } from '../effects/shell/judge-code.js';
import { displayText } from '../matching/display-text.js';
import { opensToEveryone } from './file-mode.js';

type InstantRule = 'superuser' | 'open-to-everyone' | 'delete-everything' | 'download-to-shell';

const MESSAGES: Readonly<Record<InstantRule, LocalizedText>> = {
  superuser: {
    en: 'Commands are not run with the rights of another user (sudo, su, doas, pkexec).',
    zh: '禁止以其他用户的权限运行命令（sudo、su、doas、pkexec）。',
  },
  'open-to-everyone': {
    en: 'Files are not opened to everyone (chmod 777).',
    zh: '禁止向所有用户开放文件的全部权限（chmod 777）。',
  },
  'delete-everything': {
    en: 'The whole system or home folder is not deleted (rm -rf /).',
    zh: '禁止删除整个系统或主目录（rm -rf /）。',
  },
  'download-to-shell': {
    en: 'Text from the network is not run as code (curl … | sh).',
    zh: '禁止将网络下载的内容直接作为代码运行（curl … | sh）。',
  },
};

const SUPERUSER: ReadonlySet<string> = new Set(
  'sudo sudoedit doas su pkexec runuser run0 dzdo gosu please gsudo'.split(' '),
);
const MODE_CHANGERS: ReadonlySet<string> = new Set(['chmod', 'gchmod']);

/**
 * Four rules that deny whatever the thresholds and lists say. They look at what was read (commands with carriers taken
 * off, effects and findings), never at the text: `echo "never run sudo"` breaks none of them.
 */
export function instantFindings(reading: EffectReading): readonly Finding[] {
  const findings: Finding[] = [];
  for (const command of reading.commands) {
    const program = programOf(command);
    if (SUPERUSER.has(program)) findings.push(finding('superuser', command.evidence, shown(command)));
    else if (MODE_CHANGERS.has(program) && opensToEveryone(command.argv.slice(1)))
      findings.push(finding('open-to-everyone', command.evidence, shown(command)));
  }
  for (const { verb, scope, reversibility, sensitivity, target, evidence } of reading.effects) {
    const everything = verb === 'fs.delete' && scope === 'host' && reversibility === 'irreversible';
    if (everything && sensitivity === 'critical')
      findings.push(finding('delete-everything', evidence, target));
    // Who published it is no question here.
    if (verb === 'pkg.install' && target === PUBLISHED_INSTALLER)
      findings.push(finding('download-to-shell', evidence, ''));
  }
  for (const { rule, evidence } of reading.findings) {
    if (rule === 'flow.download-to-shell' && evidence !== undefined)
      findings.push(finding('download-to-shell', evidence, ''));
  }
  return onceEach(findings);
}

function finding(rule: InstantRule, evidence: Evidence, about: string): Finding {
  const { en, zh } = MESSAGES[rule];
  const detail = displayText(about);
  return Object.freeze({
    gate: 'rules',
    rule: `instant.${rule}`,
    floor: 'deny',
    field: evidence.param,
    message: detail === '' ? { en, zh } : { en: `${en} (${detail})`, zh: `${zh}（${detail}）` },
    evidence,
  });
}

/** The program without its folder; in lower case, as file systems without case find it. */
function programOf({ argv }: ReadCommand): string {
  const program = argv[0] ?? '';
  return program
    .slice(program.lastIndexOf('/') + 1)
    .replace(/\.exe$/i, '')
    .toLowerCase();
}

function shown({ argv }: ReadCommand): string {
  return argv
    .slice(0, 16)
    .map((word) => word ?? '…')
    .join(' ');
}

function onceEach(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, evidence }) => {
    const key = `${rule} ${evidence?.param} ${evidence?.start} ${evidence?.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
