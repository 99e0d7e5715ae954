import { describe, expect, it } from 'vitest';
import { sampleEffect } from '@sentinel-agentos/core/testing';
import { labelsOf } from '../../src/detector/effect-labels.js';
import type { Effect } from '@sentinel-agentos/core';

const confidentialityOf = (changes: Partial<Effect>): string =>
  labelsOf([sampleEffect({ verb: 'fs.read', scope: 'host', sensitivity: 'normal', ...changes })], 'public')
    .confidentiality;

describe('the result of a call that reads a file outside of the workspace', () => {
  it.each([
    '/root/.gitconfig',
    '/home/ada/.config/git/ignore',
    'C:\\Users\\ada\\.gitconfig',
    '/etc/os-release',
    '/proc/cpuinfo',
    '/usr/include/stdio.h',
    '/home/ada/.nvm/versions/node/v22/lib/node_modules/npm/package.json',
    'C:\\Program Files\\nodejs\\node.exe',
  ])('is public where it belongs to the system or to a tool: %s', (target) => {
    expect(confidentialityOf({ target })).toBe('public');
  });

  it.each([
    '/home/ada/Documents/tax.txt',
    '/home/ada/.bash_history',
    '/home/ada/.gitconfig/notes.txt',
    '/etc/passwd',
    '/proc/1/environ',
    '/usr',
    'D:\\mail\\inbox.mbox',
  ])('is private where it belongs to a person: %s', (target) => {
    expect(confidentialityOf({ target })).toBe('private');
  });

  it('is private where the guard calls it sensitive, whatever its name', () => {
    expect(confidentialityOf({ target: '/root/.gitconfig', sensitivity: 'sensitive' })).toBe('private');
    expect(confidentialityOf({ verb: 'secret.read', target: '/usr/lib/key' })).toBe('secret');
    expect(confidentialityOf({ verb: 'db.read', target: 'users' })).toBe('private');
  });
});
