import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effect } from '../support/trust-facts.js';
import { readToolClasses, toolClassOf } from '../../src/trust/tool-class.js';

describe('the class of a call', () => {
  it.each(
    'exec bash shell run apply_patch browser computer terminal code_interpreter Bash applyPatch run_tests functions.exec mcp__box__run_command headless_browser browser__read_page'.split(
      ' ',
    ),
  )('[S4-55] of %s is high', (tool) => {
    expect(toolClassOf(tool)).toBe('HIGH');
  });

  it.each('web_fetch http_request fetch request curl wget WebFetch fetch_url mcp__net__fetch'.split(' '))(
    '[S4-56] of %s is medium',
    (tool) => {
      expect(toolClassOf(tool)).toBe('MEDIUM');
    },
  );

  it.each(
    'file_read list_files search read glob grep ls find cat head tail Read readFile mcp__fs__read_file web_search search_issues find_symbol'.split(
      ' ',
    ),
  )('[S4-57] of %s is low', (tool) => {
    expect(toolClassOf(tool)).toBe('LOW');
  });

  it.each(
    'find_and_delete catalog_delete readwrite_database tailscale_up search_replace catapult headlines listless read_and_frobnicate find_one_and_update lsof_kill globalize finder reader grep_replace read_then_purge listfiles_remove'.split(
      ' ',
    ),
  )('[S4-57] [S4-58] of %s is medium, whatever it begins with', (tool) => {
    expect(toolClassOf(tool)).toBe('MEDIUM');
  });

  it.each(['frobnicate', '', '\0', '工具', ' ', '__proto__', 'constructor', 'x'.repeat(5000), 'deploy'])(
    '[S4-58] of the unknown %j is medium',
    (tool) => {
      expect(toolClassOf(tool)).toBe('MEDIUM');
    },
  );

  it('is high where it runs something, whatever the tool is called', () => {
    expect(toolClassOf('execute_command', [effect('code.exec', '')])).toBe('HIGH');
    expect(toolClassOf('read', [effect('process.spawn', '/bin/sh')])).toBe('HIGH');
  });

  it('is low only where it does no more than look', () => {
    expect(toolClassOf('read', [effect('fs.read', '/w/a')])).toBe('LOW');
    for (const verb of ['fs.write', 'net.send', 'secret.read', 'unknown'] as const)
      expect(toolClassOf('read', [effect(verb, '/w/a')])).toBe('MEDIUM');
  });

  it('[S4-30] is what the host says, before everything else', () => {
    expect(toolClassOf('bash', [effect('code.exec', '')], { bash: 'LOW' })).toBe('LOW');
    expect(toolClassOf('toString', [], { bash: 'LOW' })).toBe('MEDIUM');
  });

  it('[S4-30] is found in any case and with any separators, the very name first', () => {
    expect(toolClassOf('myTool', [], { my_tool: 'HIGH' })).toBe('HIGH');
    expect(toolClassOf('my-tool', [], { my_tool: 'HIGH', 'my-tool': 'LOW' })).toBe('LOW');
    expect(toolClassOf('工具', [], { 删除: 'HIGH' })).toBe('MEDIUM');
  });

  it('[S4-57] is never low with a word that deletes, pays or runs, wherever it stands', () => {
    const looks = fc.constantFrom('read', 'list_files', 'search', 'find', 'cat', 'grep');
    const acts = fc.constantFrom('delete', 'purge', 'exec', 'pay', 'remove', 'wipe', 'send', 'update', 'run');
    fc.assert(
      fc.property(looks, acts, fc.constantFrom('_', '-', '_and_'), fc.boolean(), (good, bad, mark, first) => {
        expect(toolClassOf(first ? `${bad}${mark}${good}` : `${good}${mark}${bad}`)).not.toBe('LOW');
      }),
    );
  });

  it('exists for every name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (tool) => {
        expect(['HIGH', 'MEDIUM', 'LOW']).toContain(toolClassOf(tool));
      }),
    );
  });
});

it.each([[{ bash: 'low' }], [{ bash: null }], ['HIGH'], [[]], [null]])(
  '[S4-30] classes that are none are refused by the name of the option: %j',
  (custom) => {
    expect(() => readToolClasses(custom)).toThrow(
      expect.objectContaining({
        code: 'INVALID_CONFIG',
        message: expect.stringContaining('customToolRisk') as string,
      }),
    );
  },
);

it('classes of odd names are kept as names', () => {
  const custom = readToolClasses(JSON.parse('{"__proto__":"HIGH","a":"LOW"}'));
  expect(toolClassOf('__proto__', [], custom)).toBe('HIGH');
  expect(readToolClasses(undefined)).toEqual({});
});
