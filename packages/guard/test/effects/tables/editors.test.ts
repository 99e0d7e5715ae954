import { testTable } from './table-rows.js';

testTable('editors', {
  'vim src/main.ts': 'fs.write workspace easy normal',
  "vim +'!rm -rf /'": 'fs.delete host irreversible critical',
  "vim -c ':!/bin/sh'": 'code.exec workspace hard sensitive',
  "echo '!rm -rf /' | ed": 'fs.delete host irreversible critical',
  'nano .env': 'secret.read process irreversible critical',
  'pandoc .env': 'secret.read process irreversible critical',
  'man ls': 'none',
  'ffmpeg -i a b': 'fs.write workspace easy normal',
  "ex -sc '%d|x' /etc/passwd": 'fs.write host hard critical',
  "vim -es -c 's/a/b/' -c wq /etc/fstab": 'fs.write host hard critical',
});
