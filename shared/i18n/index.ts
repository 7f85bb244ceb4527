import { apply } from './apply.ts'
import { appraisal } from './appraisal.ts'
import { conclusion } from './conclusion.ts'
import { draw } from './draw.ts'
import { draws } from './draws.ts'
import { eligibility } from './eligibility.ts'
import { entry } from './entry.ts'
import { health } from './health.ts'
import { matter } from './matter.ts'
import { meeting } from './meeting.ts'
import { minutes } from './minutes.ts'
import { minutesRecord } from './minutes-record.ts'
import { office } from './office.ts'
import { officer } from './officer.ts'
import { papers } from './papers.ts'
import { phone } from './phone.ts'
import { pool } from './pool.ts'
import { poolRules } from './pool-rules.ts'
import { portal } from './portal.ts'
import { room } from './room.ts'
import { screen } from './screen.ts'
import { sealedNumber } from './sealed-number.ts'
import { verify } from './verify.ts'
import { words } from './words.ts'

/** Every namespace of sentences, for types and for the server; a page loads only the ones it shows. */
export const namespaces = {
  office,
  draw,
  draws,
  eligibility,
  entry,
  officer,
  appraisal,
  apply,
  health,
  minutes,
  minutesRecord,
  words,
  pool,
  poolRules,
  matter,
  meeting,
  room,
  papers,
  phone,
  portal,
  conclusion,
  verify,
  screen,
  sealedNumber,
}
