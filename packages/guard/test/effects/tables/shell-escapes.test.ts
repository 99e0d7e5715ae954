import { describe, expect, it } from 'vitest';
import { levelOf, read, rulesOf } from '../reading.js';

describe('a shell or a command started from inside another program', () => {
  it.each([
    'awk \'BEGIN {system("/bin/sh")}\'',
    "vim -c ':!/bin/sh'",
    'vim +!sh notes.md',
    'echo "!id" | ed',
    'less notes.txt\n!/bin/sh',
    "man -P 'sh -c id' ls",
    'tar cf /dev/null x --checkpoint=1 --checkpoint-action=exec=/bin/sh',
    "zip a.zip b -T -TT 'sh #'",
    "git -c core.pager='sh -c id' log",
    "git rebase -x 'sh -c sh' HEAD~1",
    "rsync -avze 'sh -c id' a b:",
    "ssh -o ProxyCommand=';sh 0<&2 1>&2' x",
    'sftp host <<E\n!id\nE',
    "gdb -batch -ex 'shell id'",
    "mysql -e '\\! /bin/sh'",
    'sqlite3 x.db ".shell /bin/sh"',
    'find . -exec /bin/sh \\; -quit',
    'env /bin/sh',
    'sudo nice bash',
    'timeout 7d /bin/sh',
    'screen',
    'unshare -r',
    'chroot /mnt',
    'capsh --',
    'bash -p',
    'irb\nexec "/bin/bash"',
    'tdbtool\n! /bin/sh',
    'frobnicate --then /bin/sh',
    'frobnicate bash',
    'TF=$(mktemp)\necho "#!/bin/sh\n/bin/sh" > $TF\nfrobnicate $TF',
    'sudo apt-get update -o APT::Update::Pre-Invoke::=/bin/sh',
    "rpm --eval '%(/bin/sh 1>&2)'",
    "make -s --eval=$'x:\\n\\t-/bin/sh'",
    'GIT_EDITOR="sh -c sh" git commit',
    'bpftrace -e \'BEGIN { system("/bin/sh") }\'',
    'expect -c "spawn /bin/sh; interact"',
    'python3 -m pty /bin/sh',
    '/lib64/ld-linux-x86-64.so.2 /bin/sh',
    'vim 笔记.md -c ":!/bin/sh"',
  ])('%s asks', (command) => {
    const reading = read(command);
    expect(levelOf(reading)).not.toBe('auto');
    expect(levelOf(reading)).not.toBe('notify');
  });

  it('says so by a rule of its own', () => {
    expect(rulesOf(read('env /bin/sh'))).toEqual(['shell.escape']);
  });

  it.each([
    "bash -c 'ls'",
    'find . -exec ls {} \\;',
    "awk '{print $1}' a.txt",
    'git log',
    'git -c core.pager="less -R" log',
    'git clean -fdx build',
    'man ls',
    "rsync -avz -e 'ssh -p 2222' dist/ web:/srv/app/",
    "ssh -o ProxyCommand='ssh -W %h:%p jump' host uptime",
    'tar -I zstd -cf out.tar.zst src',
    'split --filter="gzip > $FILE.gz" big.csv',
    'sort --compress-program=gzip big.txt',
    'GIT_EDITOR=true git rebase --continue',
    'EDITOR=vim git commit',
    'vim -es -c "%s/foo/bar/ge" -c wq file.txt',
    'tmux new-session -d -s dev "npm run dev"',
    'tmux ls',
    'docker exec -it web bash',
    'time bash scripts/build.sh',
    'eval "$(zoxide init bash)"',
    'source <(kubectl completion zsh)',
    'npm exec -- eslint .',
    'git bisect run npm test',
    'git submodule foreach "git pull"',
    'make -C sub test',
    'PYTHONPATH=src python3 -m pytest',
    'export PATH=./node_modules/.bin:$PATH',
    'less 说明.md',
  ])('%s does not', (command) => {
    const reading = read(command);
    expect(rulesOf(reading)).toEqual([]);
    expect(levelOf(reading)).toMatch(/auto|notify/);
  });

  it('reads the command that is run', () => {
    expect(levelOf(read("vim -c ':!rm -rf /'"))).toBe('deny');
    expect(levelOf(read("git -c core.pager='rm -rf ~' log"))).toBe('deny');
    expect(levelOf(read("openvpn --script-security 2 --up 'rm -rf /'"))).toBe('deny');
    expect(levelOf(read("tmux send-keys -t 0 'rm -rf /' Enter"))).toBe('deny');
    expect(levelOf(read("screen -S x -X stuff 'rm -rf /\\n'"))).toBe('deny');
    expect(levelOf(read("echo 'all:; rm -rf /' > Makefile; make"))).toBe('deny');
    expect(levelOf(read('cp /bin/rm ./tool && ./tool -rf ~'))).toBe('deny');
  });
});
