/** The course of a temperature, as on a chart at a bed: small, exact, without a library. */
import { m } from "@lianfang/messages/messages.js";

interface Point {
  celsius: number;
  takenAt: string;
  isFever: boolean;
}

const width = 420;
const height = 120;
const margin = { left: 36, right: 8, top: 8, bottom: 8 };
/** What is shown at least, so that 36.5 and 36.7 don't look like a mountain. */
const usual = { from: 36, to: 38 };

/** @param readings latest first */
export function ReadingChart({
  readings,
  feverCelsius,
}: {
  readings: readonly Point[];
  feverCelsius: number;
}) {
  if (readings.length < 2) return null;
  const points = readings.toReversed();
  const { x, y, degrees } = scales(points);
  const read = points.map(({ celsius }) => celsius);
  const fevers = points.filter(({ isFever }) => isFever).length;
  const said = m["observation.chart"]({
    count: points.length,
    low: Math.min(...read).toFixed(1),
    high: Math.max(...read).toFixed(1),
    fevers,
  });
  return (
    <svg
      className="lf-reading-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={said}
    >
      {degrees.map((degree) => (
        <g key={degree}>
          <line
            className="lf-chart-grid"
            x1={margin.left}
            x2={width}
            y1={y(degree)}
            y2={y(degree)}
          />
          <text x={0} y={y(degree) + 4}>
            {degree}℃
          </text>
        </g>
      ))}
      <line
        className="lf-chart-fever"
        x1={margin.left}
        x2={width}
        y1={y(feverCelsius)}
        y2={y(feverCelsius)}
      />
      <polyline points={points.map((point) => `${x(point)},${y(point.celsius)}`).join(" ")} />
      {points.map((point) =>
        point.isFever ? (
          <path
            key={point.takenAt}
            className="lf-chart-hot"
            d={diamond(x(point), y(point.celsius))}
          />
        ) : (
          <circle key={point.takenAt} cx={x(point)} cy={y(point.celsius)} r={2.5} />
        ),
      )}
    </svg>
  );
}

function scales(points: readonly Point[]) {
  const times = points.map(({ takenAt }) => Date.parse(takenAt));
  const read = points.map(({ celsius }) => celsius);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const low = Math.min(usual.from, Math.floor(Math.min(...read)));
  const high = Math.max(usual.to, Math.ceil(Math.max(...read)));
  const across = width - margin.left - margin.right;
  const up = height - margin.top - margin.bottom;
  return {
    x: ({ takenAt }: Point) =>
      margin.left + ((Date.parse(takenAt) - first) / Math.max(1, last - first)) * across,
    y: (celsius: number) => margin.top + ((high - celsius) / (high - low)) * up,
    degrees: Array.from({ length: high - low + 1 }, (_, step) => low + step),
  };
}

/** Another shape, for those who can't tell red from blue. */
function diamond(x: number, y: number): string {
  return `M${x} ${y - 5} l5 5 l-5 5 l-5 -5 z`;
}
