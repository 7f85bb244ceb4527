import { defineRefusals } from '../define.ts'

/** Refusals at the border of the server. */
export const httpRefusals = defineRefusals({
  zh: {
    FORBIDDEN: { what: '你的身份不能做这件事。', next: '请由有权的人操作。' },
    NOT_FOUND: { what: '找不到你要的内容。', next: '检查地址，或回到上一页重新打开。' },
    REQUEST_MALFORMED: {
      what: '请求的内容不完整或写法不对（{{path}}）。',
      next: '检查这一项后再提交；没有改动任何记录。',
    },
    BODY_TOO_LARGE: { what: '提交的内容太大。', next: '分几次提交，或缩小文件。' },
    BODY_TYPE_UNSUPPORTED: {
      what: '不接受这种格式的内容。',
      next: '用页面上的表单提交，或换成要求的文件格式。',
    },
    SCAN_UNREADABLE: { what: '这个文件不是 PDF、JPEG 或 PNG。', next: '换成其中一种格式再上传。' },
    ORIGIN_FORBIDDEN: {
      what: '这个请求来自别的网站，没有执行。',
      next: '从明听自己的网址打开页面；网址变了的话，请管理员设置 PUBLIC_URL。',
    },
    TOO_MANY_TRIES: { what: '试得太频繁。', next: '等 {{seconds}} 秒再试。' },
    DEMO_FORBIDDEN: {
      what: '演示只能在服务器这台电脑上打开。',
      next: '在那台电脑上打开；要让别人也能用，以 DEMO_OPEN=1 启动。',
    },
    INTERNAL: { what: '服务器内部出错，编号 {{id}}。', next: '再试一次；还不行，把编号告诉管理员。' },
  },
  en: {
    FORBIDDEN: { what: 'Your role does not allow this.', next: 'Ask somebody who may do it.' },
    NOT_FOUND: { what: 'There is nothing here.', next: 'Check the address, or go back and open it again.' },
    REQUEST_MALFORMED: {
      what: 'The request is incomplete or malformed ({{path}}).',
      next: 'Check that part and send it again; no record was changed.',
    },
    BODY_TOO_LARGE: {
      what: 'Too much was sent at once.',
      next: 'Send it in parts, or make the file smaller.',
    },
    BODY_TYPE_UNSUPPORTED: {
      what: 'Content of this kind is not taken.',
      next: 'Use the form on the page, or a file of the kind asked for.',
    },
    SCAN_UNREADABLE: {
      what: 'This file is no PDF, JPEG or PNG.',
      next: 'Save it as one of these and upload it again.',
    },
    ORIGIN_FORBIDDEN: {
      what: 'This request came from another site and was not carried out.',
      next: 'Open the page at Mingting’s own address; if that has changed, ask the administrator to set PUBLIC_URL.',
    },
    TOO_MANY_TRIES: { what: 'Too many tries.', next: 'Wait {{seconds}} seconds and try again.' },
    DEMO_FORBIDDEN: {
      what: 'The demonstration opens only on the server’s own computer.',
      next: 'Open it there; to let others in, start with DEMO_OPEN=1.',
    },
    INTERNAL: {
      what: 'The server failed, number {{id}}.',
      next: 'Try again; if it fails again, tell the administrator the number.',
    },
  },
})
