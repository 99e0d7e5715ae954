import { shape } from '../effect-shape.js';
import {
  noteElsewhere,
  noteRemoteProject,
  readContainer,
  readContainerCopy,
  readContainerExport,
} from '../programs/container-readers.js';
import { noteBuilt } from '../programs/container-secrets.js';
import { carries } from '../programs/carriers.js';
import { has } from '../programs/invocation.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const LOCAL = shape('process.spawn', 'process', 'easy', 'normal');
const BUILD = shape('code.exec', 'workspace', 'easy', 'normal');
const PULL = shape('pkg.install', 'workspace', 'easy', 'normal');
const PUSH = shape('pkg.publish', 'shared', 'partial', 'normal');
const REMOVE_ONE = shape('infra.destroy', 'process', 'hard', 'normal');
const REMOVE_FORCED = shape('infra.destroy', 'workspace', 'hard', 'normal');
const REMOVE_DATA = shape('infra.destroy', 'workspace', 'irreversible', 'sensitive');
const RIGHTS_GIVEN = shape('privilege.gain', 'host', 'hard', 'sensitive');
const CLUSTER_CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const CLUSTER_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');

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
  read: noteRemoteProject,
  commands: {
    down: {
      options: { '-v --volumes': 'flag', '--rmi': 'text', '-t': 'text' },
      cases: [{ has: '-v --volumes', effect: REMOVE_DATA }],
      effect: REMOVE_ONE,
    },
    rm: { options: { '-v -f -s': 'flag' }, cases: [{ has: '-v', effect: REMOVE_DATA }], effect: REMOVE_ONE },
    exec: { ...run, read: readContainer(1, 'running') },
    run,
    'ps ls logs config images top port version events stats convert wait': looks,
    push: { effect: PUSH },
    pull: { effect: PULL },
    'up build start restart stop kill pause unpause create watch scale attach cp': { effect: BUILD },
  },
};

const containers: ProgramRow = {
  options: {
    '-H --host --context -c --config -l --log-level --tlscacert --tlscert --tlskey': 'text',
    '-D --debug --tls --tlsverify': 'flag',
  },
  style: 'posix',
  read: noteElsewhere,
  commands: {
    'run create': run,
    exec: { ...run, read: readContainer(1, 'running') },
    // podman: a command in the user's own name space, with the machine's files.
    unshare: { style: 'posix', read: carries() },
    cp: { read: readContainerCopy, effect: BUILD },
    'save export': { options: { '-o --output': 'write' }, effect: LOCAL, read: readContainerExport },
    plugin: {
      cases: [
        { has: '--grant-all-permissions', effect: RIGHTS_GIVEN },
        { operand: /^(?:ls|inspect)$/, effect: null },
      ],
      effect: LOCAL,
    },
    machine: { cases: [{ operand: /^(?:rm|reset)$/, effect: REMOVE_DATA }], effect: LOCAL },
    'ps images': {
      options: { '-f --filter --format -n --last': 'text', '-a -q --all --quiet': 'flag' },
      // Without a filter the list is all there are.
      read: (invocation) => ({ text: has(invocation, '-f --filter') ? '\0' : '*', taint: 0 }),
    },
    'logs inspect stats top port diff history version info search events ls wait context-ls df attach help scout sbom manifest-inspect':
      looks,
    'build buildx bake import load commit tag rename builder': {
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
      read: noteBuilt,
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
        exec: { ...run, read: readContainer(1, 'running') },
        'ls list ps inspect logs top stats port diff history save exists wait': looks,
        push: { effect: PUSH },
        'build pull tag untag import load start stop restart kill pause unpause rename update attach cp commit export mount unmount init':
          { effect: BUILD },
      },
    },
    volume: {
      style: 'posix',
      commands: { 'rm remove prune': prune, 'create ls list inspect exists': looks },
    },
    system: {
      style: 'posix',
      commands: {
        prune,
        'df info events': looks,
        reset: prune,
        'connection service dial-stdio migrate renumber check': { effect: LOCAL },
      },
    },
    network: {
      style: 'posix',
      commands: {
        'rm remove prune disconnect': { effect: REMOVE_FORCED },
        'ls inspect exists': looks,
        'create connect reload': { effect: LOCAL },
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
    pod: {
      style: 'posix',
      commands: {
        'rm prune': remove,
        'ls list ps inspect logs stats top exists': looks,
        'create start stop restart kill pause unpause clone': { effect: LOCAL },
      },
    },
    'context manifest init checkpoint trust desktop model mount unmount umount untag generate play kube healthcheck exists':
      { effect: LOCAL },
  },
};

/** Containers and clusters. */
export const CONTAINERS: ProgramTable = {
  'docker podman nerdctl finch': containers,
  'docker-compose podman-compose': compose,
  buildah: {
    commands: {
      unshare: { style: 'posix', read: carries() },
      run: { style: 'posix', options: { '-v --volume --mount --user': 'text' }, read: readContainer(1) },
      push: { effect: PUSH },
      'ls images containers inspect info version': looks,
      'bud build build-using-dockerfile from add copy commit config tag pull mount umount unmount rm rmi prune login logout manifest rename source':
        { effect: BUILD },
    },
  },
  'skopeo crane ko oras regctl kaniko jib cosign': {
    cases: [{ operand: /^(?:push|copy|publish|delete|sign|attest|upload)$/, effect: PUSH }],
    effect: PULL,
    everyday:
      'inspect list-tags login logout auth sync pull catalog ls digest manifest config export blob validate tag resolve run build create discover repo image index version tree verify verify-attestation verify-blob triangulate generate generate-key-pair initialize public-key download help completion',
  },
};
