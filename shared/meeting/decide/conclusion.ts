import { accept, refuse } from '../../ledger/aggregate.ts'
import { canonicalJson, sha256Hex } from '../../ledger/canonical.ts'
import { tally, unattributed } from '../../opinions/opinion.ts'
import type { Recommendation } from '../../publication/document.ts'
import { unmetGuards } from '../guards.ts'
import { itemsFingerprint } from '../minutes.ts'
import { actingFor, type Decide } from './decision.ts'
import { endRunningTurn } from './session.ts'

export const draftRecommendation: Decide<'draft-recommendation'> = (state, { recommendation }) => {
  if (state.openedAt === null) return refuse('OPINIONS_UNOPENED')
  const asked = new Set((state.requests ?? []).map((request) => request.id))
  if (
    recommendation.findings.length !== asked.size ||
    !recommendation.findings.every((f) => asked.has(f.requestId))
  )
    return refuse('RECOMMENDATION_INCOMPLETE')
  return accept({
    type: 'recommendation-drafted',
    version: (state.recommendation?.version ?? 0) + 1,
    recommendation,
    sha256: sha256Hex(canonicalJson(recommendation)),
  })
}

export const answerRecommendation: Decide<'answer-recommendation'> = (state, data, context) => {
  if (!state.recommendation) return refuse('RECOMMENDATION_MISSING')
  if (data.version !== state.recommendation.version)
    return refuse('RECOMMENDATION_CHANGED', { version: state.recommendation.version })
  const acting = actingFor(state, context, data.onBehalfOf)
  if (!acting.ok) return acting
  if (!state.seats.some((seat) => seat.participantId === acting.participant.id)) return refuse('NOT_ON_PANEL')
  return accept({
    type: 'recommendation-answered',
    version: data.version,
    participantId: acting.participant.id,
    agrees: data.agrees,
    note: data.note,
    via: acting.self ? 'self' : 'paper',
  })
}

const maskRecommendation = (text: Recommendation, mask: (text: string) => string): Recommendation => ({
  findings: text.findings.map((finding) => ({ ...finding, text: mask(finding.text) })),
  reasons: text.reasons.map((part) => ({ heading: mask(part.heading), text: mask(part.text) })),
})

export const announceConclusion: Decide<'announce-conclusion'> = (state, _data, { maskText: mask }) => {
  if (!mask) return refuse('CONCLUSION_MISSING')
  if (!state.recommendation) return refuse('RECOMMENDATION_MISSING')
  if (state.conclusion) return refuse('CONCLUSION_ANNOUNCED')
  const opinions = Object.values(state.opinions).map((o) => o.opinion)
  const answers = Object.values(state.recommendation.answers)
  const requestIds = (state.requests ?? []).map((request) => request.id)
  return accept({
    type: 'conclusion-announced',
    version: state.recommendation.version,
    recommendation: state.recommendation.text,
    maskedRecommendation: maskRecommendation(state.recommendation.text, mask),
    sha256: state.recommendation.sha256,
    tally: tally(opinions, requestIds),
    agreeing: answers.filter((answer) => answer.agrees).length,
    dissenting: answers.filter((answer) => !answer.agrees).length,
    opinions: unattributed(opinions),
    maskedOpinions: unattributed(
      opinions.map((o) => ({ ...o, reasons: mask(o.reasons), advice: mask(o.advice) })),
    ),
  })
}

export const close: Decide<'close'> = (state, _data, { procedure, now }) => {
  if (!procedure || state.stage?.index !== procedure.stages.length - 1)
    return refuse('WRONG_STAGE', { stage: state.stage?.stageId ?? '' })
  const [unmet] = unmetGuards(state, procedure, now)
  if (unmet) return refuse(unmet.code, unmet.params)
  return accept(...endRunningTurn(state, now), {
    type: 'meeting-closed',
    itemsSha256: itemsFingerprint(state.items),
  })
}

export const recordConsent: Decide<'record-consent'> = (state, data) =>
  state.participants.some((p) => p.id === data.participantId && p.side === 'petitioner')
    ? accept({ type: 'publication-consented', ...data })
    : refuse('PARTICIPANT_UNKNOWN')

/** Listed openly only if the procedure's value or every petitioner's recorded consent allows it. */
export function mayList(state: Parameters<Decide<'publish'>>[0], allowed: boolean): boolean {
  if (!state.open) return false
  const petitioners = state.participants.filter((p) => p.kind === 'petitioner')
  const consented = petitioners.length > 0 && petitioners.every((p) => state.consents[p.id] === true)
  const objected = Object.values(state.consents).some((consents) => !consents)
  return !objected && (allowed || consented)
}

export const publish: Decide<'publish'> = (state, data, { document, procedure }) => {
  if (state.publication) return refuse('ALREADY_PUBLISHED')
  if (!document) return refuse('CONCLUSION_MISSING')
  if (sha256Hex(canonicalJson(document)) !== data.sha256) return refuse('DOCUMENT_CHANGED')
  if (data.listed && !mayList(state, procedure?.publish.value ?? false)) return refuse('LISTING_NOT_ALLOWED')
  return accept({ type: 'conclusion-published', document, sha256: data.sha256, listed: data.listed })
}
