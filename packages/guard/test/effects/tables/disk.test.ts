import { testTable } from './table-rows.js';

testTable('disk', {
  'mkfs.ext4 /dev/sda1': 'fs.delete host irreversible critical',
  'mkfs.ext4 disk.img': 'fs.write workspace hard normal',
  'mkfs -n /dev/sda': 'none',
  'fdisk -l': 'none',
  'fdisk /dev/sda': 'fs.write host hard sensitive',
  'sfdisk --delete /dev/sda': 'fs.delete host irreversible critical',
  'parted /dev/sda mklabel gpt': 'fs.delete host irreversible critical',
  'lvm vgremove x': 'fs.delete host irreversible critical',
  lvs: 'none',
  'zpool destroy x': 'fs.delete host irreversible critical',
  'zfs list': 'none',
  'cryptsetup luksFormat /dev/sda': 'fs.delete host irreversible critical',
  'mount /dev/sda1 /mnt': 'fs.write host easy normal',
  mount: 'none',
  'diskutil eraseDisk x': 'fs.delete host irreversible critical',
  'diskutil list': 'none',
});
