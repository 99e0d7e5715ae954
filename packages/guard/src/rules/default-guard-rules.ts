import { defaultSchemaRules } from '../schema/default-rules.js';
import type { GuardRules } from './guard-rules.js';

/**
 * The built-in black lists, in force with `preRegisteredRules: true`. They say what is plainly wrong in words a
 * person knows; what the lists don't name is judged by its effects all the same. Matching begins where a
 * command begins: see {@link GuardRules} and the page on rules.
 */
export const defaultGuardRules: GuardRules = Object.freeze<GuardRules>({
  dangerous: [
    [
      'rm (?:-\\S+ )*(?:-[A-Za-z]*[rR][A-Za-z]*|--recursive) (?:-\\S+ )*/\\*?(?:\\s|$)',
      { en: 'deletes the whole system', zh: '删除整个系统' },
    ],
    ['find /\\s(?:\\S+ )*-delete\\b', { en: 'deletes the whole system', zh: '删除整个系统' }],
    ['mkfs(?:\\.\\w+)?\\s', { en: 'formats a disk', zh: '格式化磁盘' }],
    [
      'dd (?:\\S+ )*of=/dev/(?:sd|hd|vd|xvd|nvme|mmcblk|r?disk|k?mem)',
      { en: 'overwrites a disk', zh: '覆写磁盘' },
    ],
    ['(?:shred|wipefs|blkdiscard) (?:\\S+ )*/dev/', { en: 'wipes a disk', zh: '擦除磁盘' }],
    [
      '(?:curl|wget)\\s[^|;&\\n]*\\|\\s*(?:sudo\\s+)?(?:ba|da|k|z)?sh\\b',
      { en: 'runs text from the network as code', zh: '直接运行来自网络的脚本' },
    ],
    [
      'chmod (?:-\\S+ )*(?:0?777|a\\+rwx|ugo\\+rwx) /(?:\\s|$)',
      { en: 'opens the whole system to everyone', zh: '向所有用户开放整个系统' },
    ],
    [
      'chown (?:-\\S+ )*(?:-[A-Za-z]*R[A-Za-z]*|--recursive) (?:-\\S+ )*\\S+ /(?:\\s|$)',
      { en: 'changes the owner of the whole system', zh: '更改整个系统的所有者' },
    ],
    ['mv (?:\\S+ )+/dev/null(?:\\s|$)', { en: 'destroys files', zh: '销毁文件' }],
    [
      'kill -(?:s )?(?:9|15|KILL|TERM|SIGKILL|SIGTERM) (?:-- )?-1(?:\\s|$)',
      { en: 'ends every process', zh: '终止所有进程' },
    ],
    [
      '(?:nc|ncat|netcat) (?:\\S+ )*(?:-[a-z]*[ec]|--exec|--sh-exec) \\S*sh\\b',
      { en: 'connects a shell to the network', zh: '将 shell 接入网络' },
    ],
    [
      '(?:ba|z|k)?sh -i\\b[^;|\\n]*/dev/(?:tcp|udp)/',
      { en: 'connects a shell to the network', zh: '将 shell 接入网络' },
    ],
  ],
  warning: [
    [
      'git (?:-\\S+ \\S+ )*push (?:\\S+ )*(?:--force|-[a-z]*f[a-z]*)(?:\\s|$)',
      { en: 'overwrites a remote branch', zh: '强制覆盖远程分支' },
    ],
    ['(?:npm|pnpm|yarn|bun) (?:npm )?publish\\b', { en: 'publishes a package', zh: '发布 npm 公共包' }],
    ['DROP (?:TABLE|DATABASE|SCHEMA)\\b', { en: 'deletes a database or table', zh: '删除数据库或表' }],
    ['TRUNCATE (?:TABLE )?\\w', { en: 'empties a table', zh: '清空数据表' }],
    ['sudo (?:-\\S+ )*rm\\b', { en: 'deletes as the superuser', zh: '超级用户删除' }],
    ['iptables (?:\\S+ )*(?:-F|--flush)\\b', { en: 'removes the firewall rules', zh: '清空防火墙规则' }],
    ['crontab (?:\\S+ )*-r\\b', { en: 'deletes all scheduled jobs', zh: '删除全部定时任务' }],
    ['terraform (?:\\S+ )*destroy\\b', { en: 'destroys infrastructure', zh: '销毁基础设施' }],
  ],
  sensitiveFiles: [
    '.env',
    '*.key',
    '*.pem',
    '.ssh/id_{rsa,dsa,ecdsa,ed25519}',
    '.aws/credentials',
    '.gnupg/**',
    '.netrc',
    '.pgpass',
    '.git-credentials',
    '.kube/config',
    '.docker/config.json',
    '/etc/shadow',
    '/etc/gshadow',
  ],
  protectedFiles: ['package.json', 'MEMORY.md', 'AGENTS.md', 'SOUL.md', '.git'],
  schema: defaultSchemaRules,
});
