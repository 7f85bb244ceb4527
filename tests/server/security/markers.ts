import type { Viewer as Reader } from '../../../shared/ledger/aggregate.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'

/** Somebody who looks at the application, and what they are in the hearing at this moment. */
export interface Onlooker {
  readonly name: string
  level(state: MeetingState): Reader['level']
  /** Participant they speak for in the hearing. */
  readonly person?: string
  /** Administrators and clerks: the office's own lists are theirs. */
  readonly office?: true
  readonly projector?: true
}

export type MayRead = (onlooker: Onlooker, state: MeetingState) => boolean

const RANK = { public: 0, participants: 1, panel: 2, staff: 3 } as const

/** Audiences as people would say them, written down here anew: the record's own table is what is tried. */
export const audience = {
  public: () => true,
  participants: atLeast('participants'),
  panel: atLeast('panel'),
  staff: atLeast('staff'),
  office: ({ office }: Onlooker) => office === true,
  nobody: () => false,
  only: (name: string) => (onlooker: Onlooker) => onlooker.name === name,
  person: (id: string) => (onlooker: Onlooker) => onlooker.person === id,
  /** Everybody in an open meeting. */
  open: (onlooker: Onlooker, state: MeetingState) =>
    atLeast(state.open ? 'public' : 'participants')(onlooker, state),
  projector: (onlooker: Onlooker, state: MeetingState) =>
    onlooker.projector === true || atLeast('staff')(onlooker, state),
} as const

function atLeast(level: Reader['level']): MayRead {
  return (onlooker, state) => RANK[onlooker.level(state)] >= RANK[level]
}

/** An opinion's words: nobody's until the opening, then the panel's, from the conclusion on everybody's. */
export const opinionWords: MayRead = (onlooker, state) => {
  if (state.openedAt === null) return false
  return state.conclusion === null ? audience.panel(onlooker, state) : audience.open(onlooker, state)
}

/** The recommendation's words: the panel's while it deliberates, from the conclusion on everybody's. */
export const recommendationWords: MayRead = (onlooker, state) =>
  state.conclusion === null ? audience.panel(onlooker, state) : audience.open(onlooker, state)

interface Planted {
  readonly what: string
  readonly mayRead: MayRead
}

const WORD = /Zq\d+xqZ/g

/** Words planted in every place that is not for everybody, and who may find which. */
export function createMarkers() {
  const words = new Map<string, Planted>()
  /** Secrets nobody chose: codes, tokens, receipts. */
  const others = new Map<string, Planted>()
  const found = new Set<string>()

  const places = (text: string): readonly (readonly [string, Planted])[] => {
    const inText = [...new Set(text.match(WORD) ?? [])].flatMap((word) => {
      const planted = words.get(word)
      return planted ? [[word, planted] as const] : []
    })
    return [...inText, ...[...others].filter(([secret]) => text.includes(secret))]
  }

  return {
    /** A word of its own for a place. It survives trimming, masking of other names, and every encoding used. */
    plant(what: string, mayRead: MayRead): string {
      const word = `Zq${words.size}xqZ`
      words.set(word, { what, mayRead })
      return word
    },

    guard(what: string, secret: string, mayRead: MayRead): void {
      others.set(secret, { what, mayRead })
    },

    /** What stands in the text that this onlooker may not read. */
    leaks(text: string, onlooker: Onlooker, state: MeetingState): string[] {
      return places(text).flatMap(([word, { what, mayRead }]) => {
        found.add(what)
        return mayRead(onlooker, state) ? [] : [`${onlooker.name} reads ${what} (${word})`]
      })
    },

    /** Everything planted, whoever may read it. */
    all: (text: string): string[] => places(text).map(([, { what }]) => what),

    /** Words that were never seen by anybody: the test would not notice them leaking either. */
    unseen: (): string[] => [...words.values()].map(({ what }) => what).filter((what) => !found.has(what)),
  }
}

export type Markers = ReturnType<typeof createMarkers>
