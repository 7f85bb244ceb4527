/** Puts parameters into a sentence: `{{name}}`. A parameter that was not given stays visible as written. */
export function fillIn(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => String(params[name] ?? mark))
}
