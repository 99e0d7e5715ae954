/**
 * What an argument is to its program. This is the vocabulary of the tables.
 *
 * | role | the argument is |
 * |---|---|
 * | `text` | plain data, without effect |
 * | `flag` | no argument at all: an option that takes no value; listed so that its abbreviations are known |
 * | `read` `read-tree` | a file whose content is read; a folder read with everything below |
 * | `write` `append` `make` | a file that is replaced, added to, or made if it is not there |
 * | `delete` `delete-tree` | a file that is deleted; a folder with everything below |
 * | `run` | a file whose content runs as code |
 * | `load` | a file, a folder or an address of code that is loaded before anything else; a plain name is one of the project's own |
 * | `shell` | text that a shell runs |
 * | `command` | with all arguments after it, a command of its own |
 * | `folder` | the folder in which the program works |
 * | `url` | an address that is asked for |
 * | `named` | an address that is only told, when it has a scheme; what answers is not read |
 * | `send` `send-tree` | a file that leaves over the network |
 * | `send-data` | data that leaves; `@file` stands for the content of a file |
 * | `send-form` | a form field; `name=@file` stands for the content of a file |
 * | `send-text` | text that leaves over the network |
 * | `remote` | `host:path` or a local path |
 * | `js` `python` `perl` `ruby` `php` `lua` `tcl` `other` `awk` `sed` `vim` | program text in that language; `other`: in one that is only skimmed |
 * | `sql` | SQL statements |
 * | `host` | the machine that is talked to |
 */
export type Role =
  | 'text'
  | 'flag'
  | 'read'
  | 'read-tree'
  | 'write'
  | 'append'
  | 'make'
  | 'delete'
  | 'delete-tree'
  | 'run'
  | 'load'
  | 'shell'
  | 'command'
  | 'folder'
  | 'url'
  | 'named'
  | 'send'
  | 'send-tree'
  | 'send-data'
  | 'send-form'
  | 'send-text'
  | 'remote'
  | 'host'
  | 'sql'
  | Language;

/** Languages whose inline program text is looked through. */
export type Language =
  'js' | 'python' | 'perl' | 'ruby' | 'php' | 'lua' | 'tcl' | 'other' | 'awk' | 'sed' | 'vim';
