import { shape } from '../effect-shape.js';
import { readCloud } from '../programs/cloud-readers.js';
import { readContainer } from '../programs/container-readers.js';
import { has } from '../programs/invocation.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const LOCAL = shape('process.spawn', 'process', 'easy', 'normal');
const BUILD = shape('code.exec', 'workspace', 'easy', 'normal');
const PULL = shape('pkg.install', 'workspace', 'easy', 'normal');
const PUSH = shape('pkg.publish', 'shared', 'partial', 'normal');
const REMOVE_ONE = shape('infra.destroy', 'process', 'hard', 'normal');
const REMOVE_FORCED = shape('infra.destroy', 'workspace', 'hard', 'normal');
const REMOVE_DATA = shape('infra.destroy', 'workspace', 'irreversible', 'sensitive');
const CLUSTER_CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const CLUSTER_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const CLUSTER_MOVED = shape('infra.destroy', 'shared', 'partial', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');

const looks: ProgramRow = { output: 'other' };
const RUN_VALUES =
  '-v --volume --mount -e --env --env-file -p --publish --name -w --workdir -u --user --network --net --entrypoint -h --hostname --cap-add --cap-drop --device --label -l --memory -m --cpus --gpus --platform --pid --ipc --userns --restart --security-opt --shm-size --tmpfs --ulimit --add-host --dns --ip --link --log-driver --log-opt --pull --runtime --stop-signal --health-cmd --detach-keys --cidfile --sysctl --volumes-from --annotation --group-add';
const run: ProgramRow = {
  style: 'posix',
  options: {
    [RUN_VALUES]: 'text',
    '-i -t -d --rm --privileged --init --read-only -P --detach --tty --interactive': 'flag',
  },
  read: readContainer(1),
};
const remove: ProgramRow = {
  options: { '-f --force -v --volumes': 'flag' },
  cases: [
    { has: '-f --force', operand: /^\*$/, effect: REMOVE_DATA },
    { has: '-f --force', effect: REMOVE_FORCED },
  ],
  effect: REMOVE_ONE,
};
const prune: ProgramRow = { effect: REMOVE_DATA };
const compose: ProgramRow = {
  options: {
    '-f --file -p --project-name --profile --env-file --project-directory --ansi --parallel': 'text',
  },
  style: 'posix',
  commands: {
    down: {
      options: { '-v --volumes': 'flag', '--rmi': 'text', '-t': 'text' },
      cases: [{ has: '-v --volumes', effect: REMOVE_DATA }],
      effect: REMOVE_ONE,
    },
    rm: { options: { '-v -f -s': 'flag' }, cases: [{ has: '-v', effect: REMOVE_DATA }], effect: REMOVE_ONE },
    'exec run': run,
    'ps ls logs config images top port version events stats convert wait': looks,
    push: { effect: PUSH },
    pull: { effect: PULL },
    '*': { effect: BUILD },
  },
};

const containers: ProgramRow = {
  options: {
    '-H --host --context -c --config -l --log-level --tlscacert --tlscert --tlskey': 'text',
    '-D --debug --tls --tlsverify': 'flag',
  },
  style: 'posix',
  commands: {
    'run create': run,
    exec: { ...run, read: readContainer(1) },
    'ps images': {
      options: { '-f --filter --format -n --last': 'text', '-a -q --all --quiet': 'flag' },
      // Without a filter the list is all there are.
      read: (invocation) => ({ text: has(invocation, '-f --filter') ? '\0' : '*', taint: 0 }),
    },
    'logs inspect stats top port diff history version info search events ls wait context-ls df attach help scout sbom manifest-inspect':
      looks,
    'build buildx bake import load commit tag save export rename cp builder': {
      options: {
        '-t --tag -f --file --build-arg --target --platform --output -o --cache-from --cache-to --progress --label --secret --ssh':
          'text',
        '--push': 'flag',
      },
      cases: [
        { operand: /^(?:prune|rm)$/, effect: REMOVE_FORCED },
        { has: '--push', effect: PUSH },
      ],
      effect: BUILD,
    },
    pull: { effect: PULL },
    push: { effect: PUSH },
    'login logout': { effect: LOCAL },
    'start stop restart kill pause unpause update': { effect: LOCAL },
    'rm rmi': remove,
    'container image': {
      style: 'posix',
      commands: {
        'rm remove': remove,
        prune: { effect: REMOVE_FORCED },
        'run create': run,
        exec: run,
        'ls list ps inspect logs top stats port diff history save': looks,
        '*': { effect: BUILD },
      },
    },
    volume: { style: 'posix', commands: { 'rm remove prune': prune, '*': looks } },
    system: {
      style: 'posix',
      commands: { prune, 'df info events': looks, reset: prune, '*': { effect: LOCAL } },
    },
    network: {
      style: 'posix',
      commands: {
        'rm remove prune disconnect': { effect: REMOVE_FORCED },
        'ls inspect': looks,
        '*': { effect: LOCAL },
      },
    },
    compose,
    'stack service node swarm secret config': {
      style: 'posix',
      commands: {
        'rm remove leave': { effect: CLUSTER_LOST },
        'ls ps inspect services logs list': looks,
        '*': { effect: CLUSTER_CHANGE },
      },
    },
    '*': { effect: LOCAL },
  },
};

/** Containers and clusters. */
export const CONTAINERS: ProgramTable = {
  'docker podman nerdctl finch': containers,
  'docker-compose podman-compose': compose,
  'buildah skopeo crane ko oras regctl kaniko jib cosign': {
    cases: [{ operand: /^(?:push|copy|publish|delete|sign|attest|upload)$/, effect: PUSH }],
    effect: PULL,
  },
  'kubectl oc k3s-kubectl microk8s.kubectl kubectl.docker': {
    options: {
      '-n --namespace --context --cluster --user --kubeconfig -s --server --token --as --request-timeout -v':
        'text',
    },
    style: 'posix',
    commands: {
      'get describe logs top explain api-resources api-versions version cluster-info diff wait auth completion kustomize plugin events help options':
        {
          options: { '-o --output -n --namespace -l --selector': 'text' },
          cases: [{ operand: /^secrets?(?:\/|$)/, has: '-o --output', effect: SECRET }],
          output: 'other',
        },
      config: { cases: [{ operand: /^(?:view|get-.*|current-context)$/, effect: null }], effect: LOCAL },
      delete: {
        options: {
          '--dry-run': 'text',
          '-n --namespace -l --selector -f --filename --grace-period': 'text',
          '--all -A': 'flag',
        },
        cases: [
          { has: '--dry-run', effect: null },
          {
            operand:
              /^(?:ns|namespaces?|pv|pvc|persistentvolumes?|persistentvolumeclaims?|crd|customresourcedefinitions?|nodes?)(?:\/|$)/,
            effect: shape('infra.destroy', 'shared', 'irreversible', 'critical'),
          },
        ],
        effect: CLUSTER_LOST,
      },
      'drain cordon taint': { effect: CLUSTER_MOVED },
      replace: { effect: CLUSTER_LOST },
      exec: {
        style: 'posix',
        options: { '-c --container -n --namespace': 'text', '-i -t --stdin --tty -it': 'flag' },
        read: readContainer(1),
      },
      'run debug attach': { options: { '--image': 'text' }, effect: CLUSTER_CHANGE },
      rollout: { cases: [{ operand: /^(?:status|history)$/, effect: null }], effect: CLUSTER_CHANGE },
      'port-forward proxy': { effect: LOCAL },
      '*': {
        options: { '--dry-run': 'text' },
        cases: [{ has: '--dry-run', effect: null }],
        effect: CLUSTER_CHANGE,
      },
    },
  },
  helm: {
    options: { '-n --namespace --kube-context --kubeconfig': 'text' },
    style: 'posix',
    commands: {
      'list ls get status history show search template lint version env repo dependency dep verify completion pull plugin create package help registry test inspect':
        looks,
      'uninstall delete del un': { cases: [{ has: '--dry-run', effect: null }], effect: CLUSTER_LOST },
      rollback: { effect: CLUSTER_CHANGE },
      push: { effect: PUSH },
      '*': { cases: [{ has: '--dry-run', effect: null }], effect: CLUSTER_CHANGE },
    },
  },
  'kind minikube k3d microk8s colima lima limactl vagrant multipass devspace skaffold tilt toolbox distrobox apptainer singularity virsh qm pct VBoxManage lxc incus':
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
  'argocd flux istioctl kustomize eksctl kops kubeadm cilium velero linkerd nomad consul waypoint': {
    read: readCloud,
  },
};
