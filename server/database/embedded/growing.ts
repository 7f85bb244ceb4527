/** Texts up to this length are copied character by character: calling out for them takes longer. */
const SHORT = 24
/** Room for this much is kept for what is written next. */
const KEPT_BYTES = 64 * 1024

/** A buffer that grows as it is written, for one thing after another. */
export class Growing {
  protected buffer = Buffer.allocUnsafeSlow(4096)
  protected at = 0

  /** Starts anew, with so many bytes left free. */
  begin(prefix = 0): void {
    if (this.buffer.length > KEPT_BYTES) this.buffer = Buffer.allocUnsafeSlow(4096)
    this.at = prefix
    this.reserve(0)
  }

  /** Called before anything is written: it may move the buffer. */
  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes))
    this.buffer.copy(larger, 0, 0, this.at)
    this.buffer = larger
  }

  /** Where the next bytes go. */
  protected room(bytes: number): number {
    this.reserve(bytes)
    const from = this.at
    this.at += bytes
    return from
  }

  byte(value: number): void {
    const at = this.room(1)
    this.buffer[at] = value
  }

  bytes(value: Uint8Array): void {
    const at = this.room(value.length)
    this.buffer.set(value, at)
  }

  text(value: string): void {
    // No character takes more than three bytes for each of its two-byte units.
    this.reserve(value.length < KEPT_BYTES ? value.length * 3 : Buffer.byteLength(value))
    if (value.length > SHORT || !this.plainText(value)) this.at += this.buffer.write(value, this.at)
  }

  /** Writes a text of ASCII characters. @returns false, with nothing written, for any other */
  private plainText(value: string): boolean {
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i)
      if (code > 127) return false
      this.buffer[this.at + i] = code
    }
    this.at += value.length
    return true
  }

  /** A copy of what was written. */
  done(): Buffer {
    const bytes = Buffer.allocUnsafe(this.at)
    this.buffer.copy(bytes, 0, 0, this.at)
    return bytes
  }
}
