import { shape } from '../effect-shape.js';
import type { Data } from '../shell/data.js';
import { placeOf, readQuietly } from '../shell/file-acts.js';
import { carries } from './carriers.js';
import { has, note, type Invocation } from './invocation.js';
import { noteSource, readPackageSources } from './package-sources.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const SETTINGS = shape('pkg.install', 'host', 'easy', 'normal');
const REMOVED_HOST = shape('pkg.install', 'host', 'partial', 'normal');
const REMOVED_AGAIN = shape('pkg.install', 'host', 'easy', 'normal');
const MACHINE_BROKEN = shape('pkg.install', 'host', 'hard', 'critical');
const UNSIGNED = shape('pkg.install', 'host', 'partial', 'normal');

/** `npx TOOL …`, `poetry run CMD …`: a program of the project or of a registry. What it is known to do, it does here too. */
export function carriesKnown(invocation: Invocation): Data | undefined {
  const { shell, io, evidence, operands, options } = invocation;
  shell.reading.sink.effect(CODE, operands[0]?.text ?? '', evidence);
  for (const { name, value } of options)
    if (value !== null && /^(?:-p|--package|--from|--with|--registry)$/.test(name))
      noteSource(invocation, value.text);
  const text = options.find(
    ({ name, value }) => (name === '-c' || name === '--call') && value !== null,
  )?.value;
  if (text !== undefined && text !== null) shell.reading.engine.text(text, shell, io, evidence);
  const [first, ...rest] = operands;
  if (first === undefined) return undefined;
  noteSource(invocation, first.text);
  // A program that this call put where the project keeps its own.
  const own = { ...first, text: `node_modules/.bin/${first.text}` };
  if (shell.files.size > 0 && shell.files.has(placeOf(shell, own.text).path))
    return shell.reading.engine.file(own, readQuietly(shell, own), shell, evidence);
  // A version after the name does not change what the program is: `rimraf@5`.
  const name = first.text.replace(/(?<=.)@[^/@]*$/, '');
  return carries()({ ...invocation, operands: [{ ...first, text: name }, ...rest] });
}

/** Without these a machine does not start, does not log anybody in, or can't get them back. */
const ESSENTIAL =
  /^(?:(?:lib)?c6|g?libc(?:6|-bin|-common)?|musl|bash|dash|coreutils|util-linux|dpkg|apt|rpm|dnf|yum|pacman|apk-tools|systemd(?:-sysv)?|init|sudo|passwd|shadow(?:-utils)?|login|pam|libpam\S*|openssl-libs|libssl\S*|kernel(?:-core)?|linux(?:-lts)?|linux-(?:image|base)\S*|grub\S*|initramfs\S*|base(?:-files|-passwd)?|filesystem|openssh-server)$/;
/** Whatever needs them stays, and is broken. */
const BREAKS =
  '--nodeps -Rdd -Rddn -Rddns -Rddc --force-depends --force-remove-essential --allow-remove-essential --force-remove-reinstreq';

const ARCH = /^(?:pacman|yay|paru)$/;

/** The names of packages that options remove: `rpm -e`, `pacman -Rns`, `dpkg --purge`. */
function removedByOption({ name, options, operands, args }: Invocation): readonly string[] | null {
  const removes =
    (name === 'rpm' && args.some(({ text }) => /^(?:-[a-z]*e[a-z]*|--erase)$/.test(text))) ||
    (ARCH.test(name) && args.some(({ text }) => /^(?:-R[a-z]*|--remove)$/.test(text))) ||
    (name === 'dpkg' && args.some(({ text }) => /^(?:-r|-P|--remove|--purge)$/.test(text)));
  if (!removes) return null;
  const values = options.flatMap(({ value }) => (value === null ? [] : [value.text]));
  return [...operands.map(({ text }) => text), ...values];
}

const REMOVES = /^(?:remove|purge|erase|uninstall|rm|del|autopurge|delete|zap)$/;

/**
 * Removing packages of the machine. What the same call put there only to build with, groups that were named for that
 * (`apk del .build-deps`), and what nothing needs any more are not missed.
 */
export function readRemoval(invocation: Invocation): Data | undefined {
  const { operands, shell } = invocation;
  // `pacman -Rns` has other letters.
  if (has(invocation, ARCH.test(invocation.name) ? '--print' : '--dry-run -s --simulate')) return undefined;
  if (has(invocation, '--allow-unauthenticated --force-yes --force-all --dangerous'))
    note(invocation, UNSIGNED);
  const verb = invocation.name.endsWith('uninstall')
    ? 0
    : operands.findIndex(({ text }) => REMOVES.test(text)) + 1;
  const byOption = removedByOption(invocation);
  if (byOption === null && verb === 0 && !invocation.name.endsWith('uninstall')) {
    if (invocation.name.startsWith('brew')) readPackageSources(invocation);
    return undefined;
  }
  const names = byOption ?? operands.slice(verb).map(({ text }) => text);
  if (names.some((name) => ESSENTIAL.test(name)) || (names.length > 0 && has(invocation, BREAKS))) {
    note(invocation, MACHINE_BROKEN, names.join(' '));
    return undefined;
  }
  const installed = shell.reading.sink
    .since(0)
    .filter((effect) => effect.verb === 'pkg.install')
    .flatMap((effect) => effect.target.split(' '));
  const had = new Set(installed);
  const unneeded = byOption === null && names.every((name) => had.has(name) || /^\.\w/.test(name));
  note(invocation, unneeded ? REMOVED_AGAIN : REMOVED_HOST, operands.map(({ text }) => text).join(' '));
  return undefined;
}

/** `go env -w NAME=VALUE`: a proxy to fetch from, or a program that every build starts. */
export function readGoSettings(invocation: Invocation): Data | undefined {
  if (!has(invocation, '-w')) return undefined;
  note(invocation, SETTINGS);
  for (const { text, evidence } of invocation.operands) {
    if (/^(?:GOFLAGS=.*-toolexec|CC=|CXX=|GOTOOLDIR=|GOSUMDB=off)/.test(text))
      invocation.shell.reading.sink.finding('config.injected-code', evidence, text);
    else for (const part of text.replace(/^\w+=/, '').split(/[,|]/)) noteSource(invocation, part);
  }
  return undefined;
}
