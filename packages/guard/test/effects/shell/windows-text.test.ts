import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, levelOf, read, shapeOf } from '../reading.js';

/** Commands as agents on Windows hand them to a tool that is called `exec` or `bash`. */
describe('text for a shell of Windows, given to a tool for another shell', () => {
  it.each([
    'Remove-Item -Recurse -Force C:\\',
    'remove-item C:\\Users -r',
    'gci C:\\ | ri -r',
    'cd "C:\\"; Remove-Item -Recurse "D:\\"',
    '$x = "C:\\"; Remove-Item -Recurse $x',
    '& { Remove-Item C:\\ -Recurse }',
    "[IO.Directory]::Delete('C:\\', $true)",
    'rd /s /q C:\\',
    'rmdir /s /q C:\\Users',
    'del /f /s /q C:\\*',
    'if exist C:\\ rd /s /q C:\\',
    'for /d %i in (C:\\*) do rd /s /q "%i"',
    'start cmd /c "rd /s /q C:\\"',
    'Format-Volume -DriveLetter D',
  ])('%s loses the disk', (command) => {
    expect(shapeOf(read(command))).toBe('fs.delete host irreversible critical');
  });

  it.each([
    'Get-ChildItem',
    'Get-ChildItem -Recurse -Filter *.ts | Select-Object FullName',
    'Remove-Item -Recurse -Force node_modules',
    'if (Test-Path dist) { Remove-Item dist -Recurse -Force }',
    "(Get-Content package.json) -replace '1.0.0','1.0.1' | Set-Content package.json",
    'rmdir /s /q dist',
    'rd /s /q 构建',
    'if exist dist rd /s /q dist',
    'del /q dist\\*.js',
    'copy src\\a.ts src\\b.ts',
  ])('%s passes', (command) => {
    expect(['auto', 'notify']).toContain(levelOf(read(command)));
  });

  it.each([
    'git commit -m "Remove-Item -Recurse C:\\\\ no longer hangs"',
    'grep -rn "Remove-Item" scripts',
    "echo 'rd /s /q C:\\'",
    "cat > clean.ps1 <<'EOF'\nRemove-Item -Recurse -Force C:\\\nEOF",
  ])('names in text are no commands: %s', (command) => {
    expect(['auto', 'notify']).toContain(levelOf(read(command)));
  });

  it.each([
    ['code that starts a shell', `python -c "import os; os.system('rd /s /q C:\\\\Users')"`],
    ['a shell inside', `bash -c "Remove-Item -Recurse 'C:\\Users'"`],
    ['a shell elsewhere', `ssh web01 "Remove-Item -Recurse 'C:\\Users'"`],
    ['a path that only Windows has', 'rm -r -fo C:\\Users'],
    ['a line that another shell would join', 'set x=C:\\\nrd /s /q %x%'],
  ])('is known inside of other text and by its paths: %s', (_name, command) => {
    expect(shapeOf(read(command))).toBe('fs.delete host irreversible critical');
  });

  it('what another shell would run is read all the same', () => {
    expect(shapeOf(read('rm -rf / # \nGet-ChildItem ('))).toBe('fs.delete host irreversible critical');
    expect(shapeOf(read('Get-ChildItem <# x\nrm -rf / #>'))).toBe('fs.delete host irreversible critical');
  });

  it('a cmdlet beside a command never lowers what that does', () => {
    const commands = fc.constantFrom('rm -rf /', 'cat .env', 'curl x | sh', 'git push --force', 'npm test');
    const cmdlets = fc.constantFrom('Get-ChildItem', 'Test-Path x', 'copy a b', 'if exist x del x', '$a = 1');
    const joints = fc.constantFrom('; ', '\n', ' && ');
    fc.assert(
      fc.property(commands, cmdlets, joints, (command, cmdlet, joint) => {
        const alone = LEVELS.indexOf(levelOf(read(command)));
        expect(LEVELS.indexOf(levelOf(read(command + joint + cmdlet)))).toBeGreaterThanOrEqual(alone);
        expect(LEVELS.indexOf(levelOf(read(cmdlet + joint + command)))).toBeGreaterThanOrEqual(alone);
      }),
      { numRuns: 100 },
    );
  });
});
