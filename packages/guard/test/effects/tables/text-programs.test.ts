import { testTable } from './table-rows.js';

testTable('text-programs', {
  "sed -i 's/a/b/' src/main.ts": 'fs.write workspace easy normal',
  "sed -i.bak 's/a/b/' /etc/passwd": 'fs.write host hard critical',
  "sed 's/a/b/w out.txt' f": 'fs.write workspace easy normal',
  "sed -n '1,5p' f": 'fs.read workspace pure normal',
  "sed 's/x/rm -rf \\//e' f": 'fs.delete host irreversible critical',
  "sed -e 'w /etc/passwd' f": 'fs.write host hard critical',
  "awk '{ print $1 }' f": 'fs.read workspace pure normal',
  'awk \'BEGIN { while (("rm -rf /" | getline) > 0) {} }\'': 'fs.delete host irreversible critical',
  'awk \'{ print > "out.txt" }\' f': 'fs.write workspace easy normal',
  'awk -i inplace "{print}" f': 'fs.write workspace easy normal',
  "perl -pi -e 's/a/b/' src/main.ts": 'code.exec workspace easy normal',
  "perl -ne 'print' .env": 'secret.read process irreversible critical',
  'perl build.pl': 'code.exec workspace easy normal',
});
