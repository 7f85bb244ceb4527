import { parentPort, workerData } from 'node:worker_threads'
import { buildPortfolio } from '../../shared/draw/portfolio/build.ts'
import type { PortfolioJob } from './portfolios.ts'
import { loadSolver } from './solver.ts'

const { rules, candidates } = workerData as PortfolioJob
parentPort?.postMessage(buildPortfolio(rules, candidates, await loadSolver()))
