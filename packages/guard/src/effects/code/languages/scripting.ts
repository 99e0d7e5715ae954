import { NEVER, type LanguageFacts } from '../code-patterns.js';

/** Perl, Ruby, PHP and Lua share the names of most of what matters here. */
const SHELL_LIKE: LanguageFacts = {
  patterns: [
    {
      as: 'sql',
      call: /(?:\.|->)(?:query|execute|executescript|executemany|execute_batch|raw|run|exec|prepare|queryRawUnsafe|\$executeRawUnsafe|\$queryRawUnsafe)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2}|(?:sa\.|sqlalchemy\.)?text\s?\(\s?)(?=["'`])/g,
    },
    {
      as: 'command',
      call: /\b(?:system|exec|popen2?|popen3|passthru|shell_exec|proc_open|pcntl_exec|IO\.popen|Open3\.\w+|spawn|os\.execute|io\.popen|qx)\s{0,9}[({]?\s{0,9}(?=["'`])/g,
    },
    {
      as: 'argv',
      call: /\b(?:system|exec|spawn|IO\.popen)\s{0,9}\(?\s{0,9}(?=\[?\s{0,9}["'][^"']{0,400}["']\s{0,9},)/g,
    },
    { as: 'command', call: /(?<=^|[^\w$\\])(?=`[^`]{1,400}`)/g },
    {
      as: 'delete-tree',
      call: /\b(?:rmtree|remove_tree|FileUtils\.(?:rm_rf|rm_r|rmtree|remove_dir|remove_entry(?:_secure)?))\s{0,9}\(?\s{0,9}(?=["'[])/g,
    },
    {
      as: 'delete-tree',
      call: /\b(?:unlink|FileUtils\.rm\w*|File\.(?:delete|unlink))\s{0,9}\(?\s{0,9}\*?(?:glob|<|Dir\.glob|Dir)\s{0,9}[([]?\s{0,9}(?=["'])/g,
    },
    {
      as: 'delete',
      call: /\b(?:unlink|rmdir|truncate|File\.(?:delete|unlink|truncate)|os\.remove|Dir\.(?:rmdir|delete|unlink)|FileUtils\.(?:rm|rm_f))\s{0,9}\(?\s{0,9}(?=["'])/g,
    },
    {
      as: 'read',
      call: /\b(?:File\.(?:read|open|readlines)|IO\.read|file_get_contents|readfile|fopen|file|io\.open|open)\s{0,9}\(?\s{0,9}(?:(?:my\s{1,9})?[\w$]{1,40}\s{0,9},\s{0,9}(?:["'][<+]{1,2}["']\s{0,9},\s{0,9})?)?(?=["'])/g,
    },
    {
      as: 'move',
      call: /(?<![.\w$>])(?:rename|File\.rename|FileUtils\.(?:mv|move)|os\.rename)\s{0,9}\(?\s{0,9}(?=["'])/g,
    },
    {
      as: 'write',
      call: /(?<![.\w$>])(?:rename|copy|File\.rename|FileUtils\.(?:mv|move|cp|copy)|os\.rename)\s{0,9}\(?\s{0,9}["'][^"'\n]{0,400}["']\s{0,9},\s{0,9}(?=["'])/g,
    },
    { as: 'write', call: /\b(?:File\.write|file_put_contents|IO\.write)\s{0,9}\(?\s{0,9}(?=["'])/g },
  ],
  spawns:
    /\b(?:system|exec|popen|passthru|shell_exec|proc_open|pcntl_exec|os\.execute|io\.popen|qx)\s{0,9}[({]?\s{0,9}["']?\s{0,9}\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh\b|%x[({[]|\bopen\s{0,9}\(?\s{0,9}["']\|/,
  processes:
    /\b(?:system|popen|passthru|shell_exec|proc_open|pcntl_exec|os\.execute|io\.popen|qx|IO\.popen|Open3)\b\s{0,9}[({$"'@]|(?<![\w>$.:-])exec\s{0,9}[({$"'@]|\bKernel\.(?:exec|spawn|system)\b|\bProcess\.spawn\b/,
  deletes:
    /["'](?:unlink|rmdir)["']|\bmethod\s?\(\s?:(?:delete|unlink|rm\w*)|\b(?:unlink|File\.(?:delete|unlink)|FileUtils\.(?:rm\w*|remove\w*)|rmtree|remove_tree|os\.remove)\b\s{0,9}(?!\s{0,9}\(?\s{0,9}["'])/,
  writes:
    /\b(?:File\.(?:write|rename)|IO\.write|FileUtils\.(?:mv|cp)|file_put_contents|rename)\s{0,9}\(?\s{0,9}[A-Za-z_$]|\b(?:File\.)?open\b[^;\n]{0,80}["']\+?[>wa]/,
  hidden:
    /\beval\s{0,9}\(?[\s\S]{0,200}?(?:decode_base64|base64_decode|Base64\.|unpack|gzinflate|str_rot13|pack\s{0,9}\()|\beval\s{0,9}\(\s{0,9}(?:base64_decode|gzuncompress)/,
  assembled:
    /(?<![.\w>])(?:eval|assert|create_function|call_user_func|loadstring|load|instance_eval)\b\s{0,9}(?:\(|(?=["'$]))|\.(?:send|public_send|__send__)\s{0,9}\(?\s{0,9}(?:["']|:?\w*\[?["'])|\$\w+\s{0,9}\(\s{0,9}["'$]/,
  network:
    /\b(?:IO::Socket|use Socket|TCPSocket|Net::HTTP|LWP|fsockopen|curl_exec|socket\.tcp|stream_socket_client|open-uri|URI\.open)\b|\b(?:get|getstore|getprint|head|mirror|file_get_contents|fopen)\s{0,9}\(?\s{0,9}["']https?:/,
  socket: /IO::Socket|use Socket|TCPSocket|fsockopen|socket\.tcp|stream_socket_client/,
  shell: /\b(?:exec|popen|system|proc_open|spawn)\b|\bsh\b/,
};

export const PERL: LanguageFacts = SHELL_LIKE;
/** `sh` is how rake runs a command. */
export const RUBY: LanguageFacts = {
  ...SHELL_LIKE,
  patterns: [...SHELL_LIKE.patterns, { as: 'command', call: /(?<=^|[\s{;(])sh\s{0,9}\(?\s{0,9}(?=["'])/g }],
};
export const PHP: LanguageFacts = SHELL_LIKE;
export const LUA: LanguageFacts = { ...SHELL_LIKE, assembled: /\b(?:loadstring|load)\s{0,9}\(/ };

/** Tcl and expect: commands are words of a line. */
export const TCL: LanguageFacts = {
  patterns: [
    { as: 'rest', call: /(?:^|[;[{\n])\s{0,9}(?:exec|spawn|system)\s+(?:-(?:\w+|-)\s+)*(?=[^\s-])/g },
    { as: 'rest', call: /\bopen\s+["{]\|\s{0,9}/g },
    { as: 'delete-tree', call: /\bfile\s+delete\s+(?:-\w+\s+)*(?=["'])/g },
  ],
  spawns: /\b(?:exec|spawn|system)\s+(?:-\w+\s+)*(?:\/\S*\/)?(?:ba|z|da|k|c|fi)?sh\b/,
  processes: NEVER,
  deletes: /\bfile\s+delete\b/,
  hidden: NEVER,
  assembled: NEVER,
  network: NEVER,
  socket: /\bsocket\s+\S+\s+\d+/,
  shell: /\b(?:exec|spawn)\b/,
};

/** Languages that are only skimmed for calls that every library names alike. */
export const OTHER: LanguageFacts = {
  patterns: [
    {
      as: 'command',
      call: /\b(?:system2?|shell|exec|execute|popen|spawn|term|callCommand|readProcess|shell-command(?:-to-string)?|call-process|start-process|run-program|os:cmd|cmd|command|Command\.new|Sys\.command|System\.(?:cmd|shell)|do shell script|Process\.Start|shell\/sh|sh|run|unsafe_run)\s{0,9}[({]*\s{0,9}(?=["'`])/g,
    },
    {
      as: 'argv',
      call: /\b(?:System\.cmd|exec\.Command(?:Context)?|execl[ep]?|call-process|start-process|run-program|shell\/sh|readProcess|system2|ProcessBuilder|Seq)\s{0,9}[({]*\s{0,9}(?=["'][^"']{0,400}["'][\s,[(]+["'])/g,
    },
    { as: 'command', call: /(?:^|[\s;(])(?=["'][^"'\n]{1,200}["']\s{0,9}\.\s{0,9}(?:execute\b|!))/g },
    {
      as: 'delete-tree',
      call: /\b(?:unlink|rm|rm_rf!?|rmdir|file\.remove|delete-directory|delete-file|deleteDirectory|removeDirectoryRecursive|removeFile|removeItem|file:del_dir_r|os\.Remove(?:All)?|(?:fs::)?remove_(?:dir_all|dir|file|all)|(?:File|Directory)\.Delete|Files\.delete(?:IfExists)?|deleteDirectory|FileUtils\.\w*[dD]elete\w*)\s{0,9}[({]*\s{0,9}(?:atPath\s{0,9}:\s{0,9})?(?=["'])/g,
    },
  ],
  spawns:
    /\b(?:system|shell|exec|run|spawn|term|callCommand|call-process)\s{0,9}[({]*\s{0,9}["'`]\s{0,9}\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh\b/,
  processes: /\bProcessBuilder\b|\bgetRuntime\b|\bsys\.process\b|\bSystem\.Process\b/,
  deletes:
    /\brm\s?\([^;\n]{0,120}\brecursive\b|\b(?:rm_rf!?|(?:fs::)?remove_dir_all|os\.RemoveAll|file\.remove|File\.rm_rf!?|deleteDirectory|removeDirectoryRecursive|del_dir_r|delete-directory|removeItem)\b\s{0,9}[( ]\s{0,9}(?!["'])|\bunlink\s?\((?!\s?["'])[^;\n]{0,120}\brecursive\b/,
  hidden: /\b(?:eval|parse)\s{0,9}\([\s\S]{0,200}?(?:base64|decode|rawToChar)/i,
  assembled: NEVER,
  network: /\b(?:socketConnection|url\.request|HTTP\.get|download\.file)\b/,
  socket: /\bsocketConnection\b/,
  shell: /\bsystem\b/,
};
