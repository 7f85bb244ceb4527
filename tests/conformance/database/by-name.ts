import { Binary, type Document } from 'mongodb'

const set = (bits: number) => new Binary(Buffer.from([bits]))

/** For each operator: values of a field `a` (undefined: none), a query, and which of them it finds. */
export const QUERIES: Readonly<Record<string, readonly [readonly unknown[], Document, readonly number[]]>> = {
  $eq: [[1, [1, 2], null], { a: { $eq: 1 } }, [0, 1]],
  $ne: [[1, [1, 2], undefined], { a: { $ne: 1 } }, [2]],
  $gt: [[1, 2, 'x'], { a: { $gt: 1 } }, [1]],
  $gte: [[1, 2, null], { a: { $gte: null } }, [2]],
  $lt: [[1, 2, -1, null], { a: { $lt: 2 } }, [0, 2]],
  $lte: [['a', 'b', 1], { a: { $lte: 'a' } }, [0]],
  $in: [[1, 'x', [3, 4], undefined], { a: { $in: [4, null, /x/] } }, [1, 2, 3]],
  $nin: [[1, [2], undefined], { a: { $nin: [1, 2] } }, [2]],
  $not: [[1, 5, undefined], { a: { $not: { $gt: 2 } } }, [0, 2]],
  $exists: [[null, undefined], { a: { $exists: true } }, [0]],
  $type: [[1, 'x', ['x'], null], { a: { $type: ['string', 10] } }, [1, 2, 3]],
  $regex: [['ab', 'AB', 1], { a: { $regex: '^a', $options: 'i' } }, [0, 1]],
  $mod: [[4, 5, -4, 'x'], { a: { $mod: [4, 0] } }, [0, 2]],
  $size: [[[], [1], 1], { a: { $size: 1 } }, [1]],
  $all: [[[1, 2], [1], 2], { a: { $all: [1, 2] } }, [0]],
  $elemMatch: [[[1, 5], [3], 3], { a: { $elemMatch: { $gt: 2, $lt: 4 } } }, [1]],
  $bitsAllSet: [[3, 1, set(3)], { a: { $bitsAllSet: 3 } }, [0, 2]],
  $bitsAnySet: [[3, 4, set(1)], { a: { $bitsAnySet: [0, 1] } }, [0, 2]],
  $bitsAllClear: [[3, 4, set(8)], { a: { $bitsAllClear: set(3) } }, [1, 2]],
  $bitsAnyClear: [[3, 1, set(2)], { a: { $bitsAnyClear: [0, 1] } }, [1, 2]],
  $and: [[1, 5, 9], { $and: [{ a: { $gt: 1 } }, { a: { $lt: 9 } }] }, [1]],
  $or: [[1, 5, 9], { $or: [{ a: 1 }, { a: 9 }] }, [0, 2]],
  $nor: [[1, 5, undefined], { $nor: [{ a: 1 }, { a: { $exists: false } }] }, [1]],
  $expr: [[1, 5], { $expr: { $gt: ['$a', { $add: ['$_id', 1] }] } }, [1]],
  $comment: [[1], { $comment: 'said', a: 1 }, [0]],
}

/** For each operator: a document, an update, and what becomes of it; `upsert` where there is none. */
export const UPDATES: Readonly<Record<string, readonly [Document | 'upsert', Document, Document]>> = {
  $set: [{ a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  $unset: [{ a: [1, 2], b: 1 }, { $unset: { 'a.0': '', b: '' } }, { a: [null, 2] }],
  $setOnInsert: ['upsert', { $setOnInsert: { a: 1 }, $set: { b: 2 } }, { a: 1, b: 2 }],
  $inc: [{ a: 1 }, { $inc: { a: -2, b: 3 } }, { a: -1, b: 3 }],
  $mul: [{ a: 3 }, { $mul: { a: 0.5, b: 2 } }, { a: 1.5, b: 0 }],
  $min: [{ a: 3 }, { $min: { a: 'x', b: 1 } }, { a: 3, b: 1 }],
  $max: [{ a: 3 }, { $max: { a: 'x' } }, { a: 'x' }],
  $rename: [{ a: 1, b: 2 }, { $rename: { a: 'b', none: 'c' } }, { b: 1 }],
  $currentDate: [{}, { $currentDate: { a: true, b: { $type: 'date' } } }, { a: expectDate, b: expectDate }],
  $bit: [{ a: 12, b: 5 }, { $bit: { a: { and: 10 }, b: { xor: 1 }, c: { or: 3 } } }, { a: 8, b: 4, c: 3 }],
  $push: [{ a: [3] }, { $push: { a: { $each: [1, 2], $sort: -1, $slice: 2 } } }, { a: [3, 2] }],
  $addToSet: [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, [1]] } } }, { a: [1, 2, [1]] }],
  $pull: [{ a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: { $lt: 2 } } } }, { a: [{ b: 2 }] }],
  $pullAll: [{ a: [1, 2, 1] }, { $pullAll: { a: [1, 9] } }, { a: [2] }],
  $pop: [{ a: [1, 2], b: [1, 2] }, { $pop: { a: -1, b: 1 } }, { a: [2], b: [1] }],
}

/** Stands for any date. */
export function expectDate(): void {}

/** For each stage: a pipeline over documents with `_id` and `a` of 1, 2, 3 and 3, and what it gives. */
export const STAGES: Readonly<Record<string, readonly [readonly Document[], unknown]>> = {
  $match: [[{ $match: { a: 2 } }], [{ _id: 1, a: 2 }]],
  $project: [[{ $limit: 1 }, { $project: { _id: 0, b: { $add: ['$a', 1] } } }], [{ b: 2 }]],
  $addFields: [[{ $limit: 1 }, { $addFields: { 'b.c': '$a' } }], [{ _id: 0, a: 1, b: { c: 1 } }]],
  $set: [[{ $limit: 1 }, { $set: { a: '$$REMOVE' } }], [{ _id: 0 }]],
  $unset: [[{ $limit: 1 }, { $unset: ['a'] }], [{ _id: 0 }]],
  $sort: [
    [{ $sort: { a: -1, _id: -1 } }, { $project: { a: 0 } }],
    [{ _id: 3 }, { _id: 2 }, { _id: 1 }, { _id: 0 }],
  ],
  $limit: [[{ $limit: 1 }], [{ _id: 0, a: 1 }]],
  $skip: [[{ $skip: 3 }], [{ _id: 3, a: 3 }]],
  $count: [[{ $count: 'all' }], [{ all: 4 }]],
  $unwind: [
    [{ $limit: 1 }, { $set: { b: ['x', 'y'] } }, { $unwind: { path: '$b', includeArrayIndex: 'at' } }],
    [
      { _id: 0, a: 1, b: 'x', at: 0 },
      { _id: 0, a: 1, b: 'y', at: 1 },
    ],
  ],
  $group: [[{ $group: { _id: '$a', n: { $sum: 1 } } }, { $match: { n: 2 } }], [{ _id: 3, n: 2 }]],
  $sortByCount: [[{ $sortByCount: '$a' }, { $limit: 1 }], [{ _id: 3, count: 2 }]],
  $bucket: [
    [{ $bucket: { groupBy: '$a', boundaries: [1, 3], default: 'rest' } }],
    [
      { _id: 1, count: 2 },
      { _id: 'rest', count: 2 },
    ],
  ],
  $bucketAuto: [
    [{ $bucketAuto: { groupBy: '$a', buckets: 2 } }],
    [
      { _id: { min: 1, max: 3 }, count: 2 },
      { _id: { min: 3, max: 3 }, count: 2 },
    ],
  ],
  $lookup: [
    [{ $limit: 1 }, { $lookup: { from: 'things', localField: 'a', foreignField: '_id', as: 'b' } }],
    [{ _id: 0, a: 1, b: [{ _id: 1, a: 2 }] }],
  ],
  $graphLookup: [
    [
      { $match: { _id: 1 } },
      {
        $graphLookup: {
          from: 'things',
          startWith: '$a',
          connectFromField: 'a',
          connectToField: '_id',
          as: 'b',
        },
      },
      { $project: { n: { $size: '$b' } } },
    ],
    [{ _id: 1, n: 2 }],
  ],
  $unionWith: [
    [{ $match: { a: 1 } }, { $unionWith: { coll: 'things', pipeline: [{ $match: { a: 2 } }] } }],
    [
      { _id: 0, a: 1 },
      { _id: 1, a: 2 },
    ],
  ],
  $facet: [
    [{ $facet: { n: [{ $count: 'n' }], none: [{ $match: { a: 9 } }] } }],
    [{ n: [{ n: 4 }], none: [] }],
  ],
  $redact: [[{ $redact: { $cond: [{ $lt: ['$a', 2] }, '$$KEEP', '$$PRUNE'] } }], [{ _id: 0, a: 1 }]],
  $replaceRoot: [[{ $limit: 1 }, { $replaceRoot: { newRoot: { b: '$a' } } }], [{ b: 1 }]],
  $replaceWith: [
    [{ $limit: 1 }, { $replaceWith: { $mergeObjects: [{ b: 1 }, '$$ROOT'] } }],
    [{ b: 1, _id: 0, a: 1 }],
  ],
  $sample: [[{ $sample: { size: 2 } }, { $count: 'n' }], [{ n: 2 }]],
  $documents: [[{ $documents: [{ a: 1 }] }], [{ a: 1 }]],
  $fill: [
    [
      { $set: { a: { $cond: [{ $eq: ['$_id', 2] }, null, '$a'] } } },
      { $fill: { sortBy: { _id: 1 }, output: { a: { method: 'linear' } } } },
      { $match: { _id: 2 } },
    ],
    [{ _id: 2, a: 2.5 }],
  ],
  $setWindowFields: [
    [
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { b: { $sum: '$a', window: { documents: [-1, 0] } } },
        },
      },
      { $match: { _id: 3 } },
    ],
    [{ _id: 3, a: 3, b: 6 }],
  ],
  $collStats: [[{ $collStats: { count: {} } }, { $project: { _id: 0, count: 1 } }], [{ count: 4 }]],
}

/** For each accumulator: what it is given over the same documents in their order, and its value. */
export const ACCUMULATORS: Readonly<Record<string, readonly [unknown, unknown]>> = {
  $sum: ['$a', 9],
  $avg: ['$a', 2.25],
  $min: ['$a', 1],
  $max: ['$a', 3],
  $first: ['$_id', 0],
  $last: ['$_id', 3],
  $push: ['$a', [1, 2, 3, 3]],
  $addToSet: [{ $gt: ['$a', 0] }, [true]],
  $count: [{}, 4],
  $mergeObjects: ['$$ROOT', { _id: 3, a: 3 }],
  $stdDevPop: [{ $cond: [{ $lt: ['$_id', 2] }, '$a', null] }, 0.5],
  $stdDevSamp: [{ $cond: [{ $lt: ['$_id', 2] }, '$a', null] }, Math.SQRT1_2],
  $firstN: [{ input: '$a', n: 2 }, [1, 2]],
  $lastN: [{ input: '$_id', n: 2 }, [2, 3]],
  $minN: [{ input: '$a', n: 2 }, [1, 2]],
  $maxN: [{ input: '$a', n: 2 }, [3, 3]],
  $top: [{ sortBy: { a: -1, _id: -1 }, output: '$_id' }, 3],
  $bottom: [{ sortBy: { a: 1, _id: -1 }, output: ['$_id', '$a'] }, [2, 3]],
  $topN: [{ sortBy: { a: -1, _id: 1 }, output: '$_id', n: 2 }, [2, 3]],
  $bottomN: [{ sortBy: { a: 1, _id: 1 }, output: '$_id', n: 2 }, [2, 3]],
}

/** For each window function: what it is given in the order of `a`, and its values. */
export const WINDOWS: Readonly<Record<string, readonly [Document, readonly unknown[]]>> = {
  $rank: [{ $rank: {} }, [1, 2, 3, 3]],
  $denseRank: [{ $denseRank: {} }, [1, 2, 3, 3]],
  $documentNumber: [{ $documentNumber: {} }, [1, 2, 3, 4]],
  $shift: [{ $shift: { output: '$a', by: -1, default: 'none' } }, ['none', 1, 2, 3]],
  $locf: [{ $locf: { $cond: [{ $eq: ['$a', 2] }, '$a', null] } }, [null, 2, 2, 2]],
  $linearFill: [{ $linearFill: { $cond: [{ $eq: ['$a', 2] }, null, '$a'] } }, [1, 2, 3, 3]],
}

/** For each form of a projection: a document, the projection after a query for it, and what is left. */
export const PROJECTIONS: Readonly<Record<string, readonly [Document, Document, Document]>> = {
  $slice: [{ a: [1, 2, 3], b: 1 }, { a: { $slice: [1, 1] } }, { a: [2], b: 1 }],
  $elemMatch: [{ a: [{ b: 1 }, { b: 2 }] }, { _id: 0, a: { $elemMatch: { b: 2 } } }, { a: [{ b: 2 }] }],
  'a.$': [{ a: [1, 2, 3], b: 1 }, { _id: 0, 'a.$': 1 }, { a: [2] }],
}

/** Stages that cannot be, and the code a server refuses them with. */
export const IMPOSSIBLE_STAGES: readonly (readonly [Document, number])[] = [
  [{ $match: 5 }, 15959],
  [{ $limit: 0 }, 15958],
  [{ $limit: -1 }, 5107201],
  [{ $limit: 'x' }, 5107201],
  [{ $skip: -1 }, 5107200],
  [{ $skip: 1.5 }, 5107200],
  [{ $count: '' }, 40156],
  [{ $count: '$a' }, 40158],
  [{ $count: 'a.b' }, 40160],
  [{ $group: 5 }, 15947],
  [{ $group: {} }, 15955],
  [{ $group: { _id: 1, a: 1 } }, 40234],
  [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235],
  [{ $group: { _id: 1, $a: { $sum: 1 } } }, 40236],
  [{ $group: { _id: 1, a: { $sum: 1, $avg: 1 } } }, 40238],
  [{ $group: { _id: 1, a: { $top: { output: '$a' } } } }, 5788005],
  [{ $group: { _id: 1, a: { $topN: { output: '$a', sortBy: { a: 1 } } } } }, 5788003],
  [{ $group: { _id: 1, a: { $bottom: { output: '$a', sortBy: { a: 1 }, n: 1 } } } }, 5788002],
  [{ $group: { _id: 1, a: { $minN: { n: 'x', input: '$a' } } } }, 5787902],
  [{ $project: 5 }, 15969],
  [{ $project: {} }, 51272],
  [{ $project: { a: 1, b: 0 } }, 31254],
  [{ $project: { a: 0, b: 1 } }, 31253],
  [{ $project: { a: 1, 'a.b': 1 } }, 31249],
  [{ $addFields: 5 }, 40272],
  [{ $addFields: {} }, 40177],
  [{ $unset: [] }, 31119],
  [{ $unset: ['a', 1] }, 31120],
  [{ $unset: 5 }, 31002],
  [{ $sort: 5 }, 15973],
  [{ $sort: {} }, 15976],
  [{ $sort: { a: 2 } }, 15975],
  [{ $sort: { a: 'x' } }, 15974],
  [{ $unwind: 5 }, 15981],
  [{ $unwind: 'a' }, 28818],
  [{ $unwind: {} }, 28812],
  [{ $unwind: { path: '$a', other: 1 } }, 28811],
  [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: 'x' } }, 28809],
  [{ $unwind: { path: '$a', includeArrayIndex: 1 } }, 28810],
  [{ $unwind: { path: '$a', includeArrayIndex: '$i' } }, 28822],
  [{ $lookup: { from: 'x', localField: 'a', foreignField: 'b' } }, 9],
  [{ $lookup: { from: 'x', localField: 'a', as: 'b' } }, 9],
  [{ $lookup: { from: 'x', pipeline: [], as: 'b', other: 1 } }, 9],
  [{ $facet: {} }, 40169],
  [{ $facet: { a: 5 } }, 40170],
  [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
  [{ $facet: { a: [{ $documents: [] }] } }, 40600],
  [{ $bucket: 5 }, 40201],
  [{ $bucket: { groupBy: '$a' } }, 40198],
  [{ $bucket: { groupBy: '$a', boundaries: 1 } }, 40200],
  [{ $bucket: { groupBy: '$a', boundaries: [1] } }, 40192],
  [{ $bucket: { groupBy: '$a', boundaries: [1, 'x'] } }, 40193],
  [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }, 40194],
  [{ $bucket: { groupBy: '$a', boundaries: [1, 2], default: 1 } }, 40199],
  [{ $bucket: { groupBy: 'a', boundaries: [1, 2] } }, 40202],
  [{ $bucket: { groupBy: '$a', boundaries: [1, 2], other: 1 } }, 40197],
  [{ $bucketAuto: 5 }, 40240],
  [{ $bucketAuto: { groupBy: '$a' } }, 40246],
  [{ $bucketAuto: { groupBy: '$a', buckets: 'x' } }, 40241],
  [{ $bucketAuto: { groupBy: '$a', buckets: 0 } }, 40243],
  [{ $bucketAuto: { groupBy: '$a', buckets: 1, other: 1 } }, 40245],
  [{ $sample: 5 }, 28745],
  [{ $sample: { size: 'x' } }, 28746],
  [{ $sample: { size: -1 } }, 28747],
  [{ $sample: { size: 1, other: 1 } }, 28748],
  [{ $sample: {} }, 28749],
  [{ $replaceRoot: 5 }, 40229],
  [{ $replaceRoot: { newRoot: '$a', other: 1 } }, 40230],
  [{ $replaceRoot: {} }, 40231],
  [{ $replaceRoot: { newRoot: '$a' } }, 40228],
  [{ $replaceWith: '$a' }, 40228],
  [{ $redact: 'other' }, 17053],
  [{ $graphLookup: { from: 'x' } }, 40105],
  [{ $unionWith: {} }, 9],
  [{ $match: {}, $limit: 1 }, 40323],
]
