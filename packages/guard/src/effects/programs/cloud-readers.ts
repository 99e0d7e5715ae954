import { shape } from '../effect-shape.js';
import { SOMETHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { sendData } from '../shell/network-acts.js';
import { childShell } from '../shell/shell-state.js';
import { readSql } from '../sql/read-sql.js';
import { looksLikeSql } from '../sql/sql-text.js';
import {
  COUNTS,
  DESTROYS,
  EMPTIES,
  EMPTIES_WHOLE,
  GRANTS,
  LOOKS,
  LOOKS_ONLY,
  OPENS,
  PRINTS_CREDENTIAL,
  SHOWS_SECRET,
  STOPS,
  WORKS_HERE,
} from '../tables/cloud-verbs.js';
import { asksForDryRun } from './dry-run.js';
import { note, type Invocation } from './invocation.js';
import { sendIfSecret } from './send-secrets.js';

const DESTROY = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const GRANT = shape('net.send', 'shared', 'hard', 'sensitive');
const LOOK = shape('net.fetch', 'shared', 'pure', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const STOP = shape('infra.destroy', 'shared', 'partial', 'normal');

/** A cloud command line: `aws SERVICE VERB-NOUN`, `gcloud GROUP… VERB`, `heroku GROUP:VERB`. The verb decides. */
export function readCloud(invocation: Invocation): Data {
  const words = invocation.operands.map((operand) => operand.text);
  const target = words.join(' ');
  const options = invocation.args.map((arg) => arg.text);
  if (
    words.at(-1) === 'help' ||
    options.some((word) => /^--?(?:help|no-execute|what-if)$/.test(word)) ||
    asksForDryRun(options)
  )
    return SOMETHING;
  const verbs = verbsOf(words, invocation.name === 'aws' ? 1 : 0);
  const whole = options.join(' ');
  if (SHOWS_SECRET.test(target) || SHOWS_SECRET.test(whole)) {
    note(invocation, SECRET, target);
    return unknownData(Taint.secret);
  }
  const looks =
    verbs.length > 0 && LOOKS_ONLY.test(verbs.at(-1) ?? '') && !options.some((word) => OPENS.test(word));
  runElsewhere(invocation);
  readStatements(invocation);
  if (!looks) sendFiles(invocation, target);
  const destroys =
    verbs.some((word) => DESTROYS.test(word)) || words.slice(0, 2).some((word) => EMPTIES_WHOLE.test(word));
  if (destroys && !isRefilled(target)) note(invocation, DESTROY, target);
  else if (
    !looks &&
    (GRANTS.test(whole) || options.some((word) => OPENS.test(word)) || spends(target, options))
  )
    note(invocation, GRANT, target);
  else if (!looks && empties(options)) note(invocation, DESTROY, target);
  else if (options.some((word) => /^--prod(?:uction)?$/.test(word)) && !looks)
    note(invocation, CHANGE, target);
  else if (looks) note(invocation, LOOK, target);
  else if (verbs.some((word) => STOPS.test(word))) note(invocation, STOP, target);
  else if (verbs.some((word) => LOOKS.test(word))) note(invocation, LOOK, target);
  else note(invocation, isAtHome(invocation.name, words) ? LOOK : CHANGE, target);
  return PRINTS_CREDENTIAL.test(target) ? unknownData(Taint.credential) : SOMETHING;
}

/** The words that may be verbs, up to the first one after which nothing but looking follows. */
function verbsOf(words: readonly string[], skipped: number): readonly string[] {
  const verbs: string[] = [];
  for (const word of words.slice(skipped, 6)) {
    // `apps:destroy`, `api:core:numbers:remove`: the last part is the verb. An address is none.
    const plain = /^[a-z][\w-]*(?::[a-z][\w-]*)*$/i.test(word) ? word.slice(word.lastIndexOf(':') + 1) : '';
    if (plain === '') continue;
    verbs.push(plain);
    if (LOOKS_ONLY.test(plain)) break;
  }
  return verbs;
}

/** Options whose value is prose for people. */
const PROSE = /^(?:-[mbt]|--(?:message|title|body|description|comment|notes|name|subject|text))$/;

/** `wrangler d1 execute DB --command 'drop table x'`, `turso db shell DB '…'`: a database's statements. */
function readStatements({ args, shell }: Invocation): void {
  args.forEach((arg, index) => {
    const option = /^(--[\w-]{1,40})=([\s\S]+)$/.exec(arg.text);
    const before = option?.[1] ?? args[index - 1]?.text ?? '';
    const text = option?.[2] ?? arg.text;
    if (!PROSE.test(before) && looksLikeSql(text)) readSql(text, shell, arg.evidence);
  });
}

/** Without a subcommand such a program shows its help, but `vercel`, which deploys then. */
function isAtHome(name: string, [first, second]: readonly string[]): boolean {
  return first === undefined ? name !== 'vercel' : second === undefined && WORKS_HERE.test(first);
}

/** Caches and runs that are made again by themselves. */
function isRefilled(target: string): boolean {
  return /^cache delete\b/.test(target);
}

function empties(options: readonly string[]): boolean {
  return options.some(
    (word, index) => EMPTIES.test(word) || (word === '0' && COUNTS.test(options[index - 1] ?? '')),
  );
}

/** Money that moves for real. */
function spends(target: string, options: readonly string[]): boolean {
  return (
    options.includes('--live') &&
    /^(?:payouts|charges|refunds|transfers|payment_intents|topups) (?:create|capture|confirm)\b/.test(target)
  );
}

/** What is uploaded: a secret among the arguments, or what comes in by a pipe. */
function sendFiles(invocation: Invocation, target: string): void {
  const { io, args, shell, evidence } = invocation;
  for (const arg of args.slice(1)) sendIfSecret(invocation, arg, target);
  if (io.piped && (io.stdin.taint & (Taint.secret | Taint.credential)) !== 0)
    sendData(shell, io.stdin, target, evidence);
}

/** `gcloud compute ssh X --command '…'`, `fly ssh console -C '…'`, `heroku run …`: a command on another machine. */
function runElsewhere(invocation: Invocation): void {
  const { args, shell, io, operands, name } = invocation;
  const at = args.findIndex(({ text }) => /^(?:ssh|run|console|exec|run-command)$/.test(text));
  if (at < 0) return;
  const elsewhere = childShell(shell, { cwd: '/home/\0' });
  const run = (text: Data, from: Field): void => {
    shell.reading.engine.text(text, elsewhere, io, from.evidence);
  };
  args.forEach((arg, index) => {
    const inline = /^--(?:command|ssh-command|scripts)=([\s\S]*)$/.exec(arg.text)?.[1];
    if (inline !== undefined) run({ text: inline, taint: arg.taint }, arg);
    const next = args[index + 1];
    if (next !== undefined && index > at && /^(?:--command|-C|--ssh-command|--scripts)$/.test(arg.text))
      run(next, next);
  });
  const [first, ...rest] = operands;
  if (name === 'heroku' && /^run(?::.*)?$/.test(first?.text ?? '') && rest[0] !== undefined)
    run({ text: rest.map((word) => word.text).join(' '), taint: 0 }, rest[0]);
}

const MODULES_OF_TEXT = /^(?:ansible\.builtin\.)?(?:command|shell|raw)$/;

/** `ansible HOSTS -m MODULE -a ARGUMENTS`: a command on all of the hosts. */
export function readAnsible(invocation: Invocation): Data {
  const { shell, io, options } = invocation;
  if (options.some(({ name }) => /^(?:--check|-C|--syntax-check|--list-.*)$/.test(name))) return SOMETHING;
  const valueOf = (names: RegExp): Field | null =>
    options.findLast(({ name }) => names.test(name))?.value ?? null;
  const module = valueOf(/^(?:-m|--module-name)$/)?.text ?? 'command';
  const text = valueOf(/^(?:-a|--args)$/);
  if (/(?:^|\.)reboot$|(?:^|\.)shutdown$/.test(module)) note(invocation, DESTROY, module);
  if (text === null) return SOMETHING;
  if (MODULES_OF_TEXT.test(module))
    shell.reading.engine.text(text, childShell(shell, { cwd: '/home/\0' }), io, text.evidence);
  else if (/\bstate=(?:absent|stopped)\b/.test(text.text)) note(invocation, DESTROY, text.text);
  return SOMETHING;
}
