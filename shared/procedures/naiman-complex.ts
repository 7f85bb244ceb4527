import { naimanReview } from './naiman-review.ts'
import { type Procedure, procedureSchema } from './schema.ts'

/**
 * The same hearing for complex matters, where the panel must bring what the matter needs: a lawyer whose advice the
 * practice names, somebody who speaks Mongolian, a deputy or CPPCC member. How many of each is a local setting.
 */
export const naimanComplex: Procedure = procedureSchema.parse({
  ...naimanReview,
  id: 'naiman-complex',
  name: {
    zh: '信访复查听证（复杂事项）',
    en: 'Petition review hearing (complex matter)',
  },
  panel: {
    ...naimanReview.panel,
    quotas: [
      {
        id: 'lawyer',
        name: { zh: '律师', en: 'lawyers' },
        of: [
          { fact: 'category', is: 'public-lawyer' },
          { fact: 'category', is: 'private-lawyer' },
        ],
        min: 1,
        max: 2,
      },
      {
        id: 'mongolian',
        name: { zh: '通蒙古语的人', en: 'speakers of Mongolian' },
        of: [{ fact: 'language', is: '蒙古语' }],
        min: 1,
        max: null,
      },
      {
        id: 'deputy',
        name: { zh: '代表委员', en: 'deputies and CPPCC members' },
        of: [
          { fact: 'category', is: 'deputy' },
          { fact: 'category', is: 'cppcc' },
        ],
        min: 1,
        max: null,
      },
    ],
    source: '本地规则·未确认 (复杂事项的听证组)',
  },
})
