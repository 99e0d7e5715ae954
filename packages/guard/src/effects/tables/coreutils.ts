import { shape } from '../effect-shape.js';
import { showEnvironment } from '../shell/show-environment.js';
import { NOTHING, SOMETHING, Taint } from '../shell/data.js';
import { CREDENTIAL_NAME } from '../shell/parameter-value.js';
import { deletePath, writePath } from '../shell/file-acts.js';
import { readCopy, readDd, readMove, readTee } from '../programs/copy-programs.js';
import { decodes, readReversed, readTr } from '../programs/decode-programs.js';
import { readFind } from '../programs/find-program.js';
import { has, valueOfOption } from '../programs/invocation.js';
import { joinWords } from '../programs/carriers.js';
import { isRegenerable } from '../paths/regenerable-paths.js';
import { readChecksum } from '../programs/checksum-program.js';
import { noteMode, readAcl, readChmod, readChown } from '../programs/mode-programs.js';
import { hiddenOfState } from '../programs/state-search.js';
import { readSearch } from '../programs/search-programs.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const TRASH_EMPTIED = shape('fs.delete', 'host', 'irreversible', 'normal');
const reads: ProgramRow = { operands: 'read' };
const prints: ProgramRow = { output: 'other', input: 'none' };
const pattern: ProgramRow = {
  read: readSearch,
  options: {
    '-e --regexp --include --exclude --exclude-dir --color --colour -m --max-count -A -B -C --context -g --glob -t --type -T --type-not -j':
      'text',
    '-f --file': 'read',
    '--pre': 'run',
    '-r -R --recursive': 'flag',
  },
  operands: ['text', 'read'],
};

/** Files and text: the programs of coreutils and their neighbours. */
export const COREUTILS: ProgramTable = {
  // Whatever it was given, it is a little of it.
  head: {
    options: { '-n -c --lines --bytes': 'text' },
    operands: 'read',
    read: ({ input }) => ({ text: input.text, taint: input.taint & ~Taint.endless }),
  },
  yes: { read: ({ operands }) => ({ text: joinWords(operands).text || 'y', taint: Taint.endless }) },
  'cat tac nl tail more bat batcat zcat zless bzcat xzcat lz4cat zstdcat': {
    options: { '-n -c --lines --bytes -l --language --style --theme': 'text' },
    operands: 'read',
    output: 'same',
  },
  'less most pg view': {
    options: { '-k --lesskey-src': 'read', '-o -O --log-file': 'write', '-p -b -x -y -z -j -t': 'text' },
    operands: 'read',
    output: 'same',
  },
  'od hexdump hd strings wc sum cksum md5 cmp comm join paste column fold fmt expand unexpand pr tsort ptx file look csvlook colrm diff diff3 sdiff colordiff difft vimdiff':
    {
      options: { '-n -t -d -f -w -s -j -N -A --width --delimiter --from --to -F -L -o -I': 'text' },
      operands: 'read',
    },
  'md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum shasum gsha256sum': {
    options: { '-c --check': 'flag', '-a --algorithm': 'text' },
    operands: 'read',
    read: readChecksum,
  },
  cut: {
    options: { '-d -f -c -b --delimiter --fields --characters --bytes --output-delimiter': 'text' },
    operands: 'read',
  },
  sort: {
    options: {
      '-o --output': 'write',
      '-k -t -S -T --key --field-separator --buffer-size --parallel --temporary-directory': 'text',
      '--compress-program': 'shell',
    },
    operands: 'read',
  },
  shuf: { options: { '-o --output': 'write', '-n -i --head-count --input-range': 'text' }, operands: 'read' },
  'grep egrep fgrep zgrep bzgrep xzgrep rg ag ack ugrep pcregrep': pattern,
  'jq yq gojq jaq fx dasel xq': {
    options: {
      '-f --from-file --slurpfile --rawfile': 'read',
      '--arg --argjson --args --indent -L --tab': 'text',
      '-i --inplace': 'flag',
    },
    operands: ['text', 'read'],
  },
  'xmllint xmlstarlet tidy xsltproc': {
    options: { '-o --output': 'write', '--xpath --schema': 'text' },
    operands: 'read',
  },
  tr: { read: readTr },
  rev: { operands: 'read', read: readReversed },
  'base64 base32 gbase64': {
    options: { '-w --wrap -b -i --input': 'text', '-o --output': 'write', '--decode -d -D': 'flag' },
    operands: 'read',
    read: decodes('base64', '-d -D --decode'),
  },
  basenc: { operands: 'read', output: 'decoded' },
  xxd: {
    options: { '-c -g -l -s -o': 'text', '-r -p -ps': 'flag' },
    operands: ['read', 'write'],
    read: decodes('hex', '-r'),
  },
  uuencode: reads,
  'ls dir vdir lsd exa eza tree stat du df ncdu': {
    output: 'other',
    input: 'none',
    read: ({ operands, options, name }) => ({
      text:
        operands.length === 0
          ? // What begins with a dot is listed only when it is asked for.
            /^(?:ls|v?dir)$/.test(name) && !options.some((option) => /^-(?:[aAf]|-al.*)$/.test(option.name))
            ? './[!.]*/\0'
            : './\0'
          : operands.map((word) => `${word.text.replace(/\/\*?$/, '')}/\0`).join('\n'),
      taint: 0,
    }),
  },
  'fd fdfind': {
    options: {
      '-x --exec': 'command',
      '-X --exec-batch': 'command',
      '-e -t -d -E -g --extension --type --max-depth --exclude --glob': 'text',
    },
    output: 'other',
    read: (invocation) => {
      const { operands, args, shell, io, evidence } = invocation;
      const at = args.findIndex((word) => /^(?:-x|-X|--exec|--exec-batch)$/.test(word.text));
      const own = hiddenOfState(invocation, at >= 0 ? args.slice(0, at) : args);
      if (at >= 0) {
        // `.` as the pattern finds everything, the folder with all that is in it.
        const start = operands[1]?.text ?? '.';
        const found = operands[0]?.text === '.' ? start : `${start.replace(/\/$/, '')}/\0`;
        const given = args.slice(at + 1);
        for (const each of [found, ...own]) {
          const command = given.map((word) => ({ ...word, text: word.text.replaceAll('{}', () => each) }));
          if (!given.some((word) => word.text.includes('{}')))
            command.push({ text: each, taint: 0, glob: false, evidence });
          shell.reading.engine.words(command, { ...shell, depth: shell.depth + 1 }, io, evidence);
        }
      }
      return { text: [`${operands[1]?.text ?? '.'}/\0`, ...own].join('\n'), taint: 0 };
    },
  },
  'find gfind': { read: readFind },
  'locate mlocate plocate mdfind': prints,
  printenv: {
    input: 'none',
    read: ({ operands, shell: { reading }, evidence }) => {
      if (operands.length === 0) return showEnvironment('all', reading.sink, evidence);
      const isCredential = operands.some(({ text }) => CREDENTIAL_NAME.test(text));
      return isCredential ? showEnvironment('credential', reading.sink, evidence) : SOMETHING;
    },
  },
  rm: {
    options: {
      '-r -R --recursive -f --force -i -I --interactive --no-preserve-root --preserve-root --one-file-system --verbose --dir':
        'flag',
    },
    read: (invocation) => {
      const recursive = has(invocation, '-r -R --recursive');
      for (const operand of invocation.operands) deletePath(invocation.shell, operand, recursive);
      return NOTHING;
    },
  },
  'unlink trash trash-put rip gio-trash': { operands: 'delete' },
  // Takes empty folders only.
  rmdir: {
    read: (invocation) => {
      for (const operand of invocation.operands) deletePath(invocation.shell, operand, false, true);
      return NOTHING;
    },
  },
  'trash-empty empty-trash': { effect: TRASH_EMPTIED },
  gio: {
    commands: {
      trash: {
        options: { '-f --force --empty --list': 'flag' },
        cases: [
          { has: '--empty', effect: TRASH_EMPTIED },
          { has: '--list', effect: null },
        ],
        operands: 'delete',
      },
      remove: { operands: 'delete' },
      'copy move': { operands: 'read', last: 'write' },
      'cat info list monitor tree mime open version help': { output: 'other' },
    },
  },
  fallocate: {
    options: {
      '-l --length -o --offset': 'text',
      '-p --punch-hole -z --zero-range -c --collapse-range -d': 'flag',
    },
    read: (invocation) => {
      const emptied = has(invocation, '-p --punch-hole -z --zero-range -c --collapse-range');
      if (emptied) return destroys(invocation);
      if (HUGE.test(valueOfOption(invocation, '-l --length')?.text ?? ''))
        invocation.shell.reading.sink.effect(FILLED, invocation.operands[0]?.text ?? '', invocation.evidence);
      for (const operand of invocation.operands) writePath(invocation.shell, operand, null);
      return NOTHING;
    },
  },
  'rimraf del-cli del shx-rm': { options: { '--impl --tmp': 'text' }, operands: 'delete-tree' },
  'shred srm wipe scrub': {
    options: { '-n --iterations -s --size --random-source -p': 'text' },
    read: destroys,
  },
  truncate: {
    options: { '-s --size -r --reference': 'text' },
    read: (invocation) => {
      const size = valueOfOption(invocation, '-s --size')?.text ?? '';
      if (/^(?:0+|[-</%].*)$/.test(size)) return destroys(invocation);
      if (HUGE.test(size)) invocation.shell.reading.sink.effect(FILLED, size, invocation.evidence);
      for (const operand of invocation.operands) writePath(invocation.shell, operand, null);
      return NOTHING;
    },
  },
  'cp gcp': {
    options: {
      '-t --target-directory -S --suffix --backup --sparse --reflink --no-preserve': 'text',
      '-r -R --recursive -a --archive -d': 'flag',
    },
    read: (invocation) => {
      noteMode(invocation, '');
      return readCopy(invocation);
    },
  },
  'ln link symlink': { options: { '-t --target-directory -S --suffix': 'text' }, read: readCopy },
  'mv gmv rename-file': { options: { '-t --target-directory -S --suffix': 'text' }, read: readMove },
  rename: { operands: ['text', 'write'] },
  dd: { read: readDd },
  tee: { options: { '-a --append -i -p --output-error': 'flag' }, read: readTee },
  sponge: { operands: 'write' },
  touch: { options: { '-d -r -t --date --reference --time': 'text' }, operands: 'make' },
  'mkdir mkdirp md': { options: { '-m --mode': 'text' }, operands: 'make' },
  'mkfifo mknod': { options: { '-m --mode': 'text' }, operands: ['make', 'text'] },
  chmod: {
    options: { '-R --recursive --reference --preserve-root --no-preserve-root': 'flag' },
    read: readChmod,
  },
  'chown chgrp chattr chcon lchown': {
    options: { '-R --recursive --reference --from': 'flag' },
    read: readChown,
  },
  setfacl: {
    options: {
      '-m --modify -x --remove -M -X --set --set-file --restore': 'text',
      '-R --recursive -b --remove-all -k -d -n': 'flag',
    },
    read: readAcl,
  },
  'basename dirname': {
    options: { '-s --suffix': 'text' },
    read: ({ name, operands }) => {
      const text = operands[0]?.text ?? '';
      const at = text.replace(/\/$/, '').lastIndexOf('/');
      return {
        text: name === 'basename' ? text.slice(at + 1) : at < 0 ? '.' : text.slice(0, at) || '/',
        taint: operands[0]?.taint ?? 0,
      };
    },
  },
  'readlink realpath': {
    read: ({ operands }) => ({ text: operands.at(-1)?.text ?? '', taint: operands.at(-1)?.taint ?? 0 }),
  },
  'which whereis': { read: ({ operands }) => ({ text: `/usr/bin/${operands[0]?.text ?? ''}`, taint: 0 }) },
  'true false seq jot cal ncal sleep usleep expr bc dc factor uname arch nproc hostid tty whoami id groups users who w last lastlog logname uptime free vmstat iostat mpstat sar lscpu lsblk lsusb lspci lsmod lshw lsb_release getconf locale pgrep pidof ps pstree top htop btop atop lsof dmesg man info whatis apropos help tldr clear reset tput stty tset cowsay fortune figlet banner numfmt hostname domainname dnsdomainname finger pinky mesg cheat ascii units tsp rlog ident sha256 test':
    prints,
  'md5deep hashdeep ssdeep': reads,
};

/** The old content is gone: as bad as deleting, and for a device the end of what is on it. */
function destroys(invocation: Parameters<NonNullable<ProgramRow['read']>>[0]): typeof NOTHING {
  for (const operand of invocation.operands) {
    deletePath(invocation.shell, operand, true);
    if (!operand.text.startsWith('/') && !isRegenerable(operand.text))
      invocation.shell.reading.sink.effect(OVERWRITTEN, operand.text, operand.evidence);
  }
  return NOTHING;
}

/** More than disks have to spare. */
const HUGE = /^\+?(?:\d{12,}|\d{3,}\s*G(?:i?B)?|\d+\s*[TPE](?:i?B)?)$/i;
const FILLED = shape('fs.write', 'host', 'hard', 'normal');
const OVERWRITTEN = shape('fs.delete', 'workspace', 'hard', 'sensitive');
