import { Taint, unknownData } from '../shell/data.js';
import { shape } from '../effect-shape.js';
import { readAnsible, readCloud } from '../programs/cloud-readers.js';
import { carries } from '../programs/carriers.js';
import { sendIfSecret } from '../programs/send-secrets.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const DESTROY_ALL = shape('infra.destroy', 'shared', 'irreversible', 'critical');
const DESTROY = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const CHANGE = shape('net.send', 'shared', 'partial', 'normal');
const APPLY = shape('net.send', 'shared', 'hard', 'normal');
const UNDONE_NEXT = shape('infra.destroy', 'shared', 'hard', 'normal');
const LOCAL = shape('code.exec', 'workspace', 'easy', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');

const looks: ProgramRow = { output: 'other' };
const GLOBAL =
  '--region --profile --project --output -o --query --endpoint-url --subscription --account --zone --format --filter -g --resource-group --configuration --cli-input-json -R --repo';

const terraform: ProgramRow = {
  options: { '-chdir': 'folder' },
  style: 'long',
  commands: {
    destroy: { style: 'long', effect: DESTROY_ALL },
    apply: {
      style: 'long',
      options: { '-var -var-file -target': 'text', '-destroy -auto-approve --auto-approve': 'flag' },
      cases: [
        { has: '-destroy', effect: DESTROY_ALL },
        { has: '-auto-approve --auto-approve', effect: APPLY },
      ],
      effect: CHANGE,
    },
    state: {
      style: 'long',
      cases: [{ operand: /^(?:rm|mv|push|replace-provider)$/, effect: DESTROY }],
      // The state keeps every secret in plain text.
      read: ({ operands }) => unknownData(operands[0]?.text === 'pull' ? Taint.system : 0),
    },
    output: { style: 'long', read: () => unknownData(Taint.system) },
    workspace: { style: 'long', cases: [{ operand: /^delete$/, effect: DESTROY }], output: 'other' },
    'taint force-unlock': { style: 'long', effect: UNDONE_NEXT },
    'untaint import': { style: 'long', effect: CHANGE },
    // terragrunt: the same verb for every module below.
    'run-all run stack': {
      style: 'long',
      cases: [
        { operand: /^destroy$/, effect: DESTROY_ALL },
        { operand: /^apply$/, effect: APPLY },
      ],
      effect: LOCAL,
    },
    'destroy-all': { style: 'long', effect: DESTROY_ALL },
    'apply-all': { style: 'long', effect: APPLY },
    'plan show validate version providers graph console metadata modules refresh login logout': looks,
    'init fmt get test query hclfmt hcl find list dag backend catalog scaffold render render-json terragrunt-info graph-dependencies validate-inputs output-module-groups info exec':
      { style: 'long', effect: LOCAL },
  },
};

/** Clouds and infrastructure as code. */
export const CLOUD: ProgramTable = {
  'aws gcloud az doctl linode-cli oci ibmcloud aliyun hcloud scw vultr-cli exo civo tccli openstack yc bx cf heroku fly flyctl vercel netlify railway render koyeb scalingo auth0 stripe twilio sentry-cli datadog-ci newrelic okta wrangler supabase firebase amplify copilot eb sam serverless sls chalice zappa databricks snow snowsql neonctl pscale planetscale turso render-cli dokku acme.sh sst rancher':
    { options: { [GLOBAL]: 'text', '--dry-run --dryrun --help': 'flag' }, read: readCloud },
  gh: {
    options: {
      '-R --repo -b --body -t --title -F --body-file --jq -q --json --template -d --desc --description -n --notes --notes-file -H --head -B --base -l --label -a --assignee -r --reviewer -m --milestone':
        'text',
    },
    read: (invocation) => {
      const words = invocation.operands.map((operand) => operand.text);
      if (words[0] === 'api') return readApi(invocation);
      return readCloud(invocation);
    },
  },
  'glab hub tea bb jira linear': { options: { '-R --repo': 'text' }, read: readCloud },
  'terraform tofu terragrunt': terraform,
  pulumi: {
    style: 'posix',
    commands: {
      destroy: { effect: DESTROY_ALL },
      'up update': { effect: APPLY },
      stack: { cases: [{ operand: /^rm$/, effect: DESTROY_ALL }], output: 'other' },
      'preview about whoami version logs config': looks,
      state: { cases: [{ operand: /^(?:delete|repair)$/, effect: DESTROY }], effect: LOCAL },
      'new install login logout plugin package convert gen-completion refresh import watch env org policy schema console':
        { effect: LOCAL },
    },
  },
  'cdk cdktf': {
    options: { '-a --app -c --context -o --output --profile': 'text' },
    cases: [
      { operand: /^destroy$/, effect: DESTROY_ALL },
      { operand: /^deploy$/, effect: APPLY },
    ],
    effect: LOCAL,
    everyday:
      'synth synthesize diff list ls init doctor context docs doc notices acknowledge metadata get convert provider login output help completion',
  },
  'ansible ansible-playbook ansible-pull ansible-console': {
    options: {
      '-i --inventory -m --module-name -a --args -e --extra-vars -l --limit -u --user': 'text',
      '--check --syntax-check --list-hosts --list-tasks --list-tags -C': 'flag',
    },
    cases: [{ has: '--check --syntax-check --list-hosts --list-tasks --list-tags -C', effect: null }],
    effect: CHANGE,
    read: readAnsible,
  },
  'ansible-galaxy ansible-doc ansible-config ansible-inventory ansible-test packer': { effect: LOCAL },
  'ansible-vault': {
    cases: [{ operand: /^(?:view|decrypt)$/, effect: SECRET }],
    effect: LOCAL,
    everyday: 'create edit encrypt encrypt_string rekey',
    output: 'inputs',
  },
  'sops age-plugin-yubikey': {
    cases: [
      { has: '-d --decrypt', effect: SECRET },
      { operand: /^(?:decrypt|exec-env|exec-file)$/, effect: SECRET },
    ],
    effect: LOCAL,
  },
  doppler: {
    commands: {
      run: { style: 'posix', options: { '-p --project -c --config': 'text' }, read: carries() },
      secrets: {
        cases: [
          { operand: /^(?:delete|set|upload)$/, effect: CHANGE },
          { has: '--only-names', effect: null },
        ],
        effect: SECRET,
      },
      'configs projects setup login logout me environments activity open update completion settings flags configure help':
        looks,
    },
  },
  'keyring kwallet-query kwalletcli gnome-keyring-query': {
    cases: [
      { operand: /^(?:get|-r)$/, effect: SECRET },
      { has: '-r --read-password', effect: SECRET },
    ],
    effect: LOCAL,
  },
  // Backblaze's command line, and the build tool of that name.
  b2: {
    cases: [{ operand: /^(?:delete-.*|rm|bucket)$/, effect: DESTROY }],
    effect: LOCAL,
    everyday:
      'account authorize-account file file-info get-download-auth download-file upload-file list-buckets list-file-names ls sync key version install stage headers',
  },
  'aws-vault saml2aws chamber-exec envchain teller': {
    commands: {
      exec: { style: 'posix', options: { '-d --duration -n': 'text' }, read: carries(1) },
      'list ls login add configure script console env show scan history help version': looks,
    },
  },
  'vsce ovsx electron-publish web-ext appcenter fastlane pod goreleaser': {
    cases: [
      { operand: /^(?:publish|release|deliver|supply|sign|trunk|upload)$/, effect: PUBLISH },
      { operand: /^unpublish$/, effect: DESTROY_ALL },
    ],
    effect: LOCAL,
    everyday:
      'package ls list show search login logout verify-pat build lint run start init install update outdated repo cache spec lib ipc env setup try deintegrate check healthcheck completion changelog man jsonschema analyze lanes action actions test screenshots snapshot scan gym docs help',
  },
};

/** `gh api -X DELETE …`. */
function readApi(
  invocation: Parameters<NonNullable<ProgramRow['read']>>[0],
): ReturnType<NonNullable<ProgramRow['read']>> {
  const { args, shell, evidence } = invocation;
  for (const arg of args) sendIfSecret(invocation, arg, 'api');
  const at = args.findIndex((arg) => arg.text === '-X' || arg.text === '--method');
  const method = (args[at + 1]?.text ?? '').toUpperCase();
  const fields = args.some((arg) => /^(?:-f|-F|--field|--raw-field|--input)$/.test(arg.text));
  if (at >= 0 && method === 'DELETE')
    shell.reading.sink.effect(DESTROY, invocation.operands[1]?.text ?? '', evidence);
  else if (at >= 0 ? method !== 'GET' : fields)
    shell.reading.sink.effect(CHANGE, invocation.operands[1]?.text ?? '', evidence);
  return undefined;
}
