import { shape } from '../effect-shape.js';
import { originOf } from '../network/package-origin.js';
import type { Data } from '../shell/data.js';
import { lookUp } from '../shell/shell-state.js';
import { ORIGIN_VARIABLES } from '../tables/package-origins.js';
import { readFetchedManifest } from './written-code.js';
import { note, type Invocation } from './invocation.js';

/** Code of a repository that has a public name, unseen by the registry: somebody is told. */
const FROM_FORGE = shape('pkg.install', 'workspace', 'hard', 'normal');
/** Install scripts and imports of whoever answers at that address run here. */
const FROM_STRANGER = shape('pkg.install', 'host', 'hard', 'normal');

/** Options of package managers that name where packages come from. */
const SOURCE_OPTION =
  /^(?:--registry|--index-url|-i|--extra-index-url|--index|--default-index|--find-links|-f|--source|-s|--git|--from|-p|--package|-r|--requirement|--with|-c|--constraint|--add-source|--mirror|--repo|--repository)$/;

/** Notes from whom a package manager would take code: an address among its arguments, or one in its environment. */
export function readPackageSources(invocation: Invocation): Data | undefined {
  const { shell, operands, options } = invocation;
  if (/^(?:npm|c?npm|pnpm|yarn|yarnpkg|bun)\b/.test(invocation.name)) readFetchedManifest(invocation);
  for (const { text } of operands) noteSource(invocation, text);
  for (const { name, value } of options)
    if (value !== null && SOURCE_OPTION.test(name)) noteSource(invocation, value.text);
  for (const name of ORIGIN_VARIABLES)
    for (const value of lookUp(shell, name)?.values ?? [])
      for (const part of value.text.split(/[\s,|]+/)) noteSource(invocation, part);
  return undefined;
}

/** One address from which code would come. What is no address has been noted by the table. */
export function noteSource(invocation: Invocation, text: string): void {
  const origin = originOf(text.replace(/^[\w:@/.-]+=(?=https?:)/i, ''));
  if (origin === 'forge') note(invocation, FROM_FORGE, text);
  else if (origin === 'stranger') note(invocation, FROM_STRANGER, text);
}
