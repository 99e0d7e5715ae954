import { shape } from '../effect-shape.js';
import { NOTHING, type Data } from '../shell/data.js';
import { childShell } from '../shell/shell-state.js';
import { has, note, runWords, type Invocation } from './invocation.js';

const CONTAINER = shape('process.spawn', 'process', 'easy', 'normal');
const PRIVILEGED = shape('privilege.gain', 'host', 'hard', 'sensitive');

/** Mounts and rights through which a container reaches the whole machine. */
const HOST_MOUNT =
  /^(?:type=bind,.*(?:src|source)=)?(?:\/|\/etc|\/root|\/home|\/var|\/usr|\/boot|\/proc|\/sys|\/dev|\/var\/run\/docker\.sock|\/run\/docker\.sock)(?:[:,]|$)/;

/** `docker run IMAGE COMMAND` and `exec CONTAINER COMMAND`: the command's effects stay inside unless the host is mounted. */
export function readContainer(skip: number): (invocation: Invocation) => Data {
  return (invocation) => {
    const { options, operands } = invocation;
    const mounted = options.some(
      ({ name, value }) => /^(?:-v|--volume|--mount)$/.test(name) && HOST_MOUNT.test(value?.text ?? ''),
    );
    const reaches = options.some(
      ({ name, value }) =>
        /^--(?:pid|ipc|userns|net|network|cap-add)$/.test(name) &&
        /^(?:host|ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)$/i.test(value?.text ?? '') &&
        name !== '--net' &&
        name !== '--network',
    );
    const privileged = has(invocation, '--privileged') || mounted || reaches;
    note(invocation, privileged ? PRIVILEGED : CONTAINER);
    const command = operands.slice(skip);
    const dashes = command[0]?.text === '--' ? command.slice(1) : command;
    if (dashes.length === 0) return NOTHING;
    // Inside, `/` is the container's own; only what leaves it again counts.
    return insideOnly(invocation, dashes, privileged);
  };
}

function insideOnly(invocation: Invocation, words: Invocation['operands'], privileged: boolean): Data {
  const { shell } = invocation;
  const inner = childShell(shell, { cwd: '/' });
  if (privileged) return runWords({ ...invocation, shell: inner }, words);
  const { sink } = shell.reading;
  const contained = {
    ...sink,
    effect: (...[of, target, evidence]: Parameters<typeof sink.effect>): void => {
      if (of.remote || of.verb === 'unknown') sink.effect(of, target, evidence);
      else if (of.reversibility !== 'pure')
        sink.effect(shape(of.verb, 'process', of.reversibility, 'normal'), target, evidence);
    },
  };
  return runWords(
    { ...invocation, shell: { ...inner, reading: { ...shell.reading, sink: contained } } },
    words,
  );
}
