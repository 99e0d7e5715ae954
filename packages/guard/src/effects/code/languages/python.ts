import type { LanguageFacts } from '../code-patterns.js';

const MODULE = /\bsubprocess\b/;

export const PYTHON: LanguageFacts = {
  patterns: [
    {
      as: 'sql',
      call: /(?:\.|->)(?:query|execute|executescript|executemany|execute_batch|raw|run|exec|prepare|queryRawUnsafe|\$executeRawUnsafe|\$queryRawUnsafe)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2}|(?:sa\.|sqlalchemy\.)?text\s?\(\s?)(?=["'`])/g,
    },
    {
      as: 'command',
      call: /\b(?:system|popen|getoutput|getstatusoutput|pty\.spawn|create_subprocess_shell)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2})(?=["'])/g,
    },
    {
      as: 'command',
      needs: MODULE,
      call: /\b(?:run|call|Popen|check_call|check_output)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2})(?=["'])/g,
    },
    {
      as: 'argv',
      call: /\b(?:run|call|Popen|check_call|check_output|pty\.spawn)\s{0,9}\(\s{0,9}(?:args\s{0,9}=\s{0,9})?(?=[[(]\s{0,9}["'])/g,
    },
    {
      as: 'argv',
      call: /\b(?:(?:os\.)?(?:exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)|create_subprocess_exec)\s{0,9}\(\s{0,9}(?:os\.P_\w+\s{0,9},\s{0,9})?(?=["'])/g,
    },
    {
      as: 'delete-tree',
      call: /\brmtree\s{0,9}\(\s{0,9}(?:(?:os\.path\.(?:expanduser|abspath|join)|(?:pathlib\.)?Path)\s{0,9}\(\s{0,9})?(?:[rbfu]{0,2})(?=["'])/g,
    },
    {
      as: 'delete',
      call: /\bos\.(?:remove|unlink|rmdir|removedirs|truncate)\s{0,9}\(\s{0,9}(?:os\.path\.(?:expanduser|abspath)\s{0,9}\(\s{0,9})?(?:[rbfu]{0,2})(?=["'])/g,
    },
    {
      as: 'open',
      call: /\b(?:open|Path)\s{0,9}\(\s{0,9}(?:os\.path\.expanduser\s{0,9}\(\s{0,9})?(?:[rbfu]{0,2})(?=["'])/g,
    },
    { as: 'read', call: /\b(?:read_text|expanduser|read_csv)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2})(?=["'])/g },
    {
      as: 'write',
      call: /\b(?:copyfile|copy2?|move|os\.(?:rename|replace))\s{0,9}\([^()"']{0,40}["'][^"'\n]{0,400}["']\s{0,9},\s{0,9}(?=["'])/g,
    },
    {
      as: 'move',
      call: /\b(?:shutil\.move|os\.(?:rename|replace|renames))\s{0,9}\(\s{0,9}(?:os\.path\.expanduser\s{0,9}\(\s{0,9})?(?:[rbfu]{0,2})(?=["'])/g,
    },
    {
      as: 'write',
      call: /\bPath\s{0,9}\(\s{0,9}["'][^"'\n]{0,400}["']\s{0,9}\)\s{0,9}\.\s{0,9}(?:rename|replace)\s{0,9}\(\s{0,9}(?:(?:pathlib\.)?Path\s{0,9}\(\s{0,9})?(?=["'])/g,
    },
    { as: 'kill', call: /\bos\.kill(?:pg)?\s{0,9}\(\s{0,9}(?=-?\d)/g },
  ],
  spawns:
    /\b(?:os\.(?:system|popen|exec\w*|spawn\w*)|pty\.spawn|subprocess\.\w+)\s{0,9}\(\s{0,9}\[?\s{0,9}["']\s{0,9}\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh\b\s{0,9}(?:-[ip])?\s{0,9}["']/,
  processes:
    /\bsubprocess\b|\bpty\b|\bos\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*)\b|\.system\s{0,9}\(|\bimport\s+(?:system|popen)\b/,
  deletes:
    /\b(?:rmtree|os\.(?:remove|unlink|rmdir))\s{0,9}\(\s{0,9}(?!\s{0,9}[rbfu]{0,2}["'])|\.(?:unlink|rmdir)\s{0,9}\(|\bmap\s{0,9}\(\s{0,9}(?:os\.(?:remove|unlink)|(?:shutil\.)?rmtree)\b|\bopen\s?\(\s?\w{1,40}\s?,\s?["']wb?["']\s?\)\.(?:close|truncate)/,
  writes:
    /(?<!["']\s?\))\.\s?write_(?:text|bytes)\s{0,9}\(|\bopen\s{0,9}\(\s{0,9}[A-Za-z_][^"'\n,]{0,80},\s{0,9}(?:mode\s{0,9}=\s{0,9})?["'][rbt]{0,2}[wax+]|\bos\.(?:rename|replace|truncate)\s{0,9}\(\s{0,9}[A-Za-z_]|\bfileinput\b[^\n]{0,200}\binplace\b/,
  hidden:
    /\b(?:exec|eval|os\.system|os\.popen|subprocess\.\w+)\s{0,9}\([\s\S]{0,200}?(?:b64decode|urlsafe_b64decode|fromhex|unhexlify|decompress|marshal\.loads|rot_?13|codecs\.decode)/,
  assembled:
    /(?<![.\w])(?:exec|eval|compile)\s{0,9}\(\s{0,9}(?!open\b|\))|\b__import__\s{0,9}\([^)]{0,200}\+|\bgetattr\s{0,9}\([^;\n]{0,200}(?:\+|__import__|join|\[::)|\b__builtins__\b|\b(?:vars|globals|locals)\s{0,9}\(\s{0,9}\)\s{0,9}\[[^\]]{0,200}\+/,
  network: /\b(?:urllib|requests|http\.client|httpx|aiohttp|socket|ftplib|smtplib|urlopen)\b/,
  socket: /\bsocket\.(?:socket|create_connection)\b|\bsocket\(/,
  shell:
    /\bdup2\b|\bpty\.spawn\b|["']\/bin\/(?:ba|z|da)?sh|\brecv\([\s\S]{0,200}(?:subprocess|os\.(?:system|popen))/,
};
