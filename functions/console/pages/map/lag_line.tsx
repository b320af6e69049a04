import type { Html } from "../../web/html.ts";

/** How many points are drawn at most. */
const POINTS = 36;

interface LagLineProps {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Oldest first. */
  history: readonly (number | null)[];
}

/** A group's lag in the last minutes, as a small hill. */
export function LagLine({ x, y, width, height, history }: LagLineProps): Html {
  const size = Math.max(1, Math.ceil(history.length / POINTS));
  const tops = Array.from(
    { length: Math.ceil(history.length / size) },
    (_, index) =>
      Math.max(0, ...history.slice(index * size, (index + 1) * size).map((value) => value ?? 0)),
  );
  const most = Math.max(0, ...tops);
  if (most === 0 || tops.length < 2) {
    return <path class="lag-line none" d={`M${x} ${y + height}h${width}`} />;
  }
  // A little lag makes a low hill: it is highest from a hundred thousand records on.
  const top = (height - 1) * (0.3 + 0.7 * Math.min(1, Math.log10(1 + most) / 5));
  const points = tops.map((value, index) => {
    const px = x + index / (tops.length - 1) * width;
    return `${px.toFixed(1)} ${(y + height - value / most * top).toFixed(1)}`;
  });
  return (
    <>
      <path
        class="lag-hill"
        d={`M${x} ${y + height}L${points.join("L")}L${x + width} ${y + height}Z`}
      />
      <path class="lag-line" d={`M${points.join("L")}`} />
    </>
  );
}
