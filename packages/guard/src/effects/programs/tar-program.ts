import { shape } from '../effect-shape.js';
import { isStartupPath } from '../paths/control-paths.js';
import { trimEnd } from '../paths/trim-end.js';
import { lookUp, type Shell } from '../shell/shell-state.js';
import { joined, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { deletePath, placeOf, readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import { compileRow, parseArguments } from './argument-parser.js';
import type { ParsedArguments } from './parsed-arguments.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import { isRemote } from './play-roles.js';

const OPTIONS = compileRow({
  options: {
    '-f --file': 'text',
    '-C --directory': 'text',
    '-T --files-from': 'text',
    '-X --exclude-from': 'text',
    '--exclude': 'text',
    '-I --use-compress-program': 'text',
    '--to-command --checkpoint-action --rsh-command --info-script --new-volume-script -F': 'text',
    '--transform --strip-components --owner --group --mode --mtime --checkpoint --format -b --blocking-factor -L -K -g -N -H':
      'text',
    '-c --create -x --extract --get -t --list -r --append -u --update -A --delete -z --gzip -j -J --zstd -v -O --to-stdout -p -P':
      'flag',
    '--remove-files': 'flag',
  },
});

/** `tar`: old-style letters, `TAR_OPTIONS`, archives on other machines, and options that run programs. */
export function readTar(invocation: Invocation): Data {
  const { shell, io, evidence } = invocation;
  const inherited = (lookUp(shell, 'TAR_OPTIONS')?.values ?? [NOTHING])
    .flatMap((value) => value.text.split(/\s+/))
    .filter((text) => text !== '')
    .map((text): Field => ({ text, taint: 0, glob: false, evidence }));
  const parsed = parseArguments([...inherited, ...oldStyle(invocation.args)], OPTIONS);
  runHooks(parsed, invocation);
  const archive = valueOfOption(parsed, '-f --file');
  if (has(parsed, '-c --create -r --append -u --update')) return create(parsed, archive, invocation);
  const content =
    archive === null || archive.text === '-'
      ? io.stdin
      : isRemote(archive.text)
        ? unknownData(Taint.download)
        : readPath(shell, archive);
  if (has(parsed, '-t --list')) return unknownData(0);
  if (has(parsed, '-O --to-stdout')) return unknownData(content.taint | Taint.decoded);
  const folder = valueOfOption(parsed, '-C --directory');
  if (has(parsed, '-x --extract --get')) {
    // Names in the archive say where everything lands, and nobody sees them here.
    if (has(parsed, '-P --absolute-names')) shell.reading.sink.effect(OVER_SYSTEM, '/', evidence);
    unpackInto(shell, folder ?? { text: '.', taint: 0, glob: false, evidence }, content);
  }
  return NOTHING;
}

/** `tar xzf a.tgz`: letters without a dash, whose values follow in order. */
function oldStyle(args: readonly Field[]): readonly Field[] {
  const [first, ...rest] = args;
  if (first === undefined || !/^[A-Za-z]+$/.test(first.text)) return args;
  const words: Field[] = [];
  let next = 0;
  for (const letter of first.text) {
    words.push({ ...first, text: `-${letter}` });
    const value = rest[next];
    if ('fbCTXIFLKgNH'.includes(letter) && value !== undefined) {
      words.push(value);
      next += 1;
    }
  }
  return [...words, ...rest.slice(next)];
}

function runHooks(parsed: ParsedArguments, invocation: Invocation): void {
  const { shell, io, evidence } = invocation;
  for (const { name, value } of parsed.options) {
    if (value === null) continue;
    const runs =
      /^(?:--to-command|--rsh-command|--info-script|--new-volume-script|-F|-I|--use-compress-program)$/.test(
        name,
      );
    const text = runs
      ? value.text
      : name === '--checkpoint-action' && value.text.startsWith('exec=')
        ? value.text.slice(5)
        : null;
    if (text !== null)
      shell.reading.engine.text({ text, taint: value.taint }, { ...shell, escaped: true }, io, evidence);
  }
}

const NOWHERE = /^\/dev\/(?:null|zero|full)$/;

function create(parsed: ParsedArguments, archive: Field | null, invocation: Invocation): Data {
  const { shell, evidence } = invocation;
  const folder = valueOfOption(parsed, '-C --directory');
  const inside =
    folder === null
      ? shell
      : { ...shell, cwd: folder.text.startsWith('/') ? folder.text : `${shell.cwd}/${folder.text}` };
  const list = valueOfOption(parsed, '-T --files-from');
  let content: Data = list === null ? NOTHING : readPath(shell, list);
  for (const operand of parsed.operands) content = joined(content, readPath(inside, operand, true));
  if (has(parsed, '--remove-files'))
    for (const operand of parsed.operands)
      // What is packed into nothing stands nowhere else.
      deletePath(inside, operand, true, archive === null || !NOWHERE.test(archive.text));
  const packed = unknownData(content.taint & ~Taint.unset);
  if (archive === null || archive.text === '-' || archive.text === '/dev/stdout') return packed;
  const channel = /^\/dev\/fd\/(\d+)$/.exec(archive.text)?.[1];
  const open = channel === undefined ? undefined : shell.channels.get(channel);
  if (open?.kind === 'network') sendData(shell, packed, open.host, evidence);
  else if (isRemote(archive.text)) sendData(shell, packed, archive.text, archive.evidence);
  else writePath(shell, archive, packed);
  return NOTHING;
}

const OVER_SYSTEM = shape('fs.write', 'host', 'partial', 'sensitive');

/** What an archive holds lands in a folder: anything, under any name that is in there. */
export function unpackInto(shell: Shell, folder: Field, content: Data): void {
  const { zone, path } = placeOf(shell, folder.text);
  if (/^\/(?:etc(?:\/.*)?|(?:usr\/)?s?bin|(?:usr\/)?lib(?:64)?)$/.test(path)) {
    shell.reading.sink.effect(OVER_SYSTEM, path, folder.evidence);
    return;
  }
  if (zone === 'root' || zone === 'home') {
    // Login files, programs and settings are among what may be replaced.
    shell.reading.sink.effect(zone === 'root' ? OVER_SYSTEM : HOME_FILLED, path, folder.evidence);
    return;
  }
  // Where a file named `config` is obeyed, it is taken to be among what lands there.
  const obeyed = zone === 'git' || isStartupPath(`${path.toLowerCase()}/config`);
  const text = `${trimEnd(path, '/')}/${obeyed ? 'config' : '\0'}`;
  writePath(shell, { ...folder, glob: false, text }, unknownData(content.taint));
}

const HOME_FILLED = shape('fs.write', 'host', 'easy', 'normal');

/** `zip ARCHIVE FILE…` and its like: what is packed is in the archive. */
export function readArchiver(invocation: Invocation): Data {
  const { shell, operands } = invocation;
  const [archive, ...files] = operands;
  // `zip -m` and `7z -sdel` move what they pack; recursively all of it.
  if (has(invocation, '-m --move -sdel -df')) for (const file of files) deletePath(shell, file, true, true);
  let content: Data = NOTHING;
  for (const file of files) content = joined(content, readPath(shell, file, has(invocation, '-r')));
  const packed = unknownData(content.taint);
  if (archive === undefined || archive.text === '-') return packed;
  writePath(shell, archive, packed);
  return NOTHING;
}

/** `gzip FILE`: packs in place, or to standard output with `-c`; `-d` unpacks. */
export function readCompressor(suffix: string, unpacks: boolean): (invocation: Invocation) => Data {
  return (invocation) => {
    const { shell, io, operands } = invocation;
    const opens = unpacks || has(invocation, '-d --decompress --uncompress');
    if (has(invocation, '-t --test -l --list')) return NOTHING;
    const toOutput = operands.length === 0 || has(invocation, '-c --stdout --to-stdout');
    let content: Data = operands.length === 0 ? io.stdin : NOTHING;
    for (const operand of operands) {
      const one = operand.text === '-' ? io.stdin : readPath(shell, operand);
      content = joined(content, one);
      const target = opens ? operand.text.replace(/\.\w+$/, '') : operand.text + suffix;
      if (toOutput || operand.text === '-') continue;
      writePath(shell, { ...operand, text: target }, unknownData(one.taint));
      // The file itself is gone; what was in it is beside it.
      if (!has(invocation, '-k --keep')) deletePath(shell, operand, false, true);
    }
    return toOutput ? unknownData(content.taint | (opens ? Taint.decoded : 0)) : NOTHING;
  };
}

/** `7z x ARCHIVE -oFOLDER`. */
export function unpackSeven(invocation: Invocation): undefined {
  const folder = invocation.args.find(({ text }) => /^-o./.test(text));
  if (folder !== undefined && /^[xe]$/.test(invocation.operands[0]?.text ?? ''))
    unpackInto(invocation.shell, { ...folder, text: folder.text.slice(2) }, invocation.input);
  return undefined;
}
