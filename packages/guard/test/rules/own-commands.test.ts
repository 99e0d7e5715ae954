import fc from 'fast-check';
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
  'sentinel-agentos "$(cat command)" main',
  'c=resume; sentinel-agentos $c main',
])('[S4-46] an agent does not let a session go on: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.resume']);
});

it.each([
  'sentinel-agentos',
  'sentinel-agentos --help',
  'sentinel-agentos status --session resume',
  'sentinel-agentos --workspace exec status',
  'sentinel-agentos help resume',
  'sentinel-agentos undo op_1 --dry-run',
  'sentinel-agentos audit verify',
  'sentinel-agentos audit --tool exec --limit 3',
  'sentinel-agentos risk exec command=ls',
  'sentinel-agentos validate --tool exec --params {}',
  'sentinel-agentos doctor --json',
  'sentinel-agentos completion bash',
  'sentinel-agentos audit --limit $N',
  'sentinel-agentos memory search "what we said"',
  'sentinel-agentos halt main',
  'npx -y -p @sentinel-agentos/cli sentinel-agentos stats',
  'npm install sentinel-agentos zod',
  'npm -g i sentinel-agentos zod',
  'pnpm --dir packages/a add sentinel-agentos zod',
  'yarn add -D @sentinel-agentos/cli typescript',
  'npm view sentinel-agentos versions',
  'node scripts/build.mjs sentinel-agentos.js',
  'node packages/cli/dist/main.js build',
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
  'openclaw plugins disable sentinel-agentos',
  'openclaw --profile main plugins uninstall sentinel-agentos --yes',
  'npx -y openclaw@2026.9.6 plugins install ./evil --force',
  'node /usr/lib/node_modules/openclaw/openclaw.mjs config set plugins.enabled false',
  'openclaw approvals resolve plugin:1 allow-once',
  'openclaw gateway call plugin.approval.resolve --params {}',
  'openclaw agent exec "rm -rf ~"',
  'openclaw sentinel resume --all',
  'openclaw',
  'openclaw tui',
  'openclaw doctor',
  'openclaw doctor --lint --fix',
  'openclaw security audit --fix',
  'openclaw security audit $HOW',
  'openclaw sessions delete x --yes',
  'openclaw sessions --agent work delete x',
  'openclaw hooks enable evil',
  'openclaw --profile status gateway stop',
  'openclaw message send --target x --message y',
  'openclaw devices approve --latest',
  'openclaw cron add --every 1m --message x',
  'openclaw mcp set x {}',
  'openclaw what-comes-later',
  'bunx openclaw gateway stop',
  'pnpm dlx openclaw@latest agent exec x',
  'node node_modules/openclaw/dist/entry.js gateway restart',
  "env A=1 sh -c 'openclaw reset'",
  'echo main | xargs openclaw agents delete',
  'true; openclaw $(cat command)',
])('an agent does not change the host that guards it: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.host']);
});

it.each([
  'openclaw plugins list --json',
  'openclaw --version',
  'openclaw --profile main --no-color health --json',
  'openclaw doctor --lint',
  'openclaw security audit --deep',
  'openclaw sessions --json --active 120',
  'openclaw -- config get gateway.port',
  'npm install -g openclaw zod',
  'pnpm --filter openclaw test',
  'openclaw logs --follow',
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

it.each([
  'sentinel-agentos exec -- rm -rf /',
  'sentinel-agentos --json exec -- ls',
  'script -qec "sentinel-agentos exec -- ls" /dev/null',
  'sentinel-agentos server --port 0',
  'sentinel-agentos hook',
  'sentinel-agentos mcp -- node server.js',
  'sentinel-agentos init',
  'sentinel-agentos undo op_1',
  'sentinel-agentos undo op_1 --apply --dry-run',
  'sentinel-agentos undo op_1 $OPTION',
  'sentinel-agentos audit redact op_1 --reason x',
  'sentinel-agentos memory forget x',
  'sentinel-agentos memory $WHAT',
  'sentinel-agentos sandbox run -- sh',
  'sentinel-agentos what-comes-later',
  'sentinel-agentos --workspace status exec',
  'sentinel-agentos --workspace=. --language zh exec -- ls',
  'npx sentinel-agentos exec -- ls',
  'npx --prefix install sentinel-agentos exec -- ls',
  'npx -p @sentinel-agentos/cli@latest sentinel-agentos init',
  'npm exec --package=@sentinel-agentos/cli -- sentinel-agentos init',
  'npm x sentinel-agentos server',
  'pnpm dlx @sentinel-agentos/cli exec -- ls',
  'pnpm sentinel-agentos exec -- ls',
  'yarn dlx sentinel-agentos mcp -- x',
  'yarn sentinel-agentos exec -- ls',
  'bunx sentinel-agentos exec -- ls',
  'bun x sentinel-agentos exec -- ls',
  'deno run -A npm:@sentinel-agentos/cli exec -- ls',
  'node node_modules/@sentinel-agentos/cli/dist/main.js exec -- ls',
  'node --no-warnings /home/ada/src/sentinel-agentos/packages/cli/dist/main.js server',
  'node node_modules/.pnpm/@sentinel-agentos+cli@1.0.0/node_modules/@sentinel-agentos/cli/dist/main.js exec',
  './node_modules/.bin/sentinel-agentos exec -- ls',
  "sh -c 'sentinel-agentos exec -- ls'",
  'env X=1 sentinel-agentos exec -- ls',
  'timeout 9 nohup sentinel-agentos server &',
  'echo op_1 | xargs sentinel-agentos undo',
  'find . -exec npx sentinel-agentos exec -- {} ;',
  '$(which sentinel-agentos) exec -- ls; /usr/bin/sentinel-agentos exec -- ls',
])('an agent does not run what is for people: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.person']);
});

it.each([
  `python3 -c "import subprocess; subprocess.run(['npx', 'sentinel-agentos', 'exec', '--', 'rm', '-rf', 'x'])"`,
  `node -e "require('child_process').execSync('sentinel-agentos exec -- rm -rf x')"`,
])('nor by way of code: %s', (command) => {
  expect(rulesFor(command)).toEqual(['state.person']);
});

it('of any words there is an answer, and only what looks has none', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'status',
      'exec',
      '--workspace',
      '--',
      'undo',
      '--dry-run',
      '__proto__',
      'audit',
      'redact',
    ),
    fc.string(),
    fc.constant(null),
  );
  const evidence = { param: 'command', start: 0, end: 0 };
  const program = fc.constantFrom(['sentinel-agentos'], ['npx', 'openclaw'], ['node', '__proto__']);
  fc.assert(
    fc.property(program, fc.array(word, { maxLength: 6 }), (launched, words) => {
      const findings = ownCommandFindings([{ argv: [...launched, ...words], evidence }]);
      expect(findings.every(({ floor }) => floor === 'deny')).toBe(true);
      if (launched[0] === 'sentinel-agentos' && words[0] === 'exec') expect(findings).toHaveLength(1);
      if (launched[0] === 'npx' && words[0] === null) expect(findings).toHaveLength(1);
      if (launched[0] === 'node' && !words.some((each) => /openclaw|sentinel/u.test(each ?? '')))
        expect(findings).toEqual([]);
    }),
  );
});

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
