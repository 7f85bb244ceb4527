import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecommendedFields } from '../../../client/office/meeting/draw-recommended.tsx'
import { DrawRulesLine } from '../../../client/office/meeting/draw-rules.tsx'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import { naimanComplex } from '../../../shared/procedures/naiman-complex.ts'
import { violations } from '../meeting/page.tsx'
import { open, prepareOffice } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('how the panel is composed', () => {
  it('is said in words in both languages, with the portfolio where there is one', async () => {
    open(<DrawRulesLine rules={naimanComplex.panel} portfolio={12} />)
    for (const text of ['同一类别、同一部门最多 1 人', '律师 1 至 2 人', '通蒙古语的人至少 1 人'])
      expect(screen.getByText(text)).toBeTruthy()
    expect(screen.getByText('公布 12 种组成方案，从中抽一种')).toBeTruthy()
    expect(await violations()).toEqual([])
    cleanup()
    void changeLanguage('en')
    open(<DrawRulesLine rules={naimanComplex.panel} />)
    expect(screen.getByText('lawyers: 1 to 2')).toBeTruthy()
    void changeLanguage('zh')
  })
})

describe('a recommended expert', () => {
  const officers = [
    { no: 51, name: '程问渠', unit: '林草局' },
    { no: 52, name: '陆闻笙', unit: '水务局' },
  ]

  it('is entered with who asked, and no more than the rules let sit', () => {
    const changed = vi.fn()
    const fields = (recommended: { no: number; requestedBy: string }[]) => (
      <RecommendedFields max={1} officers={officers} recommended={recommended} onChange={changed} />
    )
    open(fields([]))
    fireEvent.change(screen.getByLabelText('推荐的专家'), { target: { value: '51' } })
    fireEvent.click(screen.getByRole('button', { name: '推荐专家入席' }))
    expect(changed).not.toHaveBeenCalled()
    fireEvent.change(screen.getByLabelText('推荐部门'), { target: { value: '林业和草原局' } })
    fireEvent.click(screen.getByRole('button', { name: '推荐专家入席' }))
    expect(changed).toHaveBeenCalledWith([{ no: 51, requestedBy: '林业和草原局' }])
    cleanup()
    open(fields([{ no: 51, requestedBy: '林业和草原局' }]))
    expect(screen.getByText('林业和草原局')).toBeTruthy()
    expect(screen.queryByLabelText('推荐的专家')).toBeNull()
  })
})
