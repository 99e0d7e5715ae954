import { shape } from '../effect-shape.js';
import { readContainer } from '../programs/container-readers.js';
import { note } from '../programs/invocation.js';
import type { ProgramTable } from '../programs/program-row.js';

const LOCAL = shape('process.spawn', 'process', 'easy', 'normal');
const BUILD = shape('code.exec', 'workspace', 'easy', 'normal');
const REMOVE_FORCED = shape('infra.destroy', 'workspace', 'hard', 'normal');
const REMOVE_DATA = shape('infra.destroy', 'workspace', 'irreversible', 'sensitive');
const RIGHTS_GIVEN = shape('privilege.gain', 'host', 'hard', 'sensitive');

/** Virtual machines, and clusters and containers that live in one on this machine. */
export const VIRTUAL_MACHINES: ProgramTable = {
  'kind minikube k3d microk8s colima lima limactl vagrant multipass devspace skaffold tilt toolbox distrobox':
    {
      cases: [
        { operand: /^(?:destroy|undefine|unregistervm|purge)$/, effect: REMOVE_DATA },
        {
          operand: /^(?:list|ls|status|get|info|version|ps|logs|config|profile|show|dominfo|console)$/,
          effect: null,
        },
      ],
      effect: BUILD,
    },
  'apptainer singularity': {
    style: 'posix',
    commands: {
      'exec run shell': {
        style: 'posix',
        options: { '-B --bind --mount -H --home --pwd --env': 'text', '--contain --nv --writable': 'flag' },
        read: readContainer(1),
      },
      '*': { effect: BUILD },
    },
  },
  'virsh qm pct VBoxManage lxc lxd incus': {
    options: { '-f --force': 'flag' },
    cases: [
      {
        operand: /^(?:destroy|undefine|unregistervm|purge|delete|closemedium|vol-delete|pool-destroy)$/,
        effect: REMOVE_DATA,
      },
      {
        operand: /^(?:security\.privileged=?.*|raw\.lxc=?.*|source=\/(?:etc|home|root|var)?)$/,
        effect: RIGHTS_GIVEN,
      },
      {
        operand: /^(?:list|ls|status|get|info|version|ps|logs|show|dominfo|console|dumpxml|domstate)$/,
        effect: null,
      },
    ],
    effect: BUILD,
    read: (invocation) => {
      if (invocation.args.some(({ text }) => /^security\.privileged[= ]?(?:true)?$/.test(text)))
        note(invocation, RIGHTS_GIVEN);
      return undefined;
    },
  },
  'crictl ctr': {
    commands: {
      'rm rmp rmi remove delete': { effect: REMOVE_FORCED },
      'run exec': {
        style: 'posix',
        options: { '--mount': 'text', '--privileged --rm -t -d': 'flag' },
        read: readContainer(2),
      },
      '*': { effect: LOCAL },
    },
  },
};
