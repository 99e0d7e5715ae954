import { toolName, type ToolName } from './tool-words.js';

/** What kind of tool a name stands for. Each kind has a reader of its own. */
export type ToolKind =
  /** Runs a command, or types into a terminal. */
  | 'shell'
  | 'foreign-shell'
  /** Types into a program that runs already. */
  | 'stdin'
  /** Looks at such programs, types into them or ends them, as its action says. */
  | 'process'
  | 'kill'
  /** Runs program text. */
  | 'code'
  | 'read'
  /** Shows lines of files. */
  | 'grep'
  /** Shows names of files. */
  | 'list'
  | 'write'
  /** Views or changes a file, as its command says. */
  | 'editor'
  | 'patch'
  | 'delete'
  | 'move'
  | 'copy'
  | 'chmod'
  | 'fetch'
  /** Asks a search engine. */
  | 'search'
  | 'download'
  | 'upload'
  | 'sql'
  | 'redis'
  | 'mongo'
  | 'message'
  | 'browser'
  | 'computer'
  | 'schedule'
  /** Hands work to another agent, whose calls are judged themselves. */
  | 'agent'
  /** Calls another tool. */
  | 'wrapper'
  /** Changes the host of the agent itself, as its action says. */
  | 'admin'
  /** Has no effect on the world. */
  | 'quiet';

/**
 * Names of tools as agents, editors and servers call them. Separators are left out where the name is looked up, so
 * `read_file` is `readFile` and `ReadFile` too.
 */
const NAMES: Readonly<Record<ToolKind, string>> = {
  shell:
    'exec bash sh shell zsh run run_command terminal execute_command run_terminal_cmd run_terminal_command run_shell_command run_shell execute command shell_exec shell_command execute_shell execute_shell_command execute_bash run_bash run_in_terminal local_shell unified_exec exec_command container_exec execute_in_terminal start_process terminal_execute run_script bash_command ssh_exec system_run cmd_exec command_line',
  'foreign-shell':
    'powershell pwsh powershell.exe pwsh.exe run_powershell execute_powershell powershell_command cmd cmd.exe command_prompt run_cmd fish',
  stdin:
    'write_stdin send_keys send_input send_command_input terminal_input send_terminal_text send_terminal_input write_to_terminal write_to_process interact_with_process tmux_send_keys type_in_terminal process_write process_submit shell_input shell_write pty_write paste_to_terminal',
  process: 'process',
  kill: 'kill_process kill_shell kill_bash stop_process terminate_process force_terminate kill_terminal kill_command',
  code: 'python code_interpreter run_code execute_code exec_code ipython jupyter node nodejs javascript js typescript deno bun repl run_python execute_python python_repl python_exec python_interpreter run_javascript execute_javascript run_js run_node run_typescript node_repl js_repl python_code python_tool execute_cell run_cell run_notebook_cell execute_notebook_cell execute_ipython_cell jupyter_execute jupyter_execute_cell code_execution code_runner code_exec sandbox_run run_code_snippet ruby perl php lua run_ruby run_perl run_php',
  read: 'read read_file view view_file cat cat_file open_file get_file_contents get_file_content read_text_file read_media_file read_multiple_files read_many_files read_files fs_read notebook_read file_read view_image image analyze_image read_image pdf read_pdf head tail get_file show_file',
  grep: 'grep search search_files search_file_content grep_search grep_files codebase_search ripgrep rg search_code search_in_files search_pattern search_for_pattern text_search',
  list: 'list ls glob list_dir list_directory list_directory_with_sizes list_files find find_files find_by_name file_search directory_tree get_file_info get_directory_tree list_allowed_directories list_code_definition_names list_code_usages glob_file_search file_glob_search view_directory tree',
  write:
    'write write_file create_file create edit edit_file str_replace append append_file append_to_file multi_edit insert insert_content insert_into_file fs_write file_write file_create file_edit notebook_edit edit_notebook create_directory create_folder make_directory mkdir save_file overwrite_file replace replace_in_file replace_file_content multi_replace_file_content replace_string_in_file search_replace search_and_replace write_to_file new_file edit_block write_files edit_files create_files update_file modify_file touch',
  editor: 'str_replace_editor str_replace_based_edit_tool text_editor edit_tool file_editor editor',
  patch: 'apply_patch patch apply_diff patch_file git_apply apply_edits apply_patches',
  delete:
    'delete delete_file delete_files remove remove_file remove_files unlink rm rmdir delete_directory delete_folder remove_directory remove_folder trash trash_file fs_delete file_delete delete_path delete_dir remove_path',
  move: 'move move_file move_files rename rename_file rename_files mv move_path fs_move file_move file_rename move_directory rename_path',
  copy: 'copy copy_file copy_files cp copy_path fs_copy file_copy duplicate_file copy_directory',
  chmod: 'chmod set_permissions set_file_permissions change_permissions change_mode fs_chmod',
  fetch:
    'web_fetch http_request fetch http_get http http_post http_put http_patch http_delete request curl wget browse open_url fetch_url get_url read_url read_url_content read_website visit_page visit_url visit_website view_web_document_content fetch_webpage fetch_page scrape scrape_url crawl firecrawl_scrape tavily_extract web_request rest_request api_request api_call make_request send_request call_api url_fetch fetch_html fetch_json fetch_markdown fetch_txt url_context load_web_page',
  search:
    'web_search search_web google_search brave_web_search brave_search tavily_search exa_search web_search_exa bing_search internet_search duckduckgo_search search_internet google_web_search perplexity_search search_google kagi_search',
  download: 'download download_file download_url save_url fetch_file',
  upload: 'upload upload_file upload_files file_upload share_file',
  sql: 'sql query execute_sql run_sql db_query run_query execute_query run_sql_transaction mysql mysql_query postgres postgres_query pg_query sqlite sqlite_query read_query write_query database_query query_database execute_statement raw_query apply_migration create_table alter_table bigquery execute_migration snowflake_query execute_raw query_raw',
  redis: 'redis redis_command redis_cli redis_execute execute_redis valkey valkey_command',
  mongo: 'mongo mongodb mongosh mongo_shell mongo_eval mongo_command mongodb_command run_mongo_command',
  message:
    'message send_message send_email send_mail post_message reply notify_user send_sms slack_send slack_post_message tweet post_tweet publish_post send_notification send_dm send_direct_message send_chat_message send_file send_media send_attachment gmail_send reply_to_email forward_email conversations_send whatsapp_send telegram_send discord_send',
  browser:
    'browser browser_action browser_use browser_tool headless_browser web_browser playwright puppeteer selenium navigate canvas',
  computer: 'computer computer_use computer_use_preview desktop mouse keyboard',
  schedule:
    'cron cron_job cron_add cron_create automations automation schedule schedule_task schedule_command schedule_job create_cron_job add_cron_job create_scheduled_task create_schedule at crontab',
  agent:
    'task sessions_spawn spawn_agent spawn_subagent agent run_subagent run_agent dispatch_agent delegate delegate_task sub_agent subagents create_agent_task new_task handoff sessions_send send_to_agent',
  wrapper:
    'use_mcp_tool tool_call call_tool mcp_call_tool call_mcp_tool invoke_tool run_tool execute_tool use_tool mcp_tool multi_tool_use batch batch_tool parallel multi_tool_use_parallel parallel_tool_calls',
  admin:
    'plugins gateway openclaw secrets nodes portal skill_workshop extensions mcp_servers config settings',
  quiet:
    'think thinking sequential_thinking reason reflect plan update_plan create_plan exit_plan_mode enter_plan_mode plan_mode_respond plan_mode_response todo todo_write todo_read write_todos update_todos update_todo_list read_todos todo_list manage_todo_list set_todos scratchpad memory_search memory_get search_memory recall bash_output read_terminal read_process_output get_terminal_output get_terminal_last_command terminal_last_command command_status list_processes list_sessions tool_search tool_describe search_tools describe_tool list_tools list_mcp_resources list_mcp_tools ask ask_user ask_question ask_followup_question ask_user_question attempt_completion finish complete done submit_answer final_answer wait sleep now get_time get_current_time current_time get_date clock convert_time get_weather weather calculator calculate switch_mode session_status sessions_list sessions_history sessions_yield agents_list resolve_library_id get_library_docs query_docs problems get_diagnostics get_errors read_lints diagnostics get_changed_files get_time_zone heartbeat_respond slash_command skill fetch_instructions get_goal report_progress report_intent update_topic',
};

const KINDS: ReadonlyMap<string, ToolKind> = new Map(
  (Object.keys(NAMES) as ToolKind[]).flatMap((kind) =>
    NAMES[kind].split(' ').map((name): [string, ToolKind] => [joinedName(name), kind]),
  ),
);

function joinedName(name: string): string {
  return name.replaceAll('_', '');
}

/**
 * The kind of a tool by its name, or null. Case and word separators don't matter, and a namespace before the
 * name (`fs__read_file`, `functions.exec`) is left out.
 */
export function toolKind(tool: string | ToolName): ToolKind | null {
  const { plain, last } = typeof tool === 'string' ? toolName(tool) : tool;
  return KINDS.get(joinedName(plain)) ?? KINDS.get(joinedName(last)) ?? null;
}
