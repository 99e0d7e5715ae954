import { NOTHING, Taint, type Data } from '../shell/data.js';
import { readQuietly } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import { valueOfOption, type Invocation } from './invocation.js';
import { runConnectionOptions } from './network-readers.js';
import { sendIfSecret } from './send-secrets.js';

/** Commands of FTP clients that send files, up to the first file. */
const SENDS =
  /(?:^|[\n;&|'"])\s*(?:put|mput|send|append|reput|mirror\s+(?:-\w+\s+)*(?:-R|--reverse)(?:\s+-\w+)*)\s+(?:-\w+\s+)*([^\n;&|'"]+)/g;

/** `sftp`, `ftp`, `lftp`, `tftp`: what their own commands `put` leaves; the commands come in by option or input. */
export function readFtp(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  runConnectionOptions({ ...invocation, options: invocation.options.filter(({ name }) => name !== '-e') });
  const host = operands[0]?.text ?? '';
  const script = valueOfOption(invocation, '-b');
  const texts = [
    ...invocation.options.flatMap(({ name, value }) =>
      /^-[ec]$/.test(name) && value !== null ? [value.text] : [],
    ),
    script === null || script.text === '-' ? '' : readQuietly(shell, script).text,
    io.piped ? io.stdin.text : '',
    // `tftp HOST -c put FILE` takes the rest of its arguments for one command.
    operands
      .slice(1)
      .map((word) => word.text)
      .join(' '),
    ...invocation.args.flatMap((arg, index) =>
      arg.text === 'put' ? [`put ${invocation.args[index + 1]?.text ?? ''}`] : [],
    ),
  ];
  for (const text of texts) {
    for (const match of text.matchAll(SENDS)) {
      for (const name of (match[1] ?? '').trim().split(/\s+/, 4)) {
        const home = shell.reading.world.facts.home;
        const path = name.startsWith('~/') ? home + name.slice(1) : name;
        sendData(
          shell,
          readQuietly(shell, { text: path, taint: 0, glob: false, evidence }, true),
          host,
          evidence,
        );
      }
    }
  }
  if (invocation.name.startsWith('ncftpput') || invocation.name.startsWith('curlftp'))
    for (const word of operands.slice(1)) sendIfSecret(invocation, word, host);
  if (io.piped && (io.stdin.taint & Taint.secret) !== 0) sendData(shell, io.stdin, host, evidence);
  else if (io.piped) sendData(shell, NOTHING, host, evidence);
  return NOTHING;
}
