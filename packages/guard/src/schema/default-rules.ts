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

/** The names that agents have for the file of a call. Which of them a tool obeys, nobody knows: a call gives one only. */
const PATH_NAMES = ['path', 'file_path', 'filePath'] as const;

const byName = <T>(value: T): Record<string, T> =>
  Object.fromEntries(PATH_NAMES.map((name) => [name, value]));

const onFile = (tool: string): SchemaRule => ({
  tool,
  requiredOneOf: [PATH_NAMES],
  types: byName('string'),
  mutuallyExclusive: [PATH_NAMES],
});

const edit = (tool: string): SchemaRule => ({ ...onFile(tool), pathDeny: byName(NEVER_WRITTEN) });

const write = (tool: string, content: string): SchemaRule => ({
  ...edit(tool),
  required: [content],
  types: { ...byName('string'), [content]: ['string', 'bytes'] },
  maxSize: { [content]: ONE_MEGABYTE },
  secrets: [content],
});

const remove = (tool: string): SchemaRule => ({ ...edit(tool), pathScope: byName('workspace') });

const move = (tool: string, from: string, to: string): SchemaRule => ({
  tool,
  required: [from, to],
  types: { [from]: 'string', [to]: 'string' },
  pathDeny: { [from]: NEVER_WRITTEN, [to]: NEVER_WRITTEN },
});

/**
 * Rules for tools under their usual names, for `preRegisteredRules: true`. Secrets and keys are never written,
 * git's own files neither; a file is at most 1 MB (1,048,576 bytes); what is written is masked in records. The file is
 * judged as `path`, `file_path` or `filePath`, whichever the call says; it says one of them.
 */
export const defaultSchemaRules: readonly SchemaRule[] = Object.freeze([
  command('exec'),
  command('bash'),
  command('shell'),
  command('sh'),
  command('run_command'),
  onFile('read_file'),
  onFile('read'),
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
