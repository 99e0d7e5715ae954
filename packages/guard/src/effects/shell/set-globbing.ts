import { NOTHING, type Data, type Field } from './data.js';
import { lookUp, type Shell } from './shell-state.js';
import type { GlobOptions } from '../paths/glob-options.js';

const DOTS = /^(?:dotglob|glob_?dots)$/i;
const ANY_CASE = /^(?:nocaseglob|no_?case_?glob)$/i;

/** `shopt -s dotglob`, `setopt GLOB_DOTS`: patterns take more names from here on. */
export function setGlobbing(args: readonly Field[], shell: Shell): Data {
  const names = args.some(({ text }) => /^-[a-z]*u/.test(text)) ? [] : args.map(({ text }) => text);
  const { dots = false, anyCase = false } = shell.globbing ?? {};
  shell.globbing = {
    dots: dots || names.some((name) => DOTS.test(name)),
    anyCase: anyCase || names.some((name) => ANY_CASE.test(name)),
  };
  return NOTHING;
}

/** What a shell's patterns take: as it was told in this text, or by its environment. */
export function globOptionsOf(shell: Shell): GlobOptions {
  const ignored = lookUp(shell, 'GLOBIGNORE')?.values.some(({ text }) => text !== '') === true;
  const given =
    lookUp(shell, 'BASHOPTS')
      ?.values.map(({ text }) => text)
      .join(':') ?? '';
  const dots = ignored || shell.globbing?.dots === true || given.includes('dotglob');
  return { dots, anyCase: shell.globbing?.anyCase === true || given.includes('nocaseglob') };
}
