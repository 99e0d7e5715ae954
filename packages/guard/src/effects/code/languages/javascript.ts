import type { LanguageFacts } from '../code-patterns.js';

export const JAVASCRIPT: LanguageFacts = {
  patterns: [
    {
      as: 'sql',
      call: /(?:\.|->)(?:query|execute|executescript|executemany|execute_batch|raw|run|exec|prepare|queryRawUnsafe|\$executeRawUnsafe|\$queryRawUnsafe)\s{0,9}\(\s{0,9}(?:[rbfu]{0,2}|(?:sa\.|sqlalchemy\.)?text\s?\(\s?)(?=["'`])/g,
    },
    { as: 'command', call: /\bexecSync\s{0,9}\(\s{0,9}(?=["'`])/g },
    // Regular expressions have an `exec` too.
    { as: 'command', needs: /child_|mainModule/, call: /\bexec\s{0,9}\(\s{0,9}(?=["'`])/g },
    {
      as: 'argv',
      call: /\b(?:spawn|spawnSync|execFile|execFileSync|fork|Deno\.Command)\s{0,9}\(\s{0,9}(?=["'`])/g,
    },
    { as: 'argv', call: /\bBun\.spawn(?:Sync)?\s{0,9}\(\s{0,9}(?:\{\s{0,9}cmd\s{0,9}:\s{0,9})?(?=\[)/g },
    { as: 'command', call: /\b(?:Bun\.)?\$\s{0,9}(?=`)/g },
    {
      as: 'delete-tree',
      call: /\b(?:rmSync|rmdirSync|rm|rmdir|rimraf(?:\.sync)?|remove|removeSync|emptyDirSync|Deno\.remove(?:Sync)?)\s{0,9}\(\s{0,9}(?=["'`])/g,
    },
    { as: 'delete', call: /\b(?:unlinkSync|unlink|truncateSync|truncate)\s{0,9}\(\s{0,9}(?=["'`])/g },
    {
      as: 'read',
      call: /\b(?:readFileSync|readFile|createReadStream|Deno\.readTextFile(?:Sync)?|Bun\.file)\s{0,9}\(\s{0,9}(?=["'`])/g,
    },
    {
      as: 'write',
      call: /\b(?:writeFileSync|writeFile|appendFileSync|appendFile|createWriteStream|Deno\.writeTextFile(?:Sync)?|Bun\.write)\s{0,9}\(\s{0,9}(?=["'`])/g,
    },
    {
      as: 'write',
      call: /\b(?:copyFileSync|copyFile|cpSync|renameSync|rename|symlinkSync)\s{0,9}\(\s{0,9}["'`][^"'`\n]{0,400}["'`]\s{0,9},\s{0,9}(?=["'`])/g,
    },
    { as: 'move', call: /\b(?:renameSync|rename)\s{0,9}\(\s{0,9}(?=["'`])/g },
    { as: 'kill', call: /\bprocess\.kill\s{0,9}\(\s{0,9}(?=-?\d)/g },
  ],
  spawns:
    /\b(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)\s{0,9}\(\s{0,9}["'`]\s{0,9}\/?(?:usr\/)?(?:bin\/)?(?:ba|z|da|k|c|fi)?sh["'`]/,
  processes:
    /child_process|\bprocess\.binding\b|\bDeno\.(?:Command|run)\b|\bBun\.(?:spawn|\$)|\bexecSync\b|\bspawnSync\b/,
  deletes:
    /\b(?:rmSync|rmdirSync|unlinkSync|removeSync|rimraf(?:\.sync)?|fs\.(?:promises\.)?(?:rm|rmdir|unlink)|truncateSync|Deno\.remove(?:Sync)?)\s{0,9}\(\s{0,9}(?!["'`])|\b(?:forEach|map)\s?\(\s?(?:fs\.)?(?:rmSync|unlinkSync|unlink|rm)\b|\bwriteFileSync\s?\(\s?\w{1,40}\s?,\s?(?:""|'')/,
  writes:
    /\b(?:writeFile|appendFile|createWriteStream|rename|copyFile|Deno\.writeTextFile|Bun\.write)(?:Sync)?\s{0,9}\(\s{0,9}[A-Za-z_$`]/,
  hidden:
    /\b(?:eval|Function|exec|execSync|runInThisContext|runInNewContext)\s{0,9}\([\s\S]{0,200}?(?:atob|Buffer\.from|fromCharCode|unescape|decodeURIComponent)\s{0,9}\(|\bimport\s{0,9}\(\s{0,9}["']data:/,
  assembled:
    /(?<![.\w])(?:eval|Function)\s{0,9}\(|\bconstructor\s{0,9}\.\s{0,9}constructor\b|\bmainModule\b|\[\s{0,9}["'`][^"'`]{0,400}["'`]\s{0,9}\+|\brequire\s{0,9}\(\s{0,9}["'`][^"'`]{0,400}["'`]\s{0,9}\+/,
  network:
    /\b(?:fetch|https?\.(?:get|request)|axios|net\.(?:connect|Socket|createConnection)|WebSocket|dns\.)\b|\b(?:require|import)\s{0,9}\(\s{0,9}["'`](?:node:)?(?:https?|http2|net|tls|dgram|dns|axios|undici|got|node-fetch)["'`]/,
  socket: /\bnet\.(?:connect|Socket|createConnection)\b|require\(["'](?:node:)?net["']\)/,
  shell: /\b(?:spawn|exec|execFile)\s{0,9}\(/,
};
