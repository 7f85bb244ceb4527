import highsLoader from 'highs'
import { type CompositionSolver, SolverFailure } from '../../shared/draw/portfolio/build.ts'

/**
 * Integer programs over strata, solved by HiGHS: whole seats of each stratum within the limits.
 * @param limitSeconds of solving for one pool and set of limits; after that the solver gives up
 */
export async function loadSolver(limitSeconds = 120): Promise<CompositionSolver> {
  const highs = await highsLoader()
  return (sizes, limits) => {
    const starts = [0]
    const indices: number[] = []
    for (const { strata } of limits) {
      indices.push(...strata)
      starts.push(indices.length)
    }
    const columns = sizes.length
    // Nobody at all: HiGHS takes no empty model.
    if (columns === 0)
      return {
        best: () => (limits.every(({ min }) => min <= 0) ? [] : null),
        dispose: () => undefined,
      }
    const model = highs.createModel({
      numCols: columns,
      numRows: limits.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: new Float64Array(columns),
      colLower: new Float64Array(columns),
      colUpper: Float64Array.from(sizes),
      rowLower: Float64Array.from(limits, ({ min }) => min),
      rowUpper: Float64Array.from(limits, ({ max }) => max),
      matrix: {
        format: 'csr',
        numRows: limits.length,
        numCols: columns,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: new Float64Array(indices.length).fill(1),
      },
      integrality: sizes.map(() => highs.constants.variableType.integer),
    })
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, time_limit: limitSeconds })
    return {
      best(values) {
        model.changeColsCost({ kind: 'range', from: 0, to: columns - 1 }, [...values])
        model.run()
        const status = model.getModelStatus()
        const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus
        // Every column is bounded: what is infeasible or unbounded is infeasible.
        if (status === infeasible || status === unboundedOrInfeasible) return null
        if (status !== optimal) throw new SolverFailure(`HiGHS ended with status ${status}`)
        return [...model.getSolution().colValue].map(Math.round)
      },
      dispose: () => model.dispose(),
    }
  }
}
