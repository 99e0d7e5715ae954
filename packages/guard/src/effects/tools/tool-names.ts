/** What kind of tool a name stands for. */
export type ToolKind =
  | 'shell'
  | 'foreign-shell'
  | 'read'
  | 'list'
  | 'write'
  | 'patch'
  | 'delete'
  | 'move'
  | 'copy'
  | 'fetch'
  | 'sql'
  | 'message';

const NAMES: Readonly<Record<ToolKind, string>> = {
  shell:
    'exec bash sh shell zsh run run_command runcommand terminal execute_command executecommand run_terminal_cmd run_shell_command execute command shell_exec execute_bash run_in_terminal local_shell',
  'foreign-shell': 'powershell pwsh cmd fish',
  read: 'read read_file readfile view view_file cat_file open_file get_file_contents read_text_file read_multiple_files fs_read notebook_read',
  list: 'list ls glob grep search list_dir list_directory list_files find_files search_files grep_search file_search codebase_search directory_tree get_file_info',
  write:
    'write write_file writefile create_file createfile edit edit_file editfile str_replace str_replace_editor str_replace_based_edit_tool append append_file multi_edit multiedit insert fs_write notebook_edit create_directory mkdir save_file overwrite_file replace_in_file search_replace',
  patch: 'apply_patch applypatch patch apply_diff',
  delete:
    'delete delete_file deletefile remove remove_file unlink rm delete_directory remove_directory trash',
  move: 'move move_file movefile rename rename_file mv',
  copy: 'copy copy_file copyfile cp',
  fetch:
    'web_fetch webfetch http_request httprequest fetch http_get http http_post curl browse navigate open_url fetch_url get_url read_url',
  sql: 'sql query execute_sql run_sql db_query run_query execute_query mysql postgres sqlite',
  message:
    'send_message sendmessage send_email sendemail send_mail post_message reply notify_user send_sms slack_send tweet publish_post',
};

const KINDS: ReadonlyMap<string, ToolKind> = new Map(
  (Object.keys(NAMES) as ToolKind[]).flatMap((kind) =>
    NAMES[kind].split(' ').map((name): [string, ToolKind] => [name, kind]),
  ),
);

/**
 * The kind of a tool by its name, or null. Case and word separators don't matter, and a namespace before the
 * name (`fs__read_file`, `functions.exec`) is left out.
 */
export function toolKind(tool: string): ToolKind | null {
  const plain = tool
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
  const last = /(?:^|__|[./:])([^./:]+?)$/.exec(plain)?.[1] ?? plain;
  return KINDS.get(plain) ?? KINDS.get(last.slice(last.lastIndexOf('__') + 1).replace(/^_+/, '')) ?? null;
}
