/** Chooses an officer by number, name and unit; 0 while nobody is chosen. */
export function OfficerSelect({
  label,
  officers,
  value,
  onChange,
}: {
  label: string
  officers: readonly { readonly no: number; readonly name: string; readonly unit: string }[]
  value: number
  onChange: (no: number) => void
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        <option value={0} />
        {officers.map(({ no, name, unit }) => (
          <option key={no} value={no}>
            {no} {name} {unit}
          </option>
        ))}
      </select>
    </label>
  )
}
