import type { Held, Holding } from '../settings/holding.js';

const OFF = /^(?:false|no|off|0|null|never)$/i;
const ON = /^(?:true|yes|on|1)$/i;

/** Options of Node that load code. A plain module name is one of the project's own. */
export const NODE_OPTIONS: Held = {
  holds: 'options',
  carried: [
    [
      /(?<![\w-])(?:-r|--require|--import|--loader|--experimental-loader)(?:[\s=]+|(?=[/.]))["']?((?:\.{0,2}\/|data:|https?:|file:)[^\s"']+)/g,
      'file',
    ],
  ],
};

/**
 * Settings of package managers by name, without regard to case and marks: `script-shell`, `script_shell` and
 * `scriptShell` are one. Where packages come from is not among them: that is read where they are installed.
 */
const ROWS: readonly (readonly [names: string, holds: Holding, when?: RegExp])[] = [
  ['scriptshell shell', 'shell'],
  ['git editor viewer nodegyp browser', 'command'],
  ['initmodule onloadscript yarnpath', 'file'],
  ['userconfig globalconfig', 'place'],
  ['cafile httpscafilepath cafilepath sslcacert cert', 'authority'],
  ['strictssl enablestrictssl sslverify sslverifymode securehttp', 'unchecked', OFF],
  ['disabletls', 'unchecked', ON],
  ['trustedhost unsafehttpwhitelist', 'unchecked-hosts'],
  ['proxy httpproxy httpsproxy', 'proxy'],
];

let settings: Map<string, Held> | null = null;

/** What a package manager's setting of this name holds. The last part counts: `global.trusted-host`. */
export function packageSettingOf(name: string): Held | undefined {
  if (settings === null) {
    settings = new Map([['nodeoptions', NODE_OPTIONS]]);
    for (const [names, holds, when] of ROWS)
      for (const each of names.split(' '))
        settings.set(each, when === undefined ? { holds } : { holds, when });
  }
  return settings.get(
    name
      .slice(name.lastIndexOf('.') + 1)
      .replaceAll(/[_-]/g, '')
      .toLowerCase(),
  );
}
