import { shape } from '../effect-shape.js';
import { readPath } from '../shell/file-acts.js';
import { readEditorWrites } from '../programs/editor-writes.js';
import type { ProgramTable } from '../programs/program-row.js';

const EDITS = shape('fs.write', 'workspace', 'easy', 'normal');

/** Editors and viewers that can run commands, and document tools. */
export const EDITORS: ProgramTable = {
  ex: {
    options: { '-c --cmd': 'vim', '-S -u': 'run', '-t -w': 'text', '-s -e -E -n -R -v -V -r': 'flag' },
    operands: 'read',
    output: 'other',
    effect: EDITS,
    read: readEditorWrites,
  },
  'vim vi nvim gvim rvim rview view vimdiff vimx mvim': {
    options: {
      '-c --cmd': 'vim',
      '-S -s -u -U': 'run',
      '-w -W -T -t -i': 'text',
      // Of `ex` it is the silent mode, not a script.
      '-e -E -n -R -b -d -y -es -Es -se': 'flag',
    },
    operands: 'read',
    output: 'other',
    effect: EDITS,
    read: readEditorWrites,
  },
  'ed red': { operands: 'read', effect: EDITS, output: 'other', read: readEditorWrites },
  'nano pico emacs emacsclient micro kak hx helix joe jed mcedit code codium subl atom gedit kate zed idea': {
    options: {
      '--eval --execute -e -f --funcall': 'lua',
      '-l --load --script': 'run',
      '-s --speller': 'shell',
    },
    operands: 'read',
    effect: EDITS,
    read: readEditorWrites,
  },
  'man-pager manp': { options: { '-P --pager': 'shell' } },
  man: { options: { '-P --pager -H --html -l': 'shell', '-M -S -s -k -f -K': 'text' }, output: 'other' },
  'ffmpeg ffprobe convert magick mogrify identify composite exiftool jpegoptim optipng pngquant svgo sox lame mpv vlc pandoc pdflatex xelatex latex tex bibtex pdftk qpdf gs ghostscript libreoffice soffice wkhtmltopdf weasyprint inkscape blender gimp dot neato plantuml mmdc asciidoctor enscript':
    {
      effect: EDITS,
      read: (invocation) => {
        // `ffmpeg -i FILE`, `pandoc FILE`: reading a secret this way shows it too.
        for (const operand of invocation.operands)
          if (/\.(?:env|pem|key)$/.test(operand.text)) readPath(invocation.shell, operand);
        return undefined;
      },
    },
  'fzf sk peco percol gum dialog whiptail zenity': {
    options: { '--preview --bind --execute': 'text', '-f -q --query --filter': 'text' },
    output: 'same',
  },
  'ollama llm aichat claude codex gemini openclaw opencode aider cursor copilot-cli mods sgpt': {
    effect: shape('process.spawn', 'workspace', 'hard', 'normal'),
  },
};
