import { describe, expect, it } from 'vitest';
import { ownCommandFindings } from '../../src/rules/own-commands.js';
import { read, readCall, rulesOf } from '../effects/reading.js';

const rulesFor = (command: string): readonly string[] =>
  ownCommandFindings(read(command).commands).map(({ rule }) => rule);

it.each([
  'sentinel-agentos resume',
  'sentinel-agentos resume main --by ada',
  'sentinel-agentos --workspace . resume main',
  '/usr/local/bin/sentinel-agentos resume main',
  './node_modules/.bin/sentinel-agentos resume main',
  'npx sentinel-agentos resume main',
  'npx -y sentinel-agentos@1.2.3 resume main',
  'npm exec -- sentinel-agentos resume main',
  'pnpm exec sentinel-agentos resume main',
  'node node_modules/.bin/sentinel-agentos resume main',
  'node node_modules/@sentinel-agentos/cli/dist/main.js resume main',
  "bash -c 'sentinel-agentos resume main'",
  'true && sentinel-agentos resume',
  'c=resume; sentinel-agentos $c main',
])('[S4-46] an agent does not let a session go on: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.resume']);
});

it.each([
  'sentinel-agentos status',
  'sentinel-agentos halt main',
  'npx sentinel-agentos audit --limit 3',
  'echo sentinel-agentos resume main',
  'grep -rn "sentinel-agentos resume" docs',
  'git commit -m "Document sentinel-agentos resume"',
  'cat node_modules/sentinel-agentos/README.md',
  'npm run resume',
])('other commands are none of this rule: %s', (command) => {
  expect(rulesFor(command)).toEqual([]);
});

it.each([
  'sentinel-agentos exec -- rm -rf build',
  'sentinel-agentos --workspace /proj --json exec -- ls',
  'sentinel-agentos --language=zh exec -- ls',
  'npx -y sentinel-agentos@1.2.3 server --port 3300',
  'npx -p @sentinel-agentos/cli sentinel-agentos server',
  'npm exec -- sentinel-agentos init --yes',
  'echo {} | sentinel-agentos hook',
  'sentinel-agentos mcp -- node server.js',
  'node node_modules/@sentinel-agentos/cli/dist/main.js exec -- ls',
  "sh -c 'sentinel-agentos exec -- ls'",
  'script -qec "sentinel-agentos exec -- ls" /dev/null',
  'sentinel-agentos audit redact op_1 --reason tidy',
])('an agent does not run, serve or set up by the command line of its guard: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.person']);
});

it.each([
  'sentinel-agentos doctor --json',
  'sentinel-agentos risk exec command=ls',
  'sentinel-agentos validate --tool exec --params {}',
  'sentinel-agentos audit --tool exec --limit 3',
  'sentinel-agentos stats',
  'sentinel-agentos completion bash',
  'echo sentinel-agentos exec -- ls',
  'npm run exec',
])('an agent may look and ask by the command line of its guard: %s', (command) => {
  expect(rulesFor(command)).toEqual([]);
});

it('[S4-46] an agent gives neither where nobody can read the command before it runs', () => {
  expect(rulesFor('sentinel-agentos "$(cat command)" main')).toEqual(['state.resume', 'state.person']);
});

it.each([
  'openclaw plugins disable sentinel-agentos',
  'openclaw --profile main plugins uninstall sentinel-agentos --yes',
  'npx -y openclaw@2026.9.6 plugins install ./evil --force',
  'node /usr/lib/node_modules/openclaw/openclaw.mjs config set plugins.enabled false',
  'openclaw approvals resolve plugin:1 allow-once',
  'openclaw gateway call plugin.approval.resolve --params {}',
  'openclaw agent exec "rm -rf ~"',
  'openclaw sentinel resume --all',
  'true; openclaw $(cat command)',
])('an agent does not change the host that guards it: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.host']);
});

it.each([
  'openclaw plugins list --json',
  'openclaw config get gateway.port',
  'openclaw sentinel status',
  'openclaw sentinel halt',
  'openclaw status',
  'echo openclaw plugins disable sentinel-agentos',
  'cat node_modules/openclaw/README.md',
])('an agent may look at its host: %s', (command) => {
  expect(rulesFor(command)).toEqual([]);
});

/** What imports the library runs as whoever imports it. */
const LIBRARY = "import { AgentOS } from 'sentinel-agentos';\nnew AgentOS().resume('x');\n";

describe('code that lets a session go on', () => {
  it.each([
    `node -e "import('sentinel-agentos').then((s) => new s.AgentOS({}).resume('x'))"`,
    `node -e "const { AgentOS } = require('sentinel-agentos'); new AgentOS()['resume']('x')"`,
    `node -e "const m = 'sentinel-agentos'; import(m).then((s) => new s.AgentOS()?.resume?.('x'))"`,
    `node -e "require('./node_modules/sentinel-agentos/dist/index.cjs').wrapAgent().resume('x')"`,
    `node -e "require('@sentinel-agentos/evaluator').createTrust({ dir: 'x' }).resume('x', 'ada')"`,
    `deno eval "import { AgentOS } from 'npm:sentinel-agentos'; new AgentOS().resume('x')"`,
    `cat > r.mjs <<'X'\n${LIBRARY}X\nnode r.mjs`,
    `node --input-type=module <<'X'\n${LIBRARY}X`,
    `node -e "require('child_process').spawnSync('npx', ['sentinel-agentos', 'resume'])"`,
    `python3 -c "import subprocess; subprocess.run(['sentinel-agentos', 'resume', 'x'])"`,
    `python3 -c "import subprocess; c = 'resume'; subprocess.run(['npx', 'sentinel-agentos', c])"`,
    `python3 -c "import os; os.system('sentinel-agentos resume x')"`,
  ])('[S4-46] is denied where it runs: %s', (command) => {
    const reading = read(command);
    expect([...rulesOf(reading), ...rulesFor(command)]).toContain('state.resume');
  });

  it.each([
    `cat > README.md <<'X'\n${LIBRARY}X`,
    `cat > test/halt.test.ts <<'X'\n${LIBRARY}X`,
    `node -e "import('sentinel-agentos').then((s) => new s.AgentOS({}).halt('x'))"`,
    'node -e "process.stdin.resume()"',
    `python3 -c "open('README.md', 'a').write('sentinel-agentos resume lets a session go on')"`,
    `python3 -c "import subprocess; subprocess.run(['sentinel-agentos', 'status'])"`,
    `git commit -m "call os.resume() of 'sentinel-agentos'"`,
    'npx vitest run test/halt.test.ts',
  ])('is none that is written, or does something else: %s', (command) => {
    expect([...rulesOf(read(command)), ...rulesFor(command)]).not.toContain('state.resume');
  });

  it('is denied to a tool that runs code, and not to one that writes a file', () => {
    expect(rulesOf(readCall('run_javascript', { code: LIBRARY }))).toContain('state.resume');
    expect(rulesOf(readCall('write_file', { path: 'a.mjs', content: LIBRARY }))).toEqual([]);
  });
});
