import type { SchemaRule } from './schema-rule.js';

const ONE_MEGABYTE = 1_048_576;
const NEVER_WRITTEN = ['.env', '*.key', '*.pem', '.git/**'] as const;

const command = (tool: string, param = 'command'): SchemaRule => ({
  tool,
  required: [param],
  types: { [param]: ['string', 'array'] },
  minLength: { [param]: 1 },
  maxSize: { [param]: ONE_MEGABYTE },
});

const read = (tool: string): SchemaRule => ({ tool, required: ['path'], types: { path: 'string' } });

const write = (tool: string, content: string): SchemaRule => ({
  tool,
  required: ['path', content],
  types: { path: 'string', [content]: ['string', 'bytes'] },
  pathDeny: { path: NEVER_WRITTEN },
  maxSize: { [content]: ONE_MEGABYTE },
  secrets: [content],
});

const edit = (tool: string): SchemaRule => ({
  tool,
  required: ['path'],
  types: { path: 'string' },
  pathDeny: { path: NEVER_WRITTEN },
});

const remove = (tool: string): SchemaRule => ({
  tool,
  required: ['path'],
  types: { path: 'string' },
  pathScope: { path: 'workspace' },
  pathDeny: { path: NEVER_WRITTEN },
});

const move = (tool: string, from: string, to: string): SchemaRule => ({
  tool,
  required: [from, to],
  types: { [from]: 'string', [to]: 'string' },
  pathDeny: { [from]: NEVER_WRITTEN, [to]: NEVER_WRITTEN },
});

/**
 * Rules for tools under their usual names, for `preRegisteredRules: true`. Secrets and keys are never written,
 * git's own files neither; a file is at most 1 MB (1,048,576 bytes); what is written is masked in records.
 */
export const defaultSchemaRules: readonly SchemaRule[] = Object.freeze([
  command('exec'),
  command('bash'),
  command('shell'),
  command('sh'),
  command('run_command'),
  read('read_file'),
  read('read'),
  write('write_file', 'content'),
  write('write', 'content'),
  write('create_file', 'content'),
  write('append_file', 'content'),
  edit('edit_file'),
  edit('edit'),
  remove('delete_file'),
  remove('delete'),
  remove('remove_file'),
  move('move_file', 'source', 'destination'),
  move('rename_file', 'old_path', 'new_path'),
  move('copy_file', 'source', 'destination'),
]);
