import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToolPolicy } from '../../src/index.js';

it('[S2-72] a forbidden tool is rejected with the exact reason', () => {
  expect(createToolPolicy({ forbiddenTools: ['rm', 'unlink'] }).validate('rm', { path: 'x' })).toEqual({
    success: false,
    sandboxRejectReason: 'Tool "rm" is forbidden',
  });
});

describe('[S2-71] allowedTools', () => {
  it('empty or absent means no restriction', () => {
    expect(createToolPolicy().validate('anything')).toEqual({ success: true });
    expect(createToolPolicy({ allowedTools: [] }).validate('anything')).toEqual({ success: true });
  });

  it('rejects every tool that is not listed', () => {
    const policy = createToolPolicy({ allowedTools: ['read_file', 'exec'] });
    expect(policy.validate('exec')).toEqual({ success: true });
    expect(policy.validate('write_file')).toEqual({
      success: false,
      sandboxRejectReason: 'Tool "write_file" is not in allowedTools',
    });
  });

  it('empty and strict means none', () => {
    expect(createToolPolicy({ allowedTools: [], strict: true }).validate('exec').success).toBe(false);
  });

  it('loses against forbiddenTools', () => {
    const policy = createToolPolicy({ allowedTools: ['rm'], forbiddenTools: ['rm'] });
    expect(policy.validate('rm')).toMatchObject({ sandboxRejectReason: 'Tool "rm" is forbidden' });
  });
});

it.each(['RM', ' rm ', '\uFF52\uFF4D'])('spelling %j does not slip past a forbidden rm', (spelling) => {
  expect(createToolPolicy({ forbiddenTools: ['rm'] }).validate(spelling).success).toBe(false);
});

it.each(['Exec', 'exec ', '\uFF45xec'])('spelling %j is not the allowed exec', (spelling) => {
  expect(createToolPolicy({ allowedTools: ['exec'] }).validate(spelling).success).toBe(false);
});

it('a name that is no text is rejected, not thrown', () => {
  expect(createToolPolicy().validate(7 as unknown as string)).toEqual({
    success: false,
    sandboxRejectReason: "A tool's name must be a text, not 7 (number)",
  });
});

it('a forbidden name is rejected whatever surrounds it in the list, and never throws', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', minLength: 1 }).filter((name) => name.trim() !== '')),
      fc.string({ unit: 'binary' }),
      (names, tool) => {
        const policy = createToolPolicy({ forbiddenTools: names });
        const expected = names.includes(tool);
        if (expected) expect(policy.validate(tool).success).toBe(false);
        for (const name of names) expect(policy.validate(name).success).toBe(false);
      },
    ),
  );
});

it.each([
  [{ allowedTools: 'exec' }, 'allowedTools must be a list of tool names, not "exec".'],
  [{ allowedTools: null }, 'allowedTools must be a list of tool names, not null (object).'],
  [{ forbiddenTools: ['rm', ''] }, 'forbiddenTools[1] must be a tool name, not "".'],
  [{ forbiddenTools: [3] }, 'forbiddenTools[0] must be a tool name, not 3 (number).'],
])('a list that is none is an error naming field and value: %j', (options, message) => {
  expect(() => createToolPolicy(options as never)).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT', message }),
  );
});
