import { shape } from '../effect-shape.js';
import { readCloud } from '../programs/cloud-readers.js';
import { readContainer, readContainerCopy } from '../programs/container-readers.js';
import { note, valueOfOption, type Invocation } from '../programs/invocation.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const LOCAL = shape('process.spawn', 'process', 'easy', 'normal');
const PUSH = shape('pkg.publish', 'shared', 'partial', 'normal');
const RIGHTS_GIVEN = shape('privilege.gain', 'host', 'hard', 'sensitive');
const CLUSTER_RIGHTS = shape('net.send', 'shared', 'hard', 'sensitive');
const FROM_STRANGER = shape('net.send', 'shared', 'hard', 'normal');
const CLUSTER_CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const CLUSTER_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const CLUSTER_STOPPED = shape('infra.destroy', 'shared', 'hard', 'normal');
const CLUSTER_MOVED = shape('infra.destroy', 'shared', 'partial', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const looks: ProgramRow = { output: 'other' };

/** Clusters and what is deployed to them: they belong to everybody who works there. */
export const CLUSTERS: ProgramTable = {
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
      config: {
        options: { '--raw': 'flag' },
        cases: [
          { operand: /^view$/, has: '--raw', effect: SECRET },
          { operand: /^(?:view|get-.*|current-context)$/, effect: null },
        ],
        effect: LOCAL,
      },
      scale: {
        options: { '--replicas -n --namespace -l --selector -f': 'text', '--all': 'flag' },
        read: (invocation) => {
          const none = valueOfOption(invocation, '--replicas')?.text === '0';
          note(invocation, none ? CLUSTER_STOPPED : CLUSTER_CHANGE);
          return undefined;
        },
      },
      create: {
        options: {
          '-n --namespace -f --filename -o --output --clusterrole --serviceaccount --image': 'text',
        },
        cases: [
          { has: '--dry-run', effect: null },
          { operand: /^token$/, effect: SECRET },
          { operand: /^(?:clusterrole|role)(?:binding)?$/, effect: CLUSTER_RIGHTS },
        ],
        effect: CLUSTER_CHANGE,
        read: readManifest,
      },
      apply: {
        options: {
          '-f --filename -k --kustomize -n --namespace -l --selector': 'text',
          '--prune --force': 'flag',
        },
        cases: [
          { has: '--dry-run', effect: null },
          { has: '--prune', effect: CLUSTER_STOPPED },
        ],
        effect: CLUSTER_CHANGE,
        read: readManifest,
      },
      patch: {
        options: { '-p --patch --type -n --namespace': 'text' },
        cases: [{ has: '--dry-run', effect: null }],
        effect: CLUSTER_CHANGE,
        read: (invocation) => {
          // Without its finalizers a thing goes although others still need it.
          if (
            /"finalizers"\s{0,9}:\s{0,9}(?:null|\[\s{0,9}\])/.test(
              valueOfOption(invocation, '-p --patch')?.text ?? '',
            )
          )
            note(invocation, CLUSTER_LOST);
          return undefined;
        },
      },
      cp: {
        options: { '-c --container -n --namespace': 'text' },
        effect: CLUSTER_CHANGE,
        read: readContainerCopy,
      },
      delete: {
        options: {
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
      'drain cordon taint': {
        cases: [
          {
            has: '--force --delete-emptydir-data --delete-local-data --disable-eviction',
            effect: CLUSTER_STOPPED,
          },
        ],
        effect: CLUSTER_MOVED,
      },
      replace: { effect: CLUSTER_LOST },
      exec: {
        style: 'posix',
        options: { '-c --container -n --namespace': 'text', '-i -t --stdin --tty -it': 'flag' },
        read: readContainer(1, 'cluster'),
      },
      'run debug attach': {
        style: 'posix',
        options: {
          '--image --overrides -n --namespace --restart --profile': 'text',
          '--privileged -i -t -it --rm': 'flag',
        },
        // A shell on a node is one on the machine.
        cases: [{ operand: /^nodes?\//, effect: RIGHTS_GIVEN }],
        effect: CLUSTER_CHANGE,
        read: readContainer(1, 'cluster'),
      },
      rollout: { cases: [{ operand: /^(?:status|history)$/, effect: null }], effect: CLUSTER_CHANGE },
      'port-forward proxy': { effect: LOCAL },
      '*': {
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
      rollback: { cases: [{ has: '--force', effect: CLUSTER_STOPPED }], effect: CLUSTER_CHANGE },
      push: { effect: PUSH },
      '*': { cases: [{ has: '--dry-run', effect: null }], effect: CLUSTER_CHANGE },
    },
  },
  'argocd flux istioctl kustomize eksctl kops kubeadm cilium velero linkerd nomad consul waypoint': {
    read: readCloud,
  },
};

/** Where manifests that everybody uses are published. */
const PUBLISHER =
  /^https:\/\/(?:raw\.githubusercontent\.com|github\.com|(?:[\w-]+\.)*(?:k8s\.io|kubernetes\.io|istio\.io|projectcalico\.org|cilium\.io|helm\.sh|cert-manager\.io))\//;

/** `kubectl apply -f URL`: what a stranger's address answers runs in the cluster. */
function readManifest(invocation: Invocation): undefined {
  for (const { name, value } of invocation.options) {
    if (!/^(?:-f|--filename|-k|--kustomize)$/.test(name) || value === null) continue;
    if (/^https?:\/\//.test(value.text) && !PUBLISHER.test(value.text))
      note(invocation, FROM_STRANGER, value.text);
  }
  return undefined;
}
