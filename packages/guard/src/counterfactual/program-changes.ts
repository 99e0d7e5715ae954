/**
 * Safer ways to use a program. A row is a claim about the program itself, not about the guard: the options must
 * exist and must do what the row says. Whether a change helps is found out by judging the changed call, so a row
 * may be broader than needed.
 */
export interface ProgramChange {
  /** Program and subcommands as they are typed, several separated by commas. Options may stand between them. */
  readonly of: string;
  /** True: only when nothing but options follows. False: only when something else does. */
  readonly bare?: boolean;
  /** Options or words that are put in place of others; an empty text leaves the option out. */
  readonly swap?: Readonly<Record<string, string>>;
  /** Options that are left out together with the word after them. */
  readonly drop?: string;
  /** Options that make it only show what it would do; they are put behind the words of `of`. */
  readonly dryRun?: string;
  /** Words that are put in place of those of `of`, to look before acting. */
  readonly look?: string;
  /** Options that `look` does not take. */
  readonly without?: string;
  /** The option from which on the rest is replaced by `dryRun`. */
  readonly cutFrom?: string;
  /** A whole command in place of this one. */
  readonly instead?: string;
}

/** From the smallest change of a program to the largest. */
export const PROGRAM_CHANGES: readonly ProgramChange[] = [
  { of: 'git push', swap: { '--force': '--force-with-lease', '-f': '--force-with-lease' } },
  { of: 'git push', swap: { '--mirror': '', '--delete': '', '-d': '', '--prune': '' } },
  { of: 'git push', dryRun: '--dry-run' },
  { of: 'git reset', bare: true, instead: 'git stash' },
  { of: 'git reset', bare: false, swap: { '--hard': '--keep' } },
  { of: 'git clean', dryRun: '-n' },
  { of: 'git branch', swap: { '-D': '-d', '--force': '', '-f': '' } },
  { of: 'git checkout, git switch', swap: { '--force': '', '-f': '', '--discard-changes': '' } },
  { of: 'git checkout, git restore', instead: 'git stash' },
  { of: 'git stash drop, git stash clear', look: 'git stash list', without: '-q --quiet' },
  { of: 'git worktree remove, git submodule deinit', swap: { '--force': '', '-f': '' } },
  { of: 'git gc', swap: { '--prune=now': '', '--prune=all': '' } },
  { of: 'git prune, git rm, git reflog expire, git reflog delete', dryRun: '--dry-run' },
  { of: 'git filter-repo', dryRun: '--dry-run' },
  { of: 'git', drop: '-c' },

  {
    of: 'terraform destroy, tofu destroy',
    look: 'terraform plan -destroy',
    without: '-auto-approve --auto-approve -force',
  },
  { of: 'terraform apply, tofu apply', look: 'terraform plan', without: '-auto-approve --auto-approve' },
  { of: 'terragrunt destroy', look: 'terragrunt plan -destroy', without: '-auto-approve --auto-approve' },
  { of: 'terragrunt apply', look: 'terragrunt plan', without: '-auto-approve --auto-approve' },
  { of: 'terraform state rm, tofu state rm', dryRun: '-dry-run' },
  { of: 'pulumi up, pulumi update', look: 'pulumi preview', without: '-y --yes -f --skip-preview' },
  { of: 'pulumi destroy', dryRun: '--preview-only' },
  { of: 'cdk destroy, cdk deploy', look: 'cdk diff', without: '-f --force --require-approval' },
  {
    of: 'kubectl delete, kubectl apply, kubectl create, kubectl replace, kubectl patch, kubectl scale, kubectl drain, oc delete, oc apply',
    dryRun: '--dry-run=client',
  },
  { of: 'kubectl delete, oc delete', swap: { '--force': '', '--grace-period=0': '', '--all': '' } },
  {
    of: 'kubectl delete, oc delete',
    look: 'kubectl get',
    without: '--force --grace-period=0 --now --wait=false',
  },
  { of: 'helm uninstall, helm delete, helm upgrade, helm install, helm rollback', dryRun: '--dry-run' },
  { of: 'ansible-playbook', dryRun: '--check' },
  { of: 'puppet apply', dryRun: '--noop' },
  {
    of: 'docker run, podman run, docker create',
    swap: { '--privileged': '', '--pid=host': '', '--net=host': '', '--network=host': '' },
  },
  {
    of: 'docker compose down, docker-compose down, podman compose down',
    swap: { '-v': '', '--volumes': '' },
  },
  {
    of: 'docker system prune',
    swap: { '-a': '', '--all': '', '--volumes': '' },
    look: 'docker system df',
    without: '-a --all -f --force -af --volumes --filter',
  },
  { of: 'docker volume rm, docker volume prune', look: 'docker volume ls', without: '-f --force -a --all' },
  { of: 'aws s3 rm, aws s3 sync, aws s3 mv, aws s3 cp', dryRun: '--dryrun' },
  { of: 'aws s3 rb', look: 'aws s3 ls', without: '--force' },
  { of: 'aws ec2', dryRun: '--dry-run' },
  { of: 'gsutil rsync', dryRun: '-n' },

  {
    of: 'rsync',
    swap: {
      '--delete': '',
      '--delete-after': '',
      '--delete-before': '',
      '--delete-during': '',
      '--delete-excluded': '',
      '--remove-source-files': '',
    },
  },
  { of: 'rsync', dryRun: '-n' },
  { of: 'find', swap: { '-delete': '-print' } },
  { of: 'find', cutFrom: '-exec -execdir -ok -okdir', dryRun: '-print' },
  { of: 'make, gmake', dryRun: '-n' },
  { of: 'patch', dryRun: '--dry-run' },
  { of: 'wipefs', dryRun: '--no-act' },
  { of: 'mkfs.ext4, mkfs.ext3, mkfs.ext2, mke2fs', dryRun: '-n' },
  { of: 'sgdisk', dryRun: '--pretend' },
  { of: 'fdisk', dryRun: '-l' },
  { of: 'logrotate', dryRun: '-d' },
  { of: 'certbot renew', dryRun: '--dry-run' },

  { of: 'npm publish, pnpm publish, yarn npm publish, bun publish, npm unpublish', dryRun: '--dry-run' },
  { of: 'cargo publish, uv publish, poetry publish, hatch publish', dryRun: '--dry-run' },
  { of: 'twine upload', look: 'twine check' },
  { of: 'mvn deploy', look: 'mvn verify' },
  { of: 'vsce publish', look: 'vsce package' },
  { of: 'goreleaser release', dryRun: '--snapshot' },
  { of: 'npm install, npm i, pnpm add, npm uninstall', swap: { '-g': '', '--global': '' } },
  { of: 'pip install, pip3 install', swap: { '--break-system-packages': '' }, dryRun: '--dry-run' },
  { of: 'apt-get, apt, aptitude, zypper', dryRun: '-s' },
  { of: 'dnf, yum', dryRun: '--assumeno' },
  { of: 'pacman', dryRun: '--print' },

  {
    of: 'chmod',
    swap: {
      '777': '755',
      '0777': '0755',
      'a+rwx': 'u+rwx',
      'ugo+rwx': 'u+rwx',
      '666': '644',
      '0666': '0644',
      'a+w': 'u+w',
      'o+w': 'u+w',
      'u+s': 'u+x',
      '+s': '+x',
      '4755': '755',
      '6755': '755',
    },
  },
  { of: 'chmod, chown, chgrp', swap: { '-R': '', '--recursive': '' } },
  { of: 'rm', swap: { '--no-preserve-root': '' } },
  { of: 'pkill', look: 'pgrep -l', without: '-9 -KILL -SIGKILL -15 -TERM -HUP' },
  {
    of: 'systemctl stop, systemctl disable, systemctl mask, systemctl restart, systemctl kill',
    look: 'systemctl status',
    without: '--now',
  },
  { of: 'crontab', swap: { '-r': '-l' } },
  { of: 'iptables, ip6tables', swap: { '-F': '-L', '--flush': '--list' } },
  { of: 'ufw reset, ufw disable', look: 'ufw status' },
  { of: 'curl, gh api', drop: '-X --request --method' },
  {
    of: 'redis-cli FLUSHALL, redis-cli flushall, redis-cli FLUSHDB, redis-cli flushdb',
    look: 'redis-cli DBSIZE',
  },
  { of: 'rm, rmdir, shred, unlink', look: 'ls -d', without: '*' },
];
