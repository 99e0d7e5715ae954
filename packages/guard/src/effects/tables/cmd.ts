import type { LineReaderName } from '../cmd/own-commands.js';

/**
 * Commands of `cmd` itself, and programs of Windows that mean something else by their name than everywhere else, by
 * how they are read.
 */
const READ_AS: Readonly<Record<LineReaderName, string>> = {
  deletes: 'del erase',
  removes: 'rd rmdir',
  prints: 'echo',
  shows: 'type more',
  carries: 'copy move',
  renames: 'ren rename',
  links: 'mklink',
  makes: 'md mkdir',
  changesFolder: 'cd chdir pushd',
  forgetsFolder: 'popd',
  sets: 'set',
  associates: 'assoc ftype',
  setsClock: 'date time',
  silent:
    'cls color exit goto shift setlocal endlocal title prompt path verify break pause rem else dpath keys doskey timeout choice chcp mode',
  something:
    'dir ver vol tree where hostname whoami tasklist systeminfo ipconfig getmac driverquery query help',
  filters: 'find findstr sort fc comp clip',
};

/** Commands that only Windows has by these names: text with one of them is written for it. */
export const TELLING_LINE_COMMANDS: ReadonlySet<string> = new Set(
  'del erase rd rmdir copy move ren md mklink assoc ftype call start cls chcp setlocal'.split(' '),
);

/** How a command of `cmd` is read, by its name in lower case. */
export const LINE_COMMANDS: ReadonlyMap<string, LineReaderName> = new Map(
  (Object.keys(READ_AS) as LineReaderName[]).flatMap((reader) =>
    READ_AS[reader].split(' ').map((name): [string, LineReaderName] => [name, reader]),
  ),
);
