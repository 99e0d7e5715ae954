import { describe, expect, it } from 'vitest';
import { readEffects } from '../../../src/effects/read-effects.js';
import type { ToolHints } from '../../../src/effects/tools/tool-hints.js';
import { levelOf, readCall, shapeOf, world, type Level } from '../reading.js';

describe('tools known by the words of their names', () => {
  const levels: Readonly<Record<Level | 'stopped', string>> = {
    auto: 'think todo_write TodoWrite web_search memory_search list_issues github__list_issues get_user get_order get_payment_status stripe_list_customers API-get-user slack__get_users search_messages describe_table is_empty memory_get list_secrets count_orders get_release check_status find_user_by_email resolve-library-id update_todos draft_email create_draft',
    notify:
      'frobnicate readwrite_database tailscale_up list_and_frobnicate frobnicate_list get_or_frobnicate create_issue create_pull_request push_files add_label update_page rollback scale send_anything drag_and_drop reset_filter cancel_run run_workflow delete_draft remove_label create_event post_list find_off',
    confirm:
      'find_and_delete catalog_delete delete_comment delete_branch merge_pull_request create_release book_flight place_order checkout check_out cancel_booking order_pizza deploy transfer_ownership get_secret read_api_key delete_customer remove_member set_secret update_role',
    stopped:
      'pay create_payment stripe_create_refund transfer_funds bank_transfer wire_money send_transaction get_and_purge empty_trash wipe_disk drop_table delete_repository terminate_instance delete_bucket grant_access purge_queue delete_all_messages flushall mongodb__drop-database prisma__migrate-reset get_rid_of_project search_then_pay',
    deny: '',
  };
  const rows = Object.entries<string>(levels).flatMap(([level, names]) =>
    names.split(' ').flatMap((name) => (name === '' ? [] : [[name, level]])),
  );

  it.each(rows)('%s is %s', (tool, level) => {
    const found = levelOf(readCall(tool ?? '', {}));
    expect(level === 'stopped' ? /confirm|deny/.test(found) : found === level, found).toBe(true);
  });

  it('case and separators of a name do not matter', () => {
    for (const tool of [
      'delete_repository',
      'deleteRepository',
      'Delete-Repository',
      'DELETE_REPOSITORY',
      'gh.delete repository',
    ])
      expect(shapeOf(readCall(tool, {})), tool).toBe('infra.destroy shared irreversible critical');
  });

  it.each([
    ['get_status', { command: 'rm -rf /' }, 'fs.delete host irreversible critical'],
    ['get_status', { input: { payload: { command: 'rm -rf /' } } }, 'fs.delete host irreversible critical'],
    ['frobnicate', { cmd: ['rm', '-rf', '/'] }, 'fs.delete host irreversible critical'],
    ['list_things', { path: '.env' }, 'secret.read process irreversible critical'],
    ['list_things', { url: 'http://169.254.169.254/' }, 'secret.read process irreversible critical'],
    ['search_docs', { query: 'DELETE FROM users' }, 'db.mutate shared irreversible critical'],
    ['search_docs', { query: 'delete old images' }, 'net.fetch shared pure normal'],
    ['list_things', { action: 'delete' }, 'net.send shared hard normal'],
    ['frobnicate', { action: 'list' }, 'unknown workspace hard normal'],
    ['frobnicate', { amount: 5, recipient: 'x' }, 'net.send shared irreversible sensitive'],
    ['get_quote', { amount: 5, customer: 'x' }, 'net.fetch shared pure normal'],
    ['deploy', { environment: 'production' }, 'net.send shared hard sensitive'],
    ['convert_file', { path: 'a', output: '/etc/cron.d/x' }, 'fs.write host hard critical'],
    ['purge_folder', { path: '/' }, 'fs.delete host irreversible critical'],
    ['share_report', { path: '.env' }, 'net.send shared irreversible critical'],
    ['bulk_edit', { operations: [{ type: 'delete', path: '/' }] }, 'fs.delete host irreversible critical'],
    ['transfer', { action: 'label a list of files' }, 'net.send shared irreversible sensitive'],
  ])('%s %o is %s', (tool, params, shape) => {
    expect(shapeOf(readCall(tool, params))).toBe(shape);
  });

  it('records are lost for good where nothing says which', () => {
    const all = 'db.mutate shared irreversible critical';
    const some = 'db.mutate shared hard normal';
    for (const params of [
      {},
      { filter: {} },
      { where: '{}' },
      { filter: { $and: [] } },
      { filter: {}, id: 1 },
      { query: '*' },
    ])
      expect(shapeOf(readCall('delete_many', params)), JSON.stringify(params)).toBe(all);
    for (const params of [{ filter: { a: 1 } }, { ids: [1] }, { where: 'id = 1' }])
      expect(shapeOf(readCall('delete-many', params)), JSON.stringify(params)).toBe(some);
    expect(shapeOf(readCall('update_many', { filter: {} }))).toBe(all);
    expect(shapeOf(readCall('insert_many', { documents: [{}] }))).toBe('db.mutate shared partial normal');
  });
});

describe('what servers say of their tools', () => {
  const shapeWith = (tool: string, hints: ToolHints, params = {}): string =>
    shapeOf(
      readEffects(
        { id: 'c', tool, params, sessionId: 's', agentId: 'a', cwd: '/proj/app', claims: [] },
        { ...world(), toolHints: { [tool]: hints } },
      ),
    );

  it('describes tools that nobody knows', () => {
    expect(shapeWith('frobnicate', { readOnlyHint: true })).toBe('net.fetch shared pure normal');
    expect(shapeWith('frobnicate', { readOnlyHint: true, openWorldHint: false })).toBe(
      'net.fetch process pure normal',
    );
    expect(shapeWith('frobnicate', {})).toBe('net.send shared hard normal');
    expect(shapeWith('frobnicate', { destructiveHint: false })).toBe('net.send shared partial normal');
    expect(shapeWith('frobnicate', { openWorldHint: false })).toBe('unknown workspace hard sensitive');
    expect(
      shapeWith('frobnicate', { destructiveHint: false, openWorldHint: false, idempotentHint: true }),
    ).toBe('unknown workspace easy normal');
  });

  it('makes no known tool milder', () => {
    for (const [tool, params] of [
      ['exec', { command: 'rm -rf /' }],
      ['delete_file', { path: '/etc/passwd' }],
      ['pay', { amount: 1 }],
      ['create_issue', {}],
      ['find_and_delete', {}],
    ] as const) {
      expect(shapeWith(tool, { readOnlyHint: true }, params), tool).toBe(shapeOf(readCall(tool, params)));
    }
    expect(shapeWith('frobnicate', { readOnlyHint: true }, { command: 'rm -rf /' })).toBe(
      'fs.delete host irreversible critical',
    );
  });

  it('is believed where it warns', () => {
    expect(shapeWith('list_things', { destructiveHint: true })).toBe('net.send shared hard normal');
    expect(shapeWith('read_file', { destructiveHint: true }, { path: 'a' })).toBe(
      'net.send shared hard normal',
    );
    expect(shapeWith('list_things', { destructiveHint: true, readOnlyHint: true })).toBe(
      'net.fetch shared pure normal',
    );
  });
});

describe('calls inside calls', () => {
  it.each([
    ['use_mcp_tool', { server_name: 'fs', tool_name: 'delete_file', arguments: { path: '/' } }],
    ['use_mcp_tool', { server_name: 'fs', tool_name: 'delete_file', arguments: '{"path":"/"}' }],
    ['tool_call', { id: 'exec', args: { command: 'rm -rf /' } }],
    [
      'batch',
      {
        invocations: [
          { tool_name: 'Read', input: {} },
          { tool_name: 'Bash', input: { command: 'rm -rf /' } },
        ],
      },
    ],
    [
      'multi_tool_use.parallel',
      { tool_uses: [{ recipient_name: 'functions.exec', parameters: { command: 'rm -rf /' } }] },
    ],
    ['call_tool', { name: 'call_tool', arguments: { name: 'exec', arguments: { command: 'rm -rf /' } } }],
    ['call_tool', { name: 'exec', command: 'rm -rf /' }],
    ['call_tool', { tool: 'think', name: 'exec', arguments: { command: 'rm -rf /' } }],
  ])('%s %o is what the inner one does', (tool, params) => {
    expect(shapeOf(readCall(tool, params))).toBe('fs.delete host irreversible critical');
  });

  it('point into the outer parameters', () => {
    const inner = readCall('tool_call', { id: 'exec', args: { command: 'ls; rm -rf /' } });
    expect(inner.effects.at(-1)?.evidence).toEqual({ param: 'args.command', start: 11, end: 12 });
    expect(inner.commands[0]?.evidence.param).toBe('args.command');
    const text = '{"path":"/"}';
    const whole = readCall('use_mcp_tool', { tool_name: 'delete_file', arguments: text });
    expect(whole.effects[0]?.evidence).toEqual({ param: 'arguments', start: 0, end: text.length });
  });

  it('are no calls where they are arguments', () => {
    expect(
      levelOf(
        readCall('use_mcp_tool', { tool_name: 'list_users', arguments: { name: 'delete_repository' } }),
      ),
    ).toBe('auto');
  });

  it('without a tool, or without end, are asked about or told', () => {
    expect(levelOf(readCall('use_mcp_tool', {}))).toBe('notify');
    let params: Record<string, unknown> = { name: 'think', arguments: {} };
    for (let depth = 0; depth < 10; depth += 1) params = { name: 'call_tool', arguments: params };
    expect(levelOf(readCall('call_tool', params))).toBe('confirm');
  });

  it('reach the readers of the host', () => {
    const reading = readEffects(
      {
        id: 'c',
        tool: 'tool_call',
        params: { id: 'mine', args: { x: 1 } },
        sessionId: 's',
        agentId: 'a',
        cwd: '/proj/app',
        claims: [],
      },
      {
        ...world(),
        toolReaders: {
          mine: () => {
            throw new Error('no');
          },
        },
      },
    );
    expect(reading.findings.map(({ rule }) => rule)).toEqual(['tool.reader-failed']);
  });
});

describe('tools of version control', () => {
  it.each([
    ['git_status', { repo_path: '.' }, 'auto'],
    ['git__git_diff_unstaged', {}, 'auto'],
    ['git_add', { files: ['a'] }, 'auto'],
    ['git_commit', { message: 'drop table' }, 'auto'],
    ['git_reset', { mode: 'hard' }, 'confirm'],
    ['git_push', { force: true, remote: 'origin', branch: 'main' }, 'confirm'],
    ['git_clean', { force: true, d: true, dry_run: true }, 'confirm'],
  ])('%s %o is %s', (tool, params, level) => {
    expect(levelOf(readCall(tool, params))).toBe(level);
  });
});

describe('tools that look after the host', () => {
  it('are asked about unless they only look', () => {
    expect(levelOf(readCall('plugins', { action: 'disable', pluginId: 'x' }))).toBe('confirm');
    expect(levelOf(readCall('plugins', { action: 'list' }))).toBe('auto');
    expect(levelOf(readCall('gateway', { action: 'config.get' }))).toBe('auto');
    expect(levelOf(readCall('gateway', { action: 'update.run' }))).toBe('confirm');
    expect(levelOf(readCall('secrets', { action: 'get', name: 'x' }))).toBe('confirm');
    expect(levelOf(readCall('plugins', {}))).toBe('confirm');
  });
});
