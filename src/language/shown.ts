// How a value of the scenario is quoted in a message.

/** A value as it stands in YAML, short, for messages. */
export function shown(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object' && raw !== null) return 'a group of properties';
  return typeof raw === 'string' ? `"${raw.length > 60 ? `${raw.slice(0, 57)}…` : raw}"` : String(raw);
}
