import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

/** Systems counties have (Kylin V10, UOS 20) come with glibc 2.28. */
const NEWEST = 28

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
})
const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

/** Newest 2.x of glibc that a binary asks for; 0 where it asks for none. */
function glibcOf(path: string): number {
  const versions = [...readFileSync(path, 'latin1').matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) =>
    Number(minor),
  )
  return Math.max(0, ...versions)
}

/**
 * Packages for the other processor are not installed by `npm ci`. These were unpacked (`npm pack`) and read:
 * none asks for more than 2.28 (msgpackr-extract brings files for musl only, and is done without). Another version has another fingerprint and must be read again.
 */
const readByHand: Readonly<Record<string, string>> = {
  'node_modules/@lmdb/lmdb-linux-arm64':
    'sha512-LAjaoOcBHGj6fiYB8ureiqPoph4eygbXu4vcOF+hsxiY74n8ilA7rJMmGUT0K0JOB5lmRQHSmor3mytRjS4qeQ==',
  'node_modules/@msgpackr-extract/msgpackr-extract-linux-arm64':
    'sha512-YxQL+ax0XqBJDZiKimS2XQaf+2wDGVa1enVRGzEvLLVFeqa5kx2bWbtcSXgsxjQB7nRqqIGFIcLteF/sHeVtQg==',
  'node_modules/@node-rs/argon2-linux-arm64-gnu':
    'sha512-1R1K1+9LC60sE24VFfu0+DvurMzZMgPMHODCr2b4aUSeB4ST5DgMHqy6nKMyxh3FDjy/xib6g/Ew0+B5O7nPHg==',
  'node_modules/@rolldown/binding-linux-arm64-gnu':
    'sha512-pm/apFMBnSbFb3O6nG5pHO1iqHhZrjGDFEjSm+ot9J17XXPvH9L90y5h+jgfHCE+Qdlsvy8qKEcU4VKxgjD+vA==',
  'node_modules/lightningcss-linux-arm64-gnu':
    'sha512-j2v/itmy4HlNxlc6voKXYgBqNi0Ng2LShg4z7GufpEgs05P+2suBVyi9I6YHq5uoVFx9ETin3eCEhLVyXGQnKg==',
}

/** Packages of programs that bring no `.node` file. */
const programs = /biome|esbuild|typescript/

const native = Object.entries(packages).filter(
  ([path, { os, cpu, libc }]) =>
    os?.includes('linux') &&
    (cpu?.includes('x64') || cpu?.includes('arm64')) &&
    !libc?.includes('musl') &&
    !programs.test(path),
)

describe('every native module for linux loads on glibc 2.28', () => {
  it.each(native)('%s', (path, { integrity }) => {
    if (!existsSync(path)) {
      expect(readByHand[path], 'not installed here: read its .node files and note its fingerprint').toBe(
        integrity,
      )
      return
    }
    const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.node') && !file.includes('musl'))
      .map((file) => join(path, file))
    expect(files).not.toEqual([])
    for (const file of files) expect(glibcOf(file), file).toBeLessThanOrEqual(NEWEST)
  })

  it('has found the modules of both processors', () => {
    for (const cpu of ['x64', 'arm64'])
      expect(native.filter(([, one]) => one.cpu?.includes(cpu)).length, cpu).toBeGreaterThan(3)
  })
})
