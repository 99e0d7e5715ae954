import { SentinelError } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolClassOf } from '../../src/risk/tool-class.js';

describe('the class of a tool', () => {
  it.each([
    'exec',
    'bash',
    'shell',
    'run',
    'apply_patch',
    'browser',
    'computer',
    'terminal',
    'code_interpreter',
    'Bash',
    'applyPatch',
    'run_tests',
    'functions.exec',
    'mcp__box__run_command',
    'headless_browser',
    'browser__read_page',
    'python',
    'execute_command',
    'send_keys',
  ])('[S4-55] %s is high', (tool) => {
    expect(toolClassOf(tool)).toBe('high');
  });

  it.each([
    'web_fetch',
    'http_request',
    'fetch',
    'request',
    'curl',
    'wget',
    'WebFetch',
    'fetch_url',
    'mcp__net__fetch',
  ])('[S4-56] %s is medium', (tool) => {
    expect(toolClassOf(tool)).toBe('medium');
  });

  it.each([
    'file_read',
    'list_files',
    'search',
    'read',
    'glob',
    'grep',
    'ls',
    'find',
    'cat',
    'head',
    'tail',
    'Read',
    'read_file',
    'readFile',
    'web_search',
    'mcp__fs__read_file',
    'search_issues',
    'find_symbol',
  ])('[S4-57] %s is low', (tool) => {
    expect(toolClassOf(tool)).toBe('low');
  });

  it.each([
    'find_and_delete',
    'catalog_delete',
    'readwrite_database',
    'headless_browser',
    'tailscale_up',
    'read_and_frobnicate',
    'search_replace',
    'find_one_and_update',
    'lsof_kill',
    'headlines',
    'catapult',
    'globalize',
    'finder',
    'reader',
    'grep_replace',
    'read_then_purge',
    'listfiles_remove',
  ])('[S4-57] %s is not low', (tool) => {
    expect(toolClassOf(tool)).not.toBe('low');
  });

  it.each(['frobnicate', '', ' ', '__proto__', 'constructor', 'x'.repeat(5000), '删除', 'deploy'])(
    '[S4-58] %s is medium, as nobody knows it',
    (tool) => {
      expect(toolClassOf(tool)).toBe('medium');
    },
  );

  it('[S4-58] is what the host says, whatever the name', () => {
    expect(toolClassOf('exec', { exec: 'low' })).toBe('low');
    expect(toolClassOf('myTool', { my_tool: 'high' })).toBe('high');
    expect(toolClassOf('my-tool', { my_tool: 'high', 'my-tool': 'low' })).toBe('low');
    expect(toolClassOf('constructor', {})).toBe('medium');
  });

  it('refuses an override that is no class', () => {
    let thrown: unknown;
    try {
      toolClassOf('x', { x: 'none' as never });
    } catch (error) {
      thrown = error;
    }
    expect(SentinelError.is(thrown, 'INVALID_CONFIG')).toBe(true);
    expect((thrown as Error).message).toBe('the class of tool "x" must be high, medium or low, got "none"');
  });

  it('is never low with a word that deletes, pays or runs, wherever it stands', () => {
    const low = fc.constantFrom('read', 'list_files', 'search', 'find', 'cat', 'grep');
    const bad = fc.constantFrom('delete', 'purge', 'exec', 'pay', 'remove', 'wipe', 'send', 'update', 'run');
    fc.assert(
      fc.property(
        low,
        bad,
        fc.boolean(),
        fc.constantFrom('_', '-', '_and_'),
        (good, word, first, separator) => {
          const name = first ? word + separator + good : good + separator + word;
          // A thing may be called so: `search_run` looks for one.
          if (word === 'run') expect(toolClassOf(name)).toBe('high');
          else expect(toolClassOf(name)).not.toBe('low');
        },
      ),
    );
  });

  it('is found for any name', () => {
    fc.assert(
      fc.property(fc.string(), (tool) => {
        expect(['high', 'medium', 'low']).toContain(toolClassOf(tool));
      }),
    );
  });
});
