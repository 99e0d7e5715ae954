import { testTable } from './table-rows.js';

testTable('interpreters', {
  'python3 build.py': 'code.exec workspace easy normal',
  'python3 /tmp/x.py': 'code.exec workspace hard normal',
  'python3 -m pytest': 'code.exec workspace easy normal',
  'python3 -m http.server': 'net.send process partial normal',
  python3: 'process.spawn workspace hard normal',
  'node --test': 'code.exec workspace easy normal',
  'node dist/x.js': 'code.exec workspace easy normal',
  'bash build.sh': 'code.exec workspace easy normal',
  'bash -c "ls"': 'none',
  bash: 'process.spawn workspace hard normal',
  'cat x.sh | bash': 'code.exec workspace hard sensitive',
  'deno eval "Deno.removeSync(\'/\', {recursive:true})"': 'fs.delete host irreversible critical',
  'deno test': 'code.exec workspace easy normal',
  // A plain command means the same in every shell.
  'fish -c ls': 'none',
  'fish -c "ls; and rm x"': 'unknown host partial normal',
  'powershell -Command "rm x"': 'fs.delete workspace hard normal',
  'powershell -Command "rm -r -fo C:/"': 'fs.delete host irreversible critical',
  pwsh: 'process.spawn workspace hard normal',
  'ruby x.rb': 'code.exec workspace easy normal',
  'echo "print(1)" | python3 -': 'code.exec workspace easy normal',
  'echo "import os; os.system(\'rm -rf /\')" > x.py; python3 x.py': 'fs.delete host irreversible critical',
  'java -jar x.jar': 'code.exec workspace easy normal',
});
