import type { Language } from '../programs/role.js';

/**
 * What inline program text does, as patterns over its text. `command`: the first string argument is a
 * shell command. `rest`: the rest of the line is one. `argv`: a list of strings is a command. `delete`/`read`/`write`: the string is a path.
 */
export interface CodePattern {
  readonly as: 'command' | 'rest' | 'argv' | 'delete' | 'delete-tree' | 'read' | 'write' | 'kill';
  /** Ends where the first argument begins. */
  readonly call: RegExp;
}

export interface LanguageFacts {
  readonly patterns: readonly CodePattern[];
  /** Starts processes in ways whose command is not a literal. */
  readonly spawns: RegExp;
  /** Text that is decoded and run as code. */
  readonly hidden: RegExp;
  readonly network: RegExp;
  /** Opens a connection by hand, and hands something to a shell: together a reverse shell. */
  readonly socket: RegExp;
  readonly shell: RegExp;
}

const NEVER = /(?!)/;

const SHELL_LIKE: LanguageFacts = {
  patterns: [
    {
      as: 'command',
      call: /\b(?:system|exec|popen|passthru|shell_exec|proc_open|pcntl_exec|IO\.popen|Open3\.\w+|spawn|os\.execute|io\.popen|qx)\s*[({]?\s*(?=["'`])/g,
    },
    { as: 'command', call: /(?<=^|[^\w$.\\])(?=`[^`]+`)/g },
    {
      as: 'delete-tree',
      call: /\b(?:rmtree|remove_tree|FileUtils\.(?:rm_rf|rm_r|remove_dir|remove_entry(?:_secure)?))\s*\(?\s*(?=["'[])/g,
    },
    {
      as: 'delete',
      call: /\b(?:unlink|rmdir|File\.(?:delete|unlink)|os\.remove|Dir\.rmdir|FileUtils\.(?:rm|rm_f))\s*\(?\s*(?=["'])/g,
    },
    {
      as: 'read',
      call: /\b(?:File\.(?:read|open|readlines)|IO\.read|file_get_contents|readfile|fopen|file|io\.open|open)\s*\(?\s*(?:\w+\s*,\s*["'][<+]*["']\s*,\s*)?(?=["'])/g,
    },
    { as: 'write', call: /\b(?:File\.write|file_put_contents|IO\.write)\s*\(?\s*(?=["'])/g },
  ],
  spawns:
    /\b(?:system|exec|popen|passthru|shell_exec|proc_open|pcntl_exec|os\.execute|io\.popen|qx)\s*[({]?\s*["']?\s*\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh\b/,
  hidden:
    /\beval\s*\(?[\s\S]{0,200}?(?:decode_base64|base64_decode|Base64\.|unpack|gzinflate|str_rot13|pack\s*\()|\beval\s*\(\s*(?:base64_decode|gzuncompress)/,
  network:
    /\b(?:IO::Socket|use Socket|TCPSocket|Net::HTTP|LWP|fsockopen|curl_exec|socket\.tcp|stream_socket_client|open-uri|URI\.open)\b/,
  socket: /IO::Socket|use Socket|TCPSocket|fsockopen|socket\.tcp|stream_socket_client/,
  shell: /\b(?:exec|popen|system|proc_open|spawn)\b|\bsh\b/,
};

/** Facts of each language. A language that is missing here has no inline code worth reading. */
export const LANGUAGES: Readonly<Record<Language, LanguageFacts>> = {
  python: {
    patterns: [
      {
        as: 'command',
        call: /\b(?:os\.(?:system|popen)|popen|system|subprocess\.(?:getoutput|getstatusoutput|call|run|Popen|check_call|check_output)|commands\.getoutput|pty\.spawn|(?:Popen|check_output|check_call))\s*\(\s*(?:[rbfu]{0,2})(?=["'])/g,
      },
      {
        as: 'argv',
        call: /\b(?:subprocess\.(?:call|run|Popen|check_call|check_output)|Popen|check_output|check_call|pty\.spawn)\s*\(\s*(?=\[)/g,
      },
      { as: 'argv', call: /\bos\.(?:exec[lv]p?e?|spawn[lv]p?e?)\s*\(\s*(?=["'])/g },
      { as: 'delete-tree', call: /\b(?:shutil\.)?rmtree\s*\(\s*(?:[rbfu]{0,2})(?=["'])/g },
      {
        as: 'delete-tree',
        call: /\b(?:shutil\.)?rmtree\s*\(\s*(?:os\.path\.expanduser|Path|pathlib\.Path)\s*\(\s*(?=["'])/g,
      },
      {
        as: 'delete',
        call: /\bos\.(?:remove|unlink|rmdir|removedirs)\s*\(\s*(?:os\.path\.expanduser\s*\(\s*)?(?:[rbfu]{0,2})(?=["'])/g,
      },
      { as: 'read', call: /\b(?:open|Path|read_text|expanduser|read_csv)\s*\(\s*(?:[rbfu]{0,2})(?=["'])/g },
      { as: 'kill', call: /\bos\.kill(?:pg)?\s*\(\s*(?=-?\d)/g },
    ],
    spawns:
      /\b(?:os\.(?:system|popen|exec\w*|spawn\w*)|pty\.spawn|subprocess\.\w+)\s*\(\s*\[?\s*["']\s*\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh\b\s*(?:-[ip])?\s*["']/,
    hidden:
      /\b(?:exec|eval|os\.system|os\.popen|subprocess\.\w+)\s*\([\s\S]{0,200}?(?:b64decode|urlsafe_b64decode|fromhex|unhexlify|decompress|marshal\.loads|rot_?13|codecs\.decode)/,
    network: /\b(?:urllib|requests|http\.client|httpx|aiohttp|socket|ftplib|smtplib|urlopen)\b/,
    socket: /\bsocket\.(?:socket|create_connection)\b|\bsocket\(/,
    shell:
      /\bdup2\b|\bpty\.spawn\b|["']\/bin\/(?:ba|z|da)?sh|\brecv\([\s\S]{0,200}(?:subprocess|os\.(?:system|popen))/,
  },
  js: {
    patterns: [
      { as: 'command', call: /\b(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)\s*\(\s*(?=["'`])/g },
      { as: 'command', call: /\b(?:Bun\.)?\$\s*(?=`)/g },
      {
        as: 'delete-tree',
        call: /\b(?:rmSync|rmdirSync|rm|rmdir|rimraf(?:\.sync)?|removeSync|emptyDirSync|Deno\.remove(?:Sync)?)\s*\(\s*(?=["'`])/g,
      },
      { as: 'delete', call: /\b(?:unlinkSync|unlink)\s*\(\s*(?=["'`])/g },
      {
        as: 'read',
        call: /\b(?:readFileSync|readFile|createReadStream|Deno\.readTextFile(?:Sync)?|Bun\.file)\s*\(\s*(?=["'`])/g,
      },
      {
        as: 'write',
        call: /\b(?:writeFileSync|writeFile|appendFileSync|createWriteStream|Deno\.writeTextFile(?:Sync)?)\s*\(\s*(?=["'`])/g,
      },
      { as: 'kill', call: /\bprocess\.kill\s*\(\s*(?=-?\d)/g },
    ],
    spawns:
      /\b(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)\s*\(\s*["'`]\s*\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh["'`]/,
    hidden:
      /\b(?:eval|Function|exec|execSync|runInThisContext|runInNewContext)\s*\([\s\S]{0,200}?(?:atob|Buffer\.from|fromCharCode|unescape|decodeURIComponent)\s*\(|\bimport\s*\(\s*["']data:/,
    network:
      /\b(?:fetch|https?\.(?:get|request)|axios|net\.(?:connect|Socket|createConnection)|WebSocket|dns\.)\b/,
    socket: /\bnet\.(?:connect|Socket|createConnection)\b|require\(["']net["']\)/,
    shell: /\b(?:spawn|exec|execFile)\s*\(/,
  },
  perl: SHELL_LIKE,
  ruby: SHELL_LIKE,
  php: SHELL_LIKE,
  lua: SHELL_LIKE,
  awk: {
    patterns: [
      { as: 'command', call: /\bsystem\s*\(\s*(?=")/g },
      { as: 'command', call: /\|&?\s*(?="[^"]+")/g },
      { as: 'command', call: /(?=(?<![~=!])"[^"]+"\s*\|&?\s*getline)/g },
      { as: 'write', call: /(?<![\d)$]\s*)>>?\s*(?="[^"]*\/?[^"]*")/g },
    ],
    spawns: /\bsystem\s*\(\s*"\s*\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c)?sh\b/,
    hidden: NEVER,
    network: /\/inet\d?\/(?:tcp|udp)\//,
    socket: /\/inet\d?\/(?:tcp|udp)\//,
    shell: /getline/,
  },
  sed: {
    patterns: [],
    spawns: NEVER,
    hidden: NEVER,
    network: NEVER,
    socket: NEVER,
    shell: NEVER,
  },
  vim: {
    patterns: [
      {
        as: 'rest',
        call: /(?:^|[:|\n]\s*)(?:silent!?\s+)?(?:%|\d+|[.,$%\d]+)?(?:r(?:ead)?|w(?:rite)?)?\s*!/g,
      },
    ],
    spawns:
      /(?:^|[:|\s])(?:!|te(?:r|rm|rminal)\b|sh(?:ell)?\b|py(?:thon)?3?\b|lua\b|perl\b|ruby\b|set\s+shell=)/,
    hidden: NEVER,
    network: NEVER,
    socket: NEVER,
    shell: NEVER,
  },
};
