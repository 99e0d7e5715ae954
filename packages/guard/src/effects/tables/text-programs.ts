import { readPath, writePath } from '../shell/file-acts.js';
import { has, valueOfOption, type Invocation } from '../programs/invocation.js';
import { interprets } from '../programs/interpreters.js';
import type { ProgramTable } from '../programs/program-row.js';
import type { Language } from '../programs/role.js';
import { readCode } from '../code/read-code.js';
import { UNKNOWN } from '../paths/locate.js';
import { joined, NOTHING, unknownData, type Data, type Field } from '../shell/data.js';

/** `sed` and `awk`: the first operand is program text unless an option brought it; the rest are files. */
function edits(language: Extract<Language, 'sed' | 'awk'>): (invocation: Invocation) => Data {
  return (invocation) => {
    const { shell, io, operands, evidence } = invocation;
    const given = has(invocation, '-e --expression --source -f --file --exec');
    const script = given ? undefined : operands[0];
    const rest = given ? operands : operands.slice(1);
    let own = script === undefined ? NOTHING : readCode(language, script, shell, script.evidence);
    if (language === 'awk' && script !== undefined && /\bgetline\b/.test(script.text))
      own = joined(own, readVariables(invocation));
    const files = rest.filter((word) => language === 'sed' || !/^[A-Za-z_]\w*=/.test(word.text));
    const inPlace =
      has(invocation, '-i --in-place') ||
      valueOfOption(invocation, '-i --in-place') !== null ||
      isInPlace(invocation, language);
    if (language === 'awk') writeNamed(invocation, files);
    let data: Data = files.length === 0 ? io.stdin : NOTHING;
    for (const file of files) {
      if (inPlace) writePath(shell, file, null);
      else data = joined(data, readPath(shell, file));
    }
    const finding = script !== undefined && language === 'awk' && /\/inet\d?\//.test(script.text);
    if (finding) shell.reading.sink.finding('shell.reverse-shell', evidence);
    return unknownData(data.taint | own.taint);
  };
}

/** `print > FILENAME` writes what is read; a name that is put together may be any in the folder. */
const TO_INPUT = /\bprintf?\b[^;{}\n]{0,200}>>?\s{0,9}FILENAME\b/;
const TO_COMPUTED = /\bprintf?\b[^;{}\n]{0,200}>>?\s{0,9}(?:\(|[A-Za-z_$](?!ILENAME\b))/;

function writeNamed(invocation: Invocation, files: readonly Field[]): void {
  const { shell, options, operands, evidence } = invocation;
  const sources = options.filter(({ role }) => role === 'awk').map(({ value }) => value?.text ?? '');
  const text = sources.length > 0 ? sources.join('\n') : (operands[0]?.text ?? '');
  if (TO_INPUT.test(text)) for (const file of files) writePath(shell, file, null);
  if (TO_COMPUTED.test(text))
    writePath(shell, { text: `./${UNKNOWN}`, taint: 0, glob: false, evidence }, null);
}

/** `awk -v file=PATH`: where lines are fetched by name, the value may be that name. */
function readVariables({ options, shell }: Invocation): Data {
  let data = NOTHING;
  for (const { name, value } of options) {
    const path = /^(?:-v|--assign)$/.test(name) ? /^\w+=(.+)$/s.exec(value?.text ?? '')?.[1] : undefined;
    if (value !== null && path !== undefined) data = joined(data, readPath(shell, { ...value, text: path }));
  }
  return data;
}

function isInPlace(invocation: Invocation, language: 'sed' | 'awk'): boolean {
  if (language === 'awk') return valueOfOption(invocation, '-i --include')?.text === 'inplace';
  return invocation.args.some((arg) => /^-[a-zA-Z]*i(?:\..*)?$|^--in-place=/.test(arg.text));
}

/** Programs that transform text by a program of their own. */
export const TEXT_PROGRAMS: ProgramTable = {
  'sed gsed': {
    options: {
      '-e --expression': 'sed',
      '-f --file': 'run',
      '-l --line-length': 'text',
      '-i --in-place': 'flag',
    },
    read: edits('sed'),
  },
  'awk gawk mawk nawk busybox-awk original-awk': {
    options: {
      '-F --field-separator -v --assign -W -i --include -l --load': 'text',
      '-f --file': 'run',
      '-e --source': 'awk',
      '-E --exec': 'run',
    },
    style: 'posix',
    read: edits('awk'),
  },
  'perl perl5': {
    options: { '-e -E': 'perl', '-i': 'flag', '-I': 'load', '-M -m -F': 'text' },
    style: 'posix',
    read: (invocation) => {
      if (invocation.options.some(({ name }) => name === '-i')) {
        for (const file of invocation.operands) writePath(invocation.shell, file, null);
      } else if (invocation.options.some(({ role }) => role === 'perl')) {
        return invocation.operands.reduce<Data>(
          (all, file) => joined(all, readPath(invocation.shell, file)),
          unknownData(invocation.io.stdin.taint),
        );
      }
      return interprets('perl')(invocation);
    },
  },
};
