import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts, createGuard } from '../../src/index.js';
import { toldPaths } from '../../src/rules/told-paths.js';
import type { Decision } from '@sentinel-agentos/core';

const guard = createGuard({
  workspaceRoot: '/work',
  ownPaths: [{ folder: '/host', except: ['workspace'] }, '/work/.state'],
  facts: createFixedFileFacts({
    files: { '/host': 'directory', '/host/workspace': 'directory', '/work/.state': 'directory' },
  }),
});

function judge(command: string): Decision {
  const params = { command };
  return guard.inspect({
    id: 'op_1',
    tool: 'exec',
    params,
    sessionId: 's',
    agentId: 'a',
    cwd: '/work',
    claims: [],
  });
}

const isOwn = (command: string): boolean =>
  judge(command).findings.some(({ rule }) => rule === 'state.protected');

/** Commands that change `OWN`, by what becomes of them where `OWN` is any other path of the workspace. */
const CHANGING = {
  auto: [
    'split a OWN/part',
    'csplit -f OWN/part a 10',
    'mktemp -p OWN',
    'mktemp -d OWN/x.XXXX',
    'mktemp --tmpdir=OWN',
    'TMPDIR=OWN mktemp',
    'install -D a OWN/a',
    'install -d OWN/a',
    'uniq a OWN/a',
    'iconv -f latin1 -o OWN/a a',
    'base64 -d -o OWN/a a',
    'uudecode -o OWN/a a',
    'curl --output-dir OWN -o a https://example.org/a',
    'make -C OWN',
    'make -COWN all',
    'make --directory=OWN install',
    'make -f OWN/Makefile',
    'make install PREFIX=OWN',
    'cd OWN && make',
    'ninja -C OWN',
    'cmake -B OWN',
    'cmake -S . -BOWN',
    'cmake --build OWN',
    'cmake -DCMAKE_INSTALL_PREFIX=OWN -B build',
    'gradle -p OWN build',
    'git init OWN',
    'git init --bare OWN/x',
    'git init --separate-git-dir=OWN/x',
    'git clone https://github.com/a/b OWN/x',
    'git -C OWN add .',
    'git worktree add OWN/x',
    'git worktree remove OWN/x',
    'git submodule add -b main https://github.com/a/b OWN/x',
    'git format-patch -o OWN HEAD~3',
    'git bugreport -o OWN',
    'git config -f OWN/x a.b c',
    'hg clone https://example.org/b OWN/x',
    'svn export https://example.org/b OWN/x',
    'npm init vite@latest OWN/x',
    'npm create vite@latest OWN/x -- --template react',
    'pnpm create vite OWN/x',
    'npm --prefix OWN run build',
    'npm pack --pack-destination=OWN',
    'cargo new OWN/x',
    'cargo build --target-dir OWN',
    'dotnet new console -o OWN',
    'python3 -m venv OWN',
    'python3.12 -m venv OWN',
    'uv venv OWN',
    'pip wheel -w OWN a',
    'pip install --target OWN a',
    'pip install --src OWN a',
    'conda create -p OWN',
    'go build -o OWN/x .',
    'go test -coverprofile=OWN/x ./...',
    'gcc a.c -o OWN/x',
    'gcc -oOWN/x a.c',
    'tsc --outDir OWN',
    'esbuild a.ts --outfile=OWN/x',
    'javac -d OWN A.java',
    'protoc --python_out=OWN a.proto',
    'tar -xf a.tar --one-top-level=OWN',
    'rsync -a --backup-dir=OWN a src',
    'rsync -a -T OWN a src',
    'cpio -pdm OWN',
    'unar -o OWN a.zip',
    'wget -i urls.txt -P OWN',
    'yt-dlp -o OWN/x https://example.org',
    'gh release download -D OWN',
    'docker run -v OWN:/data image',
    'docker run --mount type=bind,src=OWN,dst=/data image',
    'docker run --mount type=bind,source=OWN,dst=/data,readonly=false image',
    'ffmpeg -i a.mp4 OWN/a.mp4',
    'convert a.png OWN/a.png',
    'pandoc a.md -o OWN/a.html',
    'prettier --write OWN',
    'eslint --fix OWN',
    'black OWN',
    'yq -i .a=1 OWN/x.yml',
    'strace -o OWN/x ls',
    'pytest --junitxml=OWN/x.xml',
    'duckdb OWN/x.db "CREATE TABLE a(b int)"',
  ],
  notify: [
    'npx create-react-app OWN/x',
    'npx -y create-vite@latest OWN/x',
    'npx create-next-app --skip-install OWN/x',
    'pnpm dlx create-vite OWN/x',
    'npx degit a/b OWN/x',
    'cookiecutter gh:a/b -o OWN',
    'virtualenv OWN',
    'go -C OWN build',
    'aws s3 cp s3://a/b OWN/x',
    'dpkg-deb -x a.deb OWN',
    'dos2unix OWN/x',
    'restic restore latest --target OWN',
    'unsquashfs -d OWN a',
  ],
  confirm: ['git worktree remove --force OWN/x'],
} as const;

const at = (command: string, place: string): string => command.replaceAll('OWN', place);

for (const [action, commands] of Object.entries(CHANGING)) {
  describe.each(commands)('%s', (command) => {
    it.each(['/host', '/host/plugins', '../host', '.state', './src/../.STATE/x'])(
      'is denied: %s',
      (place) => {
        const decision = judge(at(command, place));
        expect(decision.action).toBe('deny');
        expect(decision.findings.map(({ rule }) => rule)).toContain('state.protected');
      },
    );

    it(`is ${action} elsewhere in the workspace`, () => {
      expect(judge(at(command, 'lib')).action).toBe(action);
    });
  });
}

it.each([
  'split /host/a part',
  'csplit .state/a 10',
  'uniq .state/a',
  'iconv -f latin1 .state/a',
  'base64 .state/a',
  'install -m 644 .state/a b',
  'mktemp -u -p .state',
  'git -C .state log',
  'git ls-files -o .state',
  'git worktree list',
  'jq . --raw-output .state/a.json',
  'prettier --check .state',
  'prettier --write . --ignore-path .state/ignore',
  'eslint --fix . --ignore-pattern .state',
  'black --check .state',
  'black . --exclude .state',
  'gcc -I.state a.c',
  'gunzip --stdout .state/a.gz',
  'grep -o .state a',
  'ls -o .state',
  'find . -name a -o -path ./.state',
  'convert .state/a.png a.png',
  'magick identify .state/a.png',
  'uv run --directory /host/skills/x a.py',
  'docker run -v .state:/data:ro image',
  'docker run --mount type=bind,src=/host/x,dst=/data,readonly image',
  'docker run -v ./config:/host image',
  'docker run -v /host/workspace:/data image',
  'make -C /host/workspace',
  'npx create-vite /host/workspace/app',
  'npm run build',
])('does not change what is own: %s', (command) => {
  expect(isOwn(command)).toBe(false);
});

it('no option before a path hides it from a program that lays out a project', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--skip-install', '-y', '--config', '--exclude', 'a=b', null),
  );
  fc.assert(
    fc.property(fc.array(word), fc.array(word), (before, after) => {
      expect(toldPaths(['create-vite', ...before, '/host/x', ...after], new Set())).toContain('/host/x');
    }),
  );
});
