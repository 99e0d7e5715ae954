import { shape } from '../effect-shape.js';
import { readFuser } from '../programs/fuser-program.js';
import { readMount, readUnmount } from '../programs/mount-programs.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const WIPED = shape('fs.delete', 'host', 'irreversible', 'critical');
const CHANGED = shape('fs.write', 'host', 'hard', 'sensitive');
const MOUNTED = shape('fs.write', 'host', 'easy', 'normal');
const SWAP_LOST = shape('process.kill', 'host', 'partial', 'normal');

const looks: ProgramRow = { output: 'other' };

/** Disks, partitions, volumes and file systems: what they lose is lost for everybody on the machine. */
export const DISK: ProgramTable = {
  'mkfs mkfs.* mke2fs mkswap mkdosfs mkntfs mkudffs newfs newfs_hfs newfs_apfs mkreiserfs': {
    cases: [
      { has: '-n -N --dry-run', effect: null },
      { operand: /^\/dev\//, effect: WIPED },
      {
        operand: /\.(?:img|image|iso|raw|ext4|qcow2)$|^(?!\/)/,
        effect: shape('fs.write', 'workspace', 'hard', 'normal'),
      },
    ],
    effect: WIPED,
  },
  'wipefs blkdiscard sgdisk sfdisk fdisk gdisk cfdisk parted partx dmsetup sg_format nvme hdparm badblocks': {
    options: {
      '-b --backup': 'write',
      '-l --list -p --print -i --info -v --verify -n --no-act -d --dump -L -D': 'flag',
    },
    cases: [
      {
        has: '-a --all -o --offset -z --zap -Z --zap-all --delete --security-erase --trim-sector-ranges -w',
        effect: WIPED,
      },
      {
        operand: /^(?:rm|mklabel|mktable|mkpart|resizepart|format|sanitize|write-zeroes|remove|remove_all)$/,
        effect: WIPED,
      },
      {
        has: '-l --list -p --print -i --info -v --verify -n --no-act -d --dump -L -D -b --backup -B -I -t -T -J',
        effect: null,
      },
      { fewer: 1, effect: null },
    ],
    effect: CHANGED,
  },
  blkdiscard: { effect: WIPED },
  lvm: {
    commands: {
      'vgremove lvremove pvremove': { effect: WIPED },
      'vgs lvs pvs vgdisplay lvdisplay pvdisplay version help': looks,
      '*': { effect: CHANGED },
    },
  },
  'vgremove lvremove pvremove zerofree cryptsetup-erase': { effect: WIPED },
  'vgcreate lvcreate pvcreate vgextend lvextend lvresize vgreduce lvreduce pvresize vgrename lvrename vgimport vgexport lvconvert':
    { effect: CHANGED },
  'vgs lvs pvs vgdisplay lvdisplay pvdisplay vgscan lvscan pvscan findmnt blkid lsscsi vgchange lvchange lvmdevices':
    looks,
  'zpool zfs btrfs': {
    cases: [
      { operand: /^(?:destroy|labelclear)$/, effect: WIPED },
      { operand: /^(?:rollback|delete|remove|detach|offline|replace|device)$/, effect: CHANGED },
    ],
    output: 'other',
  },
  mdadm: {
    cases: [
      { has: '--zero-superblock --stop --remove --fail', effect: WIPED },
      { has: '--create --grow', effect: CHANGED },
    ],
  },
  cryptsetup: {
    cases: [
      { operand: /^(?:luksFormat|erase|luksErase|luksKillSlot|luksRemoveKey|reencrypt)$/, effect: WIPED },
    ],
    output: 'other',
  },
  debugfs: {
    options: { '-R -f': 'text', '-w': 'flag' },
    cases: [{ has: '-w', effect: CHANGED }],
    output: 'other',
  },
  'e2fsck fsck fsck.* xfs_repair resize2fs tune2fs xfs_growfs e2label swaplabel': {
    cases: [{ has: '-n -l', effect: null }],
    effect: MOUNTED,
  },
  mount: {
    options: {
      '-o --options -t --types -L -U -O --source --target': 'text',
      '-a --all --bind --rbind --move': 'flag',
    },
    read: readMount,
  },
  'umount fusermount': { options: { '-t -O': 'text', '-a --all -l -f -u -z': 'flag' }, read: readUnmount },
  fuser: {
    options: { '-n --namespace': 'text', '-k --kill -m --mount -M -c -v -u -i -w -l -a -s -4 -6': 'flag' },
    output: 'other',
    read: readFuser,
  },
  swapoff: {
    options: { '-a --all -v --verbose': 'flag' },
    // What no longer fits into memory is ended, whatever it is.
    cases: [{ has: '-a --all', effect: SWAP_LOST }],
    effect: MOUNTED,
  },
  'losetup swapon eject udisksctl mount.cifs kpartx sshfs bindfs': {
    cases: [{ fewer: 1, effect: null }],
    effect: MOUNTED,
  },
  diskutil: {
    cases: [
      {
        operand:
          /^(?:erase\w*|partitionDisk|zeroDisk|randomDisk|secureErase|reformat|deleteContainer|deleteVolume|delete)$/i,
        effect: WIPED,
      },
      { operand: /^(?:apfs|coreStorage|cs|appleRAID|ar)$/i, effect: CHANGED },
      { operand: /^(?:list|info|activity|listFilesystems)$/i, effect: null },
    ],
    effect: MOUNTED,
  },
  format: {
    cases: [
      { operand: /^[A-Za-z]:$/, effect: WIPED },
      { effect: shape('process.spawn', 'workspace', 'hard', 'normal') },
    ],
  },
  hdiutil: { cases: [{ operand: /^(?:erasekeys|burn)$/, effect: WIPED }], output: 'other' },
};
