import { shape } from '../effect-shape.js';
import { valueOfOption } from '../programs/invocation.js';
import type { ProgramTable } from '../programs/program-row.js';
import { Taint, unknownData } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';

const CONNECTS = shape('net.fetch', 'shared', 'easy', 'normal');

/** Programs that record what passes by, and those that put what they are given where somebody else can get it. */
export const CAPTURES: ProgramTable = {
  // What passes by on the network is everybody's.
  'tcpdump tshark dumpcap ngrep': {
    options: { '-w': 'text', '-i -c -s -r -F -C -G -Y -f -e -T': 'text' },
    effect: CONNECTS,
    read: (invocation) => {
      const file = valueOfOption(invocation, '-w');
      if (file !== null && file.text !== '-') writePath(invocation.shell, file, unknownData(Taint.system));
      return unknownData(Taint.system);
    },
  },
  // What a screen shows, a camera sees and a microphone hears.
  'screencapture scrot maim gnome-screenshot grim import-window spectacle fbgrab imagesnap fswebcam arecord parecord':
    {
      options: { '-D -R -l -t -d -f -r -c -w -g -o': 'text', '-x -C -i -m -s -u': 'flag' },
      read: ({ shell, operands }) => {
        for (const file of operands) if (file.text !== '-') writePath(shell, file, unknownData(Taint.system));
        return unknownData(Taint.system);
      },
    },
  // What they are given they put where somebody else can get it.
  'pastebinit wgetpaste fpaste slackcat telegram-send wormhole-rs magic-wormhole transfer transfer.sh ffsend haste hastebin nopaste gist termbin':
    {
      options: {
        '-i -f --file --image --video --audio': 'send',
        '-b -a -t -n -c --channel --config --format': 'text',
      },
      operands: 'send',
      input: 'send',
      effect: shape('net.send', 'shared', 'partial', 'normal'),
    },
};
