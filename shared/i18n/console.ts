import { defineMessages } from './define.ts'

/** What the server says on its console. */
export const consoleMessages = defineMessages({
  zh: {
    building: '正在生成网页……',
    buildMissing: '没有网页文件，也没有生成网页的工具。请先运行 npm ci，再运行 npm start。',
    ready: '明听已就绪：',
    lan: '同一网络的手机和电脑打开：',
    demonstration: '演示数据（全部虚构）。从任一席位进入：',
    setup: '还没有管理员。打开这个一次性链接，设立第一个管理员：',
    unencrypted: '连接未加密：同一网络里的人可能看到传输的内容。',
    rebuilt: '{{kind}}：重做 {{rows}} 行，删去 {{removed}} 行，未能读取 {{failed}} 条。',
    stopping: '正在停止……',
    stopped: '已停止，数据完好。',
    failed: '启动失败：{{reason}}',
    portTaken: '端口 {{port}} 已被占用。换一个：PORT=3001 npm start',
    databaseUnreachable: '连不上数据库（MONGODB_URI）。检查地址和数据库是否在运行。',
    databaseBusy: '数据目录 {{dir}} 正被另一个明听进程使用（{{reason}}）。',
    dataDirUnusable: '数据目录 {{dir}} 不能读写。检查 DATA_DIR 和权限。',
    fileUnusable: '{{file}} 不能读写（{{reason}}）。检查它的所有者和权限，或换一个 DATA_DIR。数据没有损坏。',
    diskFull: '写不了 {{file}}：磁盘已满（{{reason}}）。腾出空间，再启动。数据没有损坏。',
    fileTooLarge: '写不了 {{file}}：系统限制了文件大小（ulimit -f）。放宽限制，再启动。数据没有损坏。',
    tooManyFiles:
      '打不开 {{file}}：打开的文件太多（{{reason}}）。放宽限制（ulimit -n），再启动。数据没有损坏。',
    tooFewAddresses:
      '打不开 {{file}}：系统限制了进程的地址空间（ulimit -v）。放宽限制，再启动。数据没有损坏。',
    diskFailed: '读写 {{file}} 时磁盘出错（{{reason}}）。先检查磁盘，换好磁盘后从备份恢复。',
    keyUnusable: '密钥文件 {{file}} 的内容不对。从备份恢复它；没有这把密钥，已封存的意见无法启封。',
    databaseDamaged:
      '数据文件打不开：{{file}} 缺页或已损坏。程序没有改动它。把它移走，再用 npm run restore 从备份恢复。',
    databaseNewer: '数据文件 {{file}} 是较新版本的明听写的。请用那个版本启动。',
    backup: {
      made: '备份完成：{{directory}}',
      withoutKeys: '备份里没有密钥：没有设置 BACKUP_PASSPHRASE。没有密钥，恢复后已封存的意见无法启封。',
      notOurs: '数据在 MONGODB_URI 指的数据库里，请用它自己的备份办法（例如 mongodump）。',
      none: '{{directory}} 里没有完整的备份。用 --from 指明一个。',
      restored: '已从 {{directory}} 恢复到 {{dir}}。',
      keysNotRestored: '没有恢复密钥。没有密钥，已封存的意见无法启封。',
      locked:
        '备份里的密钥锁着（{{file}}）：设置 BACKUP_PASSPHRASE 再恢复。口令已丢失时加 --without-keys，已封存的意见将无法启封。什么都没有改动。',
      exists: '{{file}} 已经存在。恢复不覆盖任何东西：换一个空的 DATA_DIR，或先把它移走。',
      interrupted: '上次恢复没有做完（{{file}}）。再运行一次 npm run restore；在那之前不能启动。',
      incomplete: '备份不完整：缺 {{file}}。',
      changed: '备份的内容变了：{{file}} 与清单不符。换另一份备份。',
      passphrase: 'BACKUP_PASSPHRASE 打不开这份备份里的密钥。什么都没有改动。',
      unexportable:
        '集合 {{collection}} 里的一条（_id {{id}}）不能原样导出：有超出范围的日期，或者字段名是数字而次序不同。什么都没有导出；要留底请用备份（npm run backup）。',
      notEmpty: '集合 {{collection}} 里已有数据。请导入到空的数据库。什么都没有改动。',
      noData: '{{dir}} 里没有数据。检查 DATA_DIR。',
      exportExists: '{{file}} 已经存在。导出不覆盖任何东西：换一个新目录。',
      exportUnfinished: '{{file}} 是没有做完的导出。请重新导出。什么都没有改动。',
      exportChanged: '导出的内容变了或缺了：{{file}} 与清单不符。请重新导出。什么都没有改动。',
      missing: '找不到 {{file}}。',
      unusable: '{{file}} 不能读写（{{reason}}）。检查路径、权限和磁盘空间。',
      unreadable: '{{file}} 第 {{line}} 行不是扩展 JSON 的一个文档。什么都没有改动。',
      notExport: '{{file}} 不是导出的内容。请指明有 .jsonl 文件的目录。什么都没有改动。',
      usage:
        '用法：npm run backup；npm run restore -- [--from 备份目录] [--without-keys]；npm run export -- --to 目录；npm run import -- --from 目录',
    },
    config: {
      url: '{{variable}} 要写成 http://主机:端口 或 https://主机，后面不带路径。',
      proxy: '{{variable}} 要写代理的层数，或代理的地址（用逗号分开）。',
      file: '{{variable}} 指的文件读不到。',
      port: '{{variable}} 要是 0 到 65535 的整数。',
      mongodb: '{{variable}} 要以 mongodb:// 开头。',
      redis: '{{variable}} 要以 redis:// 开头。',
      secret: '{{variable}} 至少 32 个字符。',
      sealKey: '{{variable}} 要是 64 位十六进制数字。',
      passphrase: '{{variable}} 至少 12 个字符。',
      zone: '{{variable}} 不是时区名，例如 Asia/Shanghai。',
      flag: '{{variable}} 的值不能用。',
      tlsPair: '{{variable}} 缺少：证书和私钥要一起给。',
      httpsUnreachable: '{{variable}} 是 https，但既没有 TLS_CERT，也没有 TRUST_PROXY：登录会失败。',
    },
  },
  en: {
    building: 'Building the pages …',
    buildMissing: 'There are no pages and no tool to build them. Run npm ci first, then npm start.',
    ready: 'Mingting is ready: ',
    lan: 'Phones and computers on the same network open: ',
    demonstration: 'Demonstration data (all invented). Enter by any seat: ',
    setup: 'There is no administrator yet. Open this one-time link to set up the first: ',
    unencrypted: 'The connection is not encrypted: others on the network may see what is sent.',
    rebuilt: '{{kind}}: {{rows}} rows made anew, {{removed}} removed, {{failed}} could not be read.',
    stopping: 'Stopping …',
    stopped: 'Stopped; the data is safe.',
    failed: 'Could not start: {{reason}}',
    portTaken: 'Port {{port}} is taken. Choose another: PORT=3001 npm start',
    databaseUnreachable:
      'The database (MONGODB_URI) cannot be reached. Check the address and that it is running.',
    databaseBusy: 'The data directory {{dir}} is in use by another Mingting process ({{reason}}).',
    dataDirUnusable:
      'The data directory {{dir}} cannot be read and written. Check DATA_DIR and its permissions.',
    fileUnusable:
      '{{file}} cannot be read and written ({{reason}}). Check its owner and permissions, or choose another DATA_DIR. The data is not damaged.',
    diskFull:
      '{{file}} cannot be written: the disk is full ({{reason}}). Make room and start again. The data is not damaged.',
    fileTooLarge:
      '{{file}} cannot be written: the system limits the size of files (ulimit -f). Raise the limit and start again. The data is not damaged.',
    tooManyFiles:
      '{{file}} cannot be opened: too many files are open ({{reason}}). Raise the limit (ulimit -n) and start again. The data is not damaged.',
    tooFewAddresses:
      '{{file}} cannot be opened: the system limits the address space of the process (ulimit -v). Raise the limit and start again. The data is not damaged.',
    diskFailed:
      'The disk failed while {{file}} was read or written ({{reason}}). Check the disk first; restore from a backup to a good one.',
    keyUnusable:
      'The key file {{file}} is damaged. Restore it from the backup; without it sealed opinions cannot be opened.',
    databaseDamaged:
      'The data file cannot be opened: {{file}} lacks pages or is damaged. It was not changed. Move it away and restore a backup with npm run restore.',
    databaseNewer: 'The data file {{file}} was written by a newer Mingting. Start that version.',
    backup: {
      made: 'Backup complete: {{directory}}',
      withoutKeys:
        'The keys are not in it: BACKUP_PASSPHRASE is not set. Without them sealed opinions cannot be opened after a restore.',
      notOurs:
        'The data is in the database MONGODB_URI names; back it up by its own means, such as mongodump.',
      none: 'There is no complete backup in {{directory}}. Name one with --from.',
      restored: 'Restored from {{directory}} to {{dir}}.',
      keysNotRestored: 'The keys were not restored. Without them sealed opinions cannot be opened.',
      locked:
        'The keys in the backup are locked ({{file}}): set BACKUP_PASSPHRASE and restore again. If the passphrase is lost, add --without-keys; sealed opinions cannot be opened then. Nothing was changed.',
      exists:
        '{{file}} exists already. A restore overwrites nothing: choose an empty DATA_DIR or move it away first.',
      interrupted:
        'The last restore was cut off ({{file}}). Run npm run restore again; until then nothing is started here.',
      incomplete: 'The backup is not complete: {{file}} is missing.',
      changed: 'The backup was changed: {{file}} is not what the list says. Take another backup.',
      passphrase: 'BACKUP_PASSPHRASE does not open the keys of this backup. Nothing was changed.',
      unexportable:
        'A document of the collection {{collection}} (_id {{id}}) cannot be exported as it is: a date out of range, or names that are whole numbers out of their order. Nothing was exported; to keep a copy, make a backup (npm run backup).',
      notEmpty:
        'The collection {{collection}} has data already. Import into an empty database. Nothing was changed.',
      noData: 'There is no data in {{dir}}. Check DATA_DIR.',
      exportExists: '{{file}} exists already. An export overwrites nothing: choose a new directory.',
      exportUnfinished: '{{file}} is an export that was cut off. Export again. Nothing was changed.',
      exportChanged:
        'The export was changed or lacks something: {{file}} is not what the list says. Export again. Nothing was changed.',
      missing: '{{file}} was not found.',
      unusable:
        '{{file}} cannot be read and written ({{reason}}). Check the path, permissions and disk space.',
      unreadable: 'Line {{line}} of {{file}} is not a document in Extended JSON. Nothing was changed.',
      notExport:
        '{{file}} is nothing an export writes. Name a directory with .jsonl files. Nothing was changed.',
      usage:
        'Usage: npm run backup; npm run restore -- [--from BACKUP] [--without-keys]; npm run export -- --to DIRECTORY; npm run import -- --from DIRECTORY',
    },
    config: {
      url: '{{variable}} must look like http://host:port or https://host, without a path.',
      proxy: '{{variable}} must be the number of proxies, or their addresses separated by commas.',
      file: 'The file named by {{variable}} cannot be read.',
      port: '{{variable}} must be a whole number from 0 to 65535.',
      mongodb: '{{variable}} must begin with mongodb://.',
      redis: '{{variable}} must begin with redis://.',
      secret: '{{variable}} needs at least 32 characters.',
      sealKey: '{{variable}} must be 64 hexadecimal digits.',
      passphrase: '{{variable}} needs at least 12 characters.',
      zone: '{{variable}} is not a time zone, for example Asia/Shanghai.',
      flag: 'The value of {{variable}} cannot be used.',
      tlsPair: '{{variable}} is missing: certificate and key are given together.',
      httpsUnreachable:
        '{{variable}} is https, but neither TLS_CERT nor TRUST_PROXY is set: signing in would fail.',
    },
  },
})

/** What can be wrong with a variable of the environment. */
export type ConfigProblem = keyof typeof consoleMessages.zh.config
