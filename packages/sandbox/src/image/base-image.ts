import { SentinelError } from '@sentinel-agentos/core';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { asHere, fileFrom, findProgram, folderAsHere, librariesOf } from './host-files.js';
import type { ImageEntry } from './image-entry.js';

/** Programs of this machine that go into the image unless others are named. */
const DEFAULT_PROGRAMS: readonly string[] = ['node', 'git', 'bash'];

const FOLDERS: readonly (readonly [path: string, mode: number])[] = [
  ['/dev', 0o755],
  ['/etc', 0o755],
  ['/home', 0o755],
  ['/proc', 0o755],
  ['/root', 0o700],
  ['/sys', 0o755],
  ['/tmp', 0o1777],
  ['/usr', 0o755],
  ['/usr/bin', 0o755],
  ['/var', 0o755],
];

// Written here, and not copied: those of this machine tell of its users.
const TEXTS: readonly (readonly [path: string, text: string])[] = [
  ['/etc/passwd', 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/tmp:/bin/sh\n'],
  ['/etc/group', 'root:x:0:\nnogroup:x:65534:\n'],
  ['/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'],
];

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

function programEntries(name: string): readonly ImageEntry[] {
  // The node that runs this, even where it is not on the PATH.
  const source = name === 'node' ? process.execPath : findProgram(name);
  if (source === undefined) {
    throw new SentinelError('INVALID_ARGUMENT', `programs: ${JSON.stringify(name)} is not on this machine.`);
  }
  return [
    fileFrom(source, `/usr/bin/${name}`),
    ...librariesOf(source).flatMap(asHere),
    ...(name === 'git' ? gitEntries(source) : []),
  ];
}

function gitEntries(git: string): readonly ImageEntry[] {
  const execPath = execFileSync(git, ['--exec-path'], { encoding: 'utf8' }).trim();
  const own = [execPath, '/usr/share/git-core'].filter((folder) => existsSync(folder)).flatMap(folderAsHere);
  const sources = own.flatMap((entry) => (entry.kind === 'file' ? [entry.source] : []));
  return [...own, ...[...new Set(sources.flatMap(librariesOf))].flatMap(asHere)];
}

function busyboxEntries(): readonly ImageEntry[] {
  const busybox = findProgram('busybox');
  if (busybox === undefined) {
    throw new SentinelError('SANDBOX_UNAVAILABLE', 'The image needs busybox: install busybox-static.');
  }
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n');
  return [
    fileFrom(busybox, '/usr/bin/busybox'),
    ...librariesOf(busybox).flatMap(asHere),
    ...applets
      .filter((name) => name !== '' && name !== 'busybox')
      .map((name): ImageEntry => ({ kind: 'link', path: `/usr/bin/${name}`, target: 'busybox' })),
  ];
}

function parents(place: string): readonly string[] {
  const up = path.dirname(place);
  return up === '/' ? [] : [...parents(up), up];
}

/** One entry a path, the first that names it, behind the folders that it lies in. */
function arrange(entries: readonly ImageEntry[]): readonly ImageEntry[] {
  const arranged = new Map<string, ImageEntry>();
  for (const entry of entries) if (!arranged.has(entry.path)) arranged.set(entry.path, entry);
  for (const folder of [...arranged.keys()].flatMap(parents))
    if (!arranged.has(folder)) arranged.set(folder, { kind: 'folder', path: folder, mode: 0o755 });
  return [...arranged.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * What the image holds: a root of busybox, and programs of this machine with the libraries they load. None of its
 * settings, users, keys or data.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming a program that is not here; `SANDBOX_UNAVAILABLE` without busybox.
 */
export function baseImage(programs: readonly string[] = DEFAULT_PROGRAMS): readonly ImageEntry[] {
  const bad = programs.find((name) => !/^[\w][\w.+-]*$/.test(name));
  if (bad !== undefined) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `programs: ${JSON.stringify(bad)} is not the name of a program.`,
    );
  }
  return arrange([
    ...['bin', 'sbin'].map((name): ImageEntry => ({ kind: 'link', path: `/${name}`, target: 'usr/bin' })),
    ...FOLDERS.map(([place, mode]): ImageEntry => ({ kind: 'folder', path: place, mode })),
    ...TEXTS.map(([place, text]): ImageEntry => ({ kind: 'text', path: place, mode: 0o644, text })),
    ...(existsSync(CERTIFICATES) ? [fileFrom(CERTIFICATES, CERTIFICATES)] : []),
    ...[...new Set(programs)].sort().flatMap(programEntries),
    ...busyboxEntries(),
  ]);
}
