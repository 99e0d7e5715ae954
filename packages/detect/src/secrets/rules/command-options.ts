import type { SecretRule } from '../rule.js';

/** An option of programs that takes a password. */
interface PasswordOption {
  /** Beginnings of the programs' names, or programs with the command that takes the option. */
  readonly programs: readonly string[];
  readonly option: string;
  /** How the value stands behind the option: at once, behind a space, or either. */
  readonly value: 'glued' | 'apart' | 'either';
}

const OPTIONS: readonly PasswordOption[] = [
  // With a space `-p` asks for the password, and what follows is a database.
  { programs: ['mysql', 'mariadb'], option: '-p', value: 'glued' },
  { programs: ['sshpass'], option: '-p', value: 'either' },
  { programs: ['docker login', 'podman login', 'registry login', 'oc login'], option: '-p', value: 'apart' },
  { programs: ['redis-cli'], option: '-a', value: 'apart' },
  { programs: ['ldapsearch', 'ldapmodify', 'ldapadd'], option: '-w', value: 'apart' },
];

const GAPS = { glued: '', apart: '[ \\t]{1,4}', either: '[ \\t]{0,4}' } as const;
const VALUE = /["']?([^\s"'`$<{[(\\-][^\s"'`|;&\\]{5,127})/.source;

/** Passwords on command lines, behind options that only their program makes one of. */
export const COMMAND_OPTION_RULES: readonly SecretRule[] = [
  {
    id: 'secret.command-option',
    type: 'password',
    severity: 2,
    anchors: OPTIONS.flatMap(({ programs }) => programs),
    pattern: new RegExp(OPTIONS.map(sourceOf).join('|'), 'y'),
    validator: 'labelled-password',
    specificity: 2,
    message: { en: 'Password on a command line', zh: '命令行中的密码' },
  },
];

function sourceOf({ programs, option, value }: PasswordOption): string {
  return `(?:${programs.join('|')})[\\w-]{0,12}(?=[ \\t])[^\\n;|&]{0,160}?[ \\t]${option}${GAPS[value]}${VALUE}`;
}
