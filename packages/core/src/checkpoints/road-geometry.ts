/** How long a road is, and how long it takes. */

/** Degrees, WGS 84. */
export type Place = readonly [lon: number, lat: number];

const earthRadiusM = 6_371_000;
/** On country roads, with their bends: 24 km/h. */
const metresAMinute = 400;
const mostMinutes = 600;

export function metresBetween([lon1, lat1]: Place, [lon2, lat2]: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const x = radians(lon2 - lon1) * Math.cos(radians((lat1 + lat2) / 2));
  const y = radians(lat2 - lat1);
  return earthRadiusM * Math.hypot(x, y);
}

export function metresAlong(line: readonly Place[]): number {
  return line.slice(1).reduce((sum, point, at) => sum + metresBetween(line[at] ?? point, point), 0);
}

/** To a tenth; never none, and no more than a road may take. */
export function wholeMinutes(minutes: number): number {
  return Math.min(mostMinutes, Math.max(0.1, Math.round(minutes * 10) / 10));
}

export function minutesAlong(line: readonly Place[]): number {
  return wholeMinutes(metresAlong(line) / metresAMinute);
}
