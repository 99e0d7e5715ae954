import { describe, expect, it } from 'vitest';
import { mayMatchSecret } from '../../../src/effects/paths/secret-globs.js';
import { isSecretPath } from '../../../src/effects/paths/secret-paths.js';

describe('names of secrets that vary', () => {
  it.each([
    'prod.auto.tfvars.json',
    'terraform.tfstate.backup',
    'infra/terraform.tfstate.1700000000.backup',
    'staging.kubeconfig',
    'kubeconfig-prod.yaml',
    '/etc/kubernetes/super-admin.conf',
    'appsettings.Production.json',
    'shop-firebase-adminsdk-ab12c.json',
    '.vault-password',
    'ansible_vault_pass.txt',
    'passwords.xlsx',
    '服务器密码表.xlsx',
    '私钥',
    '/home/u/.zsh_history',
    '/home/u/.local/share/fish/fish_history',
  ])('%s is secret', (path) => {
    expect(isSecretPath(path)).toBe(true);
  });

  it.each([
    'example.tfvars',
    'terraform.tfvars.example',
    'kubeconfig.go',
    'kubeconfig-template.yaml',
    'appsettings.json',
    'appsettings.Development.json',
    'wp-config-sample.php',
    '修改密码.md',
    '密码学.md',
    'password.ts',
    'history.md',
  ])('%s is not', (path) => {
    expect(isSecretPath(path)).toBe(false);
  });
});

describe('patterns that stand for secrets', () => {
  it.each([
    ['/home/u/.ss?/id_*', true],
    ['/home/u/.a?s/cred*', true],
    ['/home/u/.ku*/conf*', true],
    ['/home/u/.ss?/known_hosts', false],
    ['.s*', false],
    ['*', false],
    ['*.yml', false],
  ])('%s: %s', (pattern, expected) => {
    expect(mayMatchSecret(pattern)).toBe(expected);
  });
});
