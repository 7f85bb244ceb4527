/**
 * The driver's classes for BSON values, without the driver: loading all of it costs a thread more time and memory
 * than everything else it needs. Taken from where the driver takes them, so that there is one class of each kind.
 */
import { createRequire } from 'node:module'
import type { BSON } from 'mongodb'

const driver = createRequire(createRequire(import.meta.url).resolve('mongodb'))
const bson: typeof BSON = driver('bson')

export const {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} = bson
export type Binary = BSON.Binary
export type BSONRegExp = BSON.BSONRegExp
export type BSONSymbol = BSON.BSONSymbol
export type Code = BSON.Code
export type Decimal128 = BSON.Decimal128
export type Int32 = BSON.Int32
export type Long = BSON.Long
export type MaxKey = BSON.MaxKey
export type MinKey = BSON.MinKey
export type ObjectId = BSON.ObjectId
export type Timestamp = BSON.Timestamp
