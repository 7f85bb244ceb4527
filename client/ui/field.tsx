import { type ComponentProps, type ReactNode, useId } from 'react'

interface Labelled<V> {
  readonly label: ReactNode
  readonly value: V
  readonly onChange: (value: V) => void
}
type Input = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id'>
type Area = Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'id'>

/** A line of text, a date or a number, under its label. Its value is what was typed. */
export function LineField({ label, value, onChange, ...input }: Labelled<string> & Input) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

/** Longer text under its label; 4,000 characters, which is what a command takes as a reason. */
export function TextField({ label, value, onChange, ...area }: Labelled<string> & Area) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        rows={3}
        maxLength={4000}
        {...area}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

export interface Option<V> {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
}

/** One of a list under its label. Only a value of the list is ever handed over. */
export function SelectField<V extends string | number>({
  label,
  value,
  onChange,
  options,
  ...select
}: Labelled<V> & { readonly options: readonly Option<V>[] } & Pick<ComponentProps<'select'>, 'required'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        {...select}
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => String(option.value) === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** One of a few, side by side, all to be seen at once; undefined: nothing chosen yet. */
export function ChoiceField<V extends string>({
  label,
  value,
  onChange,
  options,
}: {
  readonly label: ReactNode
  readonly value: V | undefined
  readonly onChange: (value: V) => void
  readonly options: readonly Option<V>[]
}) {
  const name = useId()
  return (
    <fieldset className="choices row">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
