import { ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLanguage } from '../ui/i18n.ts'

/** Colours, sizes and shapes of `tokens.css` for antd's fields and dialogs. */
const theme = {
  token: {
    colorPrimary: '#0b5394',
    colorSuccess: '#17663b',
    colorWarning: '#7a4a00',
    colorError: '#a3261b',
    colorText: '#16202b',
    colorTextSecondary: '#3d4a57',
    colorTextTertiary: '#566370',
    colorTextDescription: '#566370',
    colorTextPlaceholder: '#566370',
    colorTextDisabled: '#566370',
    colorBorder: '#75828e',
    colorBorderSecondary: '#d8dee4',
    colorBgLayout: '#f3f5f7',
    borderRadius: 4,
    borderRadiusSM: 2,
    controlHeight: 32,
    controlHeightLG: 40,
    fontFamily: 'var(--font-ui)',
    boxShadow: 'none',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.2s',
  },
}

const locales = { zh: zhCN, en: enGB }

/** Around every page that uses antd: its look, its language, no space inside two-character buttons. */
export function Forms({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider theme={theme} locale={locales[useLanguage()]} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  )
}
