import type { Refusal } from '../../ledger/aggregate.ts'
import { forbidden, roleIn } from '../abilities.ts'
import type { MeetingCommand, MeetingCommandType } from '../commands.ts'
import type { MeetingContext } from '../context.ts'
import type { MeetingState } from '../state.ts'
import * as answers from './answers.ts'
import * as conclusion from './conclusion.ts'
import type { Decide, MeetingDecision } from './decision.ts'
import * as draw from './draw.ts'
import * as minutes from './minutes.ts'
import * as number from './number.ts'
import * as opinions from './opinions.ts'
import * as preparation from './preparation.ts'
import * as recusal from './recusal.ts'
import * as session from './session.ts'

const decisions: { readonly [T in MeetingCommandType]: Decide<T> } = {
  schedule: preparation.schedule,
  amend: preparation.amend,
  cancel: preparation.cancel,
  'add-participant': preparation.addParticipant,
  'remove-participant': preparation.removeParticipant,
  'list-evidence': preparation.listEvidence,
  'withdraw-evidence': preparation.withdrawEvidence,
  'check-preparation': preparation.checkPreparation,
  'issue-notice': preparation.issueNotice,
  'publish-announcement': preparation.publishAnnouncement,
  'record-service': preparation.recordService,
  'lock-pool': draw.lockPool,
  'seal-number': number.sealNumber,
  'commit-share': draw.commitShare,
  'give-number': number.giveNumber,
  'run-without-number': number.runWithoutNumber,
  'void-draw': draw.voidDraw,
  'notify-officers': answers.notifyOfficers,
  'close-answers': answers.closeAnswers,
  'record-answer': answers.recordAnswer,
  'seat-recommended': draw.seatRecommended,
  'vacate-seat': recusal.vacateSeat,
  begin: session.begin,
  'mark-attendance': session.markAttendance,
  'verify-identity': session.verifyIdentity,
  'answer-recusal': recusal.answerRecusal,
  'request-recusal': recusal.requestRecusal,
  'rule-recusal': recusal.ruleRecusal,
  advance: session.advance,
  'step-back': session.stepBack,
  'next-round': session.nextRound,
  'request-floor': session.requestFloor,
  'drop-floor-request': session.dropFloorRequest,
  'give-floor': session.giveFloor,
  'end-turn': session.endTurn,
  'pause-turn': session.pauseTurn,
  'resume-turn': session.resumeTurn,
  'extend-turn': session.extendTurn,
  recess: session.recess,
  suspend: session.suspend,
  resume: session.resume,
  terminate: session.terminate,
  delegate: session.delegate,
  'mark-recording': session.markRecording,
  'switch-screen': session.switchScreen,
  'examine-evidence': preparation.examineEvidence,
  'announce-opinion-deadline': opinions.announceOpinionDeadline,
  'seal-opinion': opinions.sealOpinion,
  'withdraw-opinion': opinions.withdrawOpinion,
  'seal-paper-opinion': opinions.sealPaperOpinion,
  'open-opinions': opinions.openOpinions,
  'copy-paper-opinion': opinions.copyPaperOpinion,
  'confirm-paper-opinion': opinions.confirmPaperOpinion,
  'draft-recommendation': conclusion.draftRecommendation,
  'answer-recommendation': conclusion.answerRecommendation,
  'announce-conclusion': conclusion.announceConclusion,
  'finalise-item': minutes.finaliseItem,
  'check-item': minutes.checkItem,
  'request-correction': minutes.requestCorrection,
  'rule-correction': minutes.ruleCorrection,
  'add-addendum': minutes.addAddendum,
  'file-scan': minutes.fileScan,
  'read-out-minutes': minutes.readOutMinutes,
  'sign-minutes': minutes.signMinutes,
  close: conclusion.close,
  'record-consent': conclusion.recordConsent,
  publish: conclusion.publish,
}

/** Role, phase, stage and interruption first; only then is the command itself looked at. */
export function refusalFor(
  state: MeetingState,
  context: Pick<MeetingContext, 'actor'>,
  type: MeetingCommandType,
  meetingId: string,
): Refusal | null {
  return forbidden(state, roleIn(state, context.actor, meetingId), type)
}

/** Decides a command of a meeting: the events that follow, or the refusal that explains why none do. */
export function decideMeeting(
  state: MeetingState,
  command: MeetingCommand,
  context: MeetingContext,
): MeetingDecision {
  const refusal = refusalFor(state, context, command.type, context.meetingId)
  if (refusal) return { ok: false, refusal }
  const decide = decisions[command.type] as Decide<typeof command.type>
  return decide(state, command.data as never, context)
}
