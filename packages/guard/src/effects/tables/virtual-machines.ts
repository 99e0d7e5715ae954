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
        { operand: /^delete$/, has: '-p --purge', effect: REMOVE_DATA },
        { operand: /^delete$/, has: '--all', effect: REMOVE_FORCED },
        {
          operand: /^(?:list|ls|status|get|info|version|ps|logs|config|profile|show|dominfo|console)$/,
          effect: null,
        },
      ],
      effect: BUILD,
      everyday:
        'start stop up down halt suspend resume reload restart provision launch create build run init dev debug delete rm shell enter ssh ssh-config exec copy cp transfer mount umount snapshot restore image load cache addons dashboard kubectl docker-env service tunnel node cluster kubeconfig export registry port box plugin validate find recover alias unalias prefer networks set upgrade ephemeral edit template disk render diagnose fix trigger ci doctor enable disable ip help completion update-context podman-env nerdctl',
    },
  'apptainer singularity': {
    style: 'posix',
    commands: {
      'exec run shell': {
        style: 'posix',
        options: { '-B --bind --mount -H --home --pwd --env': 'text', '--contain --nv --writable': 'flag' },
        read: readContainer(1),
      },
      'build pull inspect cache instance test verify key remote search sif overlay config version help': {
        effect: BUILD,
      },
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
    everyday:
      'start stop shutdown reboot reset suspend resume create define edit autostart launch init restart rebuild pause exec shell file image network profile storage remote move copy rename publish snapshot restore export import push pull config cluster project startvm controlvm createvm modifyvm clonevm clone set migrate resize template terminal enter net-list net-start pool-list vol-list snapshot-list snapshot-create snapshot-create-as domifaddr vcpucount dommemstat nodeinfo domblklist domiflist guestcontrol guestproperty showvminfo createmedium storageattach storagectl natnetwork hostonlyif sharedfolder version help',
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
      'ps pods images image info inspect inspecti inspectp logs stats statsp imagefsinfo version pull port-forward config attach start stop stopp runp create update checkpoint containers container c tasks task t namespaces namespace ns snapshots snapshot content events leases plugins plugin sandboxes i help completion':
        { effect: LOCAL },
    },
  },
};
